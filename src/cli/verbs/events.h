// insyn events: the screen events of recordings, opened with the insight key and collected in one file for
// insyn report.
#pragma once

#include <optional>
#include <vector>

#include "cli/console.h"
#include "os/file.h"

namespace insyn::cli {

struct EventsOptions {
  std::vector<Path> recordings;  // or folders of them
  Path key;                      // the insight key's .age, or the agent's
  std::optional<Path> pin;       // the workstation's .pub
  Path out;
};

// Writes the events of all recordings as CSV, 0600. Does not overwrite. Bad where a recording could not be
// read or differs from the recorder's list: it is named, and the others are written.
Result<Outcome> events(const EventsOptions& options, Console& console);

}  // namespace insyn::cli
