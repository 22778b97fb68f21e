// insyn events: the screen events of recordings, opened and collected in one file. With the call list they
// are as delicate as pictures: insyn report takes them sealed.
#pragma once

#include <optional>
#include <vector>

#include "cli/console.h"
#include "os/file.h"

namespace insyn::cli {

struct EventsOptions {
  std::vector<Path> recordings;  // or folders of them
  std::vector<Path> keys;        // the request key's and the insight key's .age, or the agent's
  std::optional<Path> pin;       // the workstation's .pub, or the union's
  Path out;
};

// Writes the events of all recordings as CSV, 0600. Does not overwrite. Bad where a recording could not be
// read or differs from the recorder's list: it is named, and the others are written.
Result<Outcome> events(const EventsOptions& options, Console& console);

}  // namespace insyn::cli
