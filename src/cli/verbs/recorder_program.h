// insyn-recorder: the recorder as a service of the agent's desktop session.
#pragma once

#include "cli/console.h"
#include "enrolment/enrolled.h"

namespace insyn::cli {

struct RecorderOptions {
  Path enrolment = enrolment::kEnrolmentFolder;
  std::optional<Path> spool;
};

// Until it is asked to stop, or until another agreement takes another recorder.
Status run_recorder(const RecorderOptions& options, Console& console);

}  // namespace insyn::cli
