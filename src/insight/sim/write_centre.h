// A centre's calls and events as files.
#pragma once

#include "insight/sim/centre.h"
#include "os/file.h"

namespace insyn::insight::sim {

struct Truth {
  std::vector<double> hours_lost_a_week;  // by the place in Centre::faults
  std::uint64_t events = 0;
};

// Writes calls.csv and events.csv (by time, as a log would be) into `folder`, and returns what is true of
// them.
Result<Truth> write_centre(const Centre& centre, const Path& folder);

}  // namespace insyn::insight::sim
