// insyn keys vouch.
#pragma once

#include <optional>

#include "cli/console.h"
#include "os/file.h"

namespace insyn::cli {

struct KeysVouchOptions {
  Path file;                // the .pub that is vouched for
  Path key;                 // PREFIX.sign of the party that does it
  std::optional<Path> out;  // without it `file` itself becomes the note
};

// Signs a reviewer's, a union's spare or an insight key's .pub for a party, and prints the table by which the
// agreement's text carries it. kDenied where the key has another role or is vouched for already.
Status keys_vouch(const KeysVouchOptions& options, Console& console);

}  // namespace insyn::cli
