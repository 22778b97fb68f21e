// Time to an event that does not always come. The estimates are those of R's package survival (survfit), to
// which tests hold them.
#pragma once

#include <span>
#include <vector>

namespace insyn::insight {

struct Observed {
  double time = 0;
  int cause = 0;  // 0: censored; 1, 2, …: what ended it
};

struct CurvePoint {
  double time = 0;
  std::size_t at_risk = 0;  // just before
  std::size_t events = 0;   // of the cause in question, or of any
  double estimate = 0;
  double error = 0;  // standard error: of the estimate itself
  double lower = 0;  // 95 %
  double upper = 0;
};

// Kaplan and Meier's estimate of the share still without any event, at each time at which there was one, with
// Greenwood's error and bands on the log scale (conf.type = "log").
std::vector<CurvePoint> kaplan_meier(std::vector<Observed> observed);

// Aalen and Johansen's estimate of the share that has ended by `cause`, where other causes compete, at each
// time of any event, with the error of the infinitesimal jackknife and bands on the log scale, as survfit's
// multi-state fits have them. An error needs one pass and not one per observation.
std::vector<CurvePoint> cumulative_incidence(std::vector<Observed> observed, int cause);

}  // namespace insyn::insight
