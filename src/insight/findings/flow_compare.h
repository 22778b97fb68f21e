// How the calls of one part of a kind go otherwise than those of another.
#pragma once

#include "insight/findings/report.h"

namespace insyn::insight {

// Something that is on the report, and the calls that did it.
struct Passage {
  PassageSort sort = PassageSort::kPlace;
  std::vector<std::size_t> places;  // in KindReport::places
  CallSet calls;
};

// The share of the second part's calls that are in `calls` less that of the first's, with an interval of
// `level` (0.95): Student's t with a cluster-robust error, an agent's calls in both parts taken together.
// `agents` has each call's agent; calls of one agent stand together. Both parts have calls.
Interval<double> difference_in_passage(std::span<const std::uint32_t> agents, const CallSet& first,
                                       const CallSet& second, const CallSet& calls, double level);

// Those of `passages` that differ by more than chance may, the largest difference first. Together their
// intervals hold at 95 % (Bonferroni).
std::vector<FlowDifference> flow_differences(const std::vector<Passage>& passages,
                                             std::span<const std::uint32_t> agents, const CallSet& first,
                                             const CallSet& second, Gate& gate);

}  // namespace insyn::insight
