// insyn keys new: the key files of one party, person or workstation.
#pragma once

#include "agreement/party.h"
#include "base/file.h"
#include "cli/console.h"

namespace insyn::cli {

struct KeysNewOptions {
  agreement::Role role = agreement::Role::kEmployer;
  std::string name;
  Path prefix;
};

// Writes PREFIX.age, PREFIX.sign (both 0600) and PREFIX.pub, those of them that the role needs: all, or none.
// kPermanent where one of the three is there already.
Status keys_new(const KeysNewOptions& options, Console& console);

}  // namespace insyn::cli
