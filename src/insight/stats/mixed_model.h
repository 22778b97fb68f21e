// The difference of two samples by a linear mixed model with a random intercept for each cluster.
#pragma once

#include <optional>
#include <vector>

#include "insight/stats/estimate.h"

namespace insyn::insight {

struct MixedModel {
  Interval<double> difference;  // second sample less first; the interval is normal
  double error = 0;             // standard error of the difference
  double within = 0;            // variance within clusters
  double between = 0;           // variance between clusters
};

// value = a + b · second + u(cluster) + e, u and e normal, fitted by restricted maximum likelihood (Laird and
// Ware 1982; R's lme4: `value ~ second + (1 | cluster)`). b is the difference. Unlike the difference of
// means it is not biased where clusters of high values have more observations in one sample. `observations`
// are sorted by cluster. Empty where a sample is, or where nothing is left to estimate the errors from.
std::optional<MixedModel> mixed_model(const std::vector<Observation>& observations);

}  // namespace insyn::insight
