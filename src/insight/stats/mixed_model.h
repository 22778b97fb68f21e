// The difference of two parts with each agent's own pace set apart: a linear mixed model.
#pragma once

#include <optional>
#include <vector>

#include "insight/stats/estimate.h"

namespace insyn::insight {

struct MixedModel {
  Interval<double> difference;  // second part less first, with a 95 % interval (normal)
  double error = 0;             // its standard error
  double within = 0;            // variance of an agent's calls
  double between = 0;           // variance of agents
};

// value = a + b · (in the second part) + the agent's own + the call's own, both normal, fitted by restricted
// maximum likelihood (Laird and Ware 1982; what R's lme4 calls `value ~ second + (1 | agent)`). b is the
// difference. Unlike the difference of means it stays put when slow agents took more of the second part's
// calls. `calls` are by agent. Empty where a part has no call, or the calls leave nothing to estimate from.
std::optional<MixedModel> mixed_model(const std::vector<Valued>& calls);

}  // namespace insyn::insight
