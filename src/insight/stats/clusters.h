// Estimates from observations that come in clusters. Those of one cluster are alike, so that the number of
// clusters decides how exact an estimate is, not the number of observations.
#pragma once

#include <span>
#include <vector>

#include "insight/stats/estimate.h"

namespace insyn::insight {

// The mean of the second sample less that of the first, with the percentile interval of a cluster bootstrap:
// 1000 resamples of clusters, each with all its observations of both samples. `observations` are sorted by
// cluster. The resamples are always the same, and so is the interval. All zero where a sample is empty.
Interval<double> difference_of_means(const std::vector<Observation>& observations);

// Of one cluster.
struct ClusterCount {
  double trials = 0;
  double successes = 0;  // of the trials
};

// The cluster-robust standard error of the share of successes. 1 where fewer than two clusters have trials.
double proportion_error(std::span<const ClusterCount> clusters);

// Of one cluster, in each of two samples.
struct ClusterCounts {
  ClusterCount first;
  ClusterCount second;
};

// The share of successes in the second sample less that in the first, with an interval of `level` (0.95):
// Student's t with a cluster-robust error and clusters − 1 degrees of freedom. From −1 to 1 where fewer than
// two clusters have trials. Both samples have trials.
Interval<double> difference_of_proportions(std::span<const ClusterCounts> clusters, double level);

}  // namespace insyn::insight
