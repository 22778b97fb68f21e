// insyn keys new: the key files of one party, person or workstation.
#pragma once

#include "cli/console.h"
#include "note/public_keys.h"
#include "os/file.h"

namespace insyn::cli {

struct KeysNewOptions {
  note::Role role = note::Role::kEmployer;
  std::string name;
  Path prefix;
};

// Writes the files that the role needs of PREFIX.age, PREFIX.sign (both 0600) and PREFIX.pub: all or none.
// kPermanent where one of the three exists already.
Status keys_new(const KeysNewOptions& options, Console& console);

}  // namespace insyn::cli
