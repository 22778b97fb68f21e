// Survival analysis: the time until an event that may be censored. The estimates are those of R's package
// survival (survfit); tests compare them.
#pragma once

#include <vector>

#include "insight/stats/estimate.h"

namespace insyn::insight {

struct Observed {
  double time = 0;
  int cause = 0;  // 0: censored; 1, 2, …: the competing events
};

// The Kaplan–Meier estimate of the share without any event so far, at each time of an event, with Greenwood's
// error and intervals on the log scale (conf.type = "log").
std::vector<CurvePoint> kaplan_meier(std::vector<Observed> observed);

// The cumulative incidence of `cause` among competing causes (Aalen–Johansen), at each time of any event,
// with the infinitesimal jackknife's error and intervals on the log scale, as survfit's multi-state fits have
// them. One pass gives all errors.
std::vector<CurvePoint> cumulative_incidence(std::vector<Observed> observed, int cause);

}  // namespace insyn::insight
