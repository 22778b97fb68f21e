// insyn record: one call, in the foreground.
#pragma once

#include <optional>
#include <vector>

#include "cli/console.h"
#include "enrolment/enrolment.h"
#include "os/file.h"

namespace insyn::cli {

struct RecordOptions {
  enrolment::EnrolmentFiles files;
  std::optional<Path> feed;  // a folder in which withdrawals arrive
  std::string call;
  std::string kind;                       // question kind; may be empty
  std::optional<int> seconds;             // at most that long
  std::vector<std::string> applications;  // by the agreement's names; empty: all of them
  bool json = false;
};

// Records until it is stopped, or may no longer. The recording's folder is the result.
Status record(const RecordOptions& options, Console& console);

}  // namespace insyn::cli
