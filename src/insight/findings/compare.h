// One part of a kind's calls beside another.
#pragma once

#include "insight/findings/report.h"

namespace insyn::insight {

// With the calls that are in each part.
struct Compared {
  Comparison result;
  CallSet first;
  CallSet second;
};

// By group (each beside the first) and by version (each beside the one before it), by their names.
std::vector<Compared> comparisons(const Scan& scan, std::span<const std::uint32_t> agents,
                                  const Names& labels, Gate& gate);

// The mean of the second part less that of the first, with a 95 % interval from the percentiles of 1000
// draws of agents, each with all their calls (a cluster bootstrap: calls of one agent are alike, so that many
// calls of few agents are still few). An agent with calls in both parts is drawn with both. `calls` are by
// agent. The same calls give the same interval.
Interval<double> difference_of_means(const std::vector<Valued>& calls);

}  // namespace insyn::insight
