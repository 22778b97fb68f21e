// insyn enrol: puts in place what a workstation needs before it may record.
#pragma once

#include "cli/console.h"
#include "enrolment/enrolled.h"

namespace insyn::cli {

struct EnrolOptions {
  enrolment::EnrolmentFiles files;  // without a spool
  std::optional<std::string> group;
  Path to = enrolment::kEnrolmentFolder;
};

// Checks all of it first. Run again it replaces what is there; a running recorder then ends, and the next one
// reads it. The folder is the result.
Status enrol(const EnrolOptions& options, Console& console);

}  // namespace insyn::cli
