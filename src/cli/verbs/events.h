// insyn events: which screens were shown in calls that are recorded, opened with the insight key and gathered
// in one file for insyn report.
#pragma once

#include <optional>
#include <vector>

#include "cli/console.h"
#include "cli/outcome.h"
#include "os/file.h"

namespace insyn::cli {

struct EventsOptions {
  std::vector<Path> recordings;  // or folders of them
  Path key;                      // the insight key's .age, or the agent's
  std::optional<Path> pin;       // the workstation's .pub
  Path out;
};

// Writes the events of all recordings, 0600, as CSV. Never overwrites. Bad where something could not be read,
// or is not as the recorder has listed it: it is named, and the rest is written.
Result<Outcome> events(const EventsOptions& options, Console& console);

}  // namespace insyn::cli
