// insyn keys prove.
#pragma once

#include <optional>

#include "cli/console.h"
#include "os/file.h"

namespace insyn::cli {

struct KeysProveOptions {
  Path prefix;                      // PREFIX.sign, PREFIX.age and PREFIX.pub, as insyn keys new has made them
  Path roster;                      // signed or not; only its id is read
  std::optional<std::string> name;  // the pseudonym; nothing: the name in PREFIX.pub
  std::optional<Path> out;          // nothing: PREFIX.proof
};

// Writes the proof that an agent has both halves of a key, for insyn roster add.
Status keys_prove(const KeysProveOptions& options, Console& console);

}  // namespace insyn::cli
