// insyn record: one call, in the foreground.
#pragma once

#include <optional>
#include <vector>

#include "base/file.h"
#include "cli/console.h"

namespace insyn::cli {

struct RecordOptions {
  Path agreement;
  std::vector<Path> pins;  // two .pub files
  Path device;             // the device's .sign file
  std::string call;
  Path spool;
  std::optional<Path> agent;              // the agent's .pub file
  std::string kind;                       // question kind; may be empty
  std::optional<int> seconds;             // at most that long
  std::vector<std::string> applications;  // by the agreement's names; empty: all of them
  bool json = false;
};

// Records until it is stopped, or may no longer. The recording's folder is the result.
Status record(const RecordOptions& options, Console& console);

}  // namespace insyn::cli
