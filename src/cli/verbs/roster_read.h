// insyn roster sign, verify and show.
#pragma once

#include <optional>
#include <vector>

#include "cli/console.h"
#include "os/file.h"

namespace insyn::cli {

struct RosterSignOptions {
  Path file;
  Path key;                 // PREFIX.sign of a party
  std::optional<Path> out;  // without it `file` itself becomes the note
  bool yes = false;         // do not ask
};

struct RosterVerifyOptions {
  Path file;
  std::vector<Path> pins;     // every party's .pub
  std::optional<Path> after;  // an earlier version that it has to follow
  bool json = false;
};

struct RosterShowOptions {
  Path file;
  bool json = false;
};

// Shows who is on the roster, asks on a terminal, and adds a signature. What a recorder would refuse is not
// signed.
Status roster_sign(const RosterSignOptions& options, Console& console);
Status roster_verify(const RosterVerifyOptions& options, Console& console);
Status roster_show(const RosterShowOptions& options, Console& console);

}  // namespace insyn::cli
