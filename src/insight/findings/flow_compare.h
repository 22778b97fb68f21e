// Differences in the flow of two parts of a kind's calls.
#pragma once

#include "insight/findings/report.h"

namespace insyn::insight {

// An element of the flow that is on the report, and the calls that have it.
struct ElementUse {
  FlowElement element = FlowElement::kPlace;
  std::vector<std::size_t> places;  // in KindReport::places
  CallSet calls;
};

// The share of the second part's calls that are in `calls` less that of the first's, with an interval of
// `level` (0.95), as difference_of_proportions() with agents as clusters. `agents` has each call's agent;
// calls of one agent are adjacent. Neither part is empty.
Interval<double> difference_in_share(std::span<const std::uint32_t> agents, const CallSet& first,
                                     const CallSet& second, const CallSet& calls, double level);

// The elements whose shares differ significantly, the largest difference first. All intervals hold together
// at 95 % (Bonferroni).
std::vector<FlowDifference> flow_differences(const std::vector<ElementUse>& elements,
                                             std::span<const std::uint32_t> agents, const CallSet& first,
                                             const CallSet& second, Gate& gate);

}  // namespace insyn::insight
