// insyn-recorder: the recorder as a service of the agent's desktop session.
#pragma once

#include "cli/console.h"
#include "cli/enrolment.h"

namespace insyn::cli {

struct RecorderOptions {
  EnrolmentFiles files;
};

// Until it is asked to stop.
Status run_recorder(const RecorderOptions& options, Console& console);

}  // namespace insyn::cli
