// insyn roster new, add and remove: the next version of a roster, before it is signed.
#pragma once

#include <optional>
#include <vector>

#include "cli/console.h"
#include "os/file.h"

namespace insyn::cli {

struct RosterNewOptions {
  Path file;  // must not exist
  std::string id;
};

struct RosterAddOptions {
  Path file;
  std::vector<Path> added;           // proofs of agents, .pub files of devices and links
  std::vector<std::string> numbers;  // of the one agent who is added
  std::optional<Path> out;           // without it `file` itself becomes the draft
};

struct RosterRemoveOptions {
  Path file;
  std::vector<std::string> names;  // of agents, devices and links
  std::optional<Path> out;         // without it `file` itself becomes the draft
};

// Each leaves an unsigned text. Where the file was signed, it is the next version, which names the hash of
// the one before.
Status roster_new(const RosterNewOptions& options, Console& console);
Status roster_add(const RosterAddOptions& options, Console& console);
Status roster_remove(const RosterRemoveOptions& options, Console& console);

}  // namespace insyn::cli
