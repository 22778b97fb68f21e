#include "insight/findings/flow_compare.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "insight/stats/clusters.h"

namespace insyn::insight {
namespace {

constexpr double kLevel = 0.95;

template <class Fn>
void each_call(const CallSet& set, const Fn& fn) {
  for (std::size_t at = 0; at < set.words().size(); ++at) {
    for (std::uint64_t word = set.words()[at]; word != 0; word &= word - 1)
      fn(at * 64 + static_cast<std::size_t>(std::countr_zero(word)));
  }
}

// Two parts of a kind's calls, by agent.
class Parts {
 public:
  Parts(std::span<const std::uint32_t> agents, const CallSet& first, const CallSet& second)
      : first_(first), second_(second), rank_(agents.size()) {
    for (std::size_t i = 1; i < agents.size(); ++i)
      rank_[i] = rank_[i - 1] + (agents[i] == agents[i - 1] ? 0 : 1);
    calls_.resize(agents.empty() ? 0 : rank_.back() + 1);
    each_call(first, [&](std::size_t call) { calls_[rank_[call]].first.trials += 1; });
    each_call(second, [&](std::size_t call) { calls_[rank_[call]].second.trials += 1; });
  }

  Interval<double> difference(const CallSet& calls, double level) const {
    std::vector<ClusterCounts> counts = calls_;
    each_call(calls, [&](std::size_t call) {
      if (first_.has(call)) counts[rank_[call]].first.successes += 1;
      if (second_.has(call)) counts[rank_[call]].second.successes += 1;
    });
    return difference_of_proportions(counts, level);
  }

 private:
  const CallSet& first_;
  const CallSet& second_;
  std::vector<std::uint32_t> rank_;   // of each call's agent
  std::vector<ClusterCounts> calls_;  // by rank
};

int size_of(const FlowDifference& difference) { return std::abs(difference.points.estimate.value()); }

}  // namespace

Interval<double> difference_in_share(std::span<const std::uint32_t> agents, const CallSet& first,
                                     const CallSet& second, const CallSet& calls, double level) {
  return Parts(agents, first, second).difference(calls, level);
}

std::vector<FlowDifference> flow_differences(const std::vector<ElementUse>& elements,
                                             std::span<const std::uint32_t> agents, const CallSet& first,
                                             const CallSet& second, Gate& gate) {
  const Parts parts(agents, first, second);
  const double level = 1 - (1 - kLevel) / static_cast<double>(std::max<std::size_t>(1, elements.size()));
  std::vector<FlowDifference> all;
  for (const ElementUse& element : elements) {
    const Interval<double> of = parts.difference(element.calls, level);
    if (of.lower <= 0 && of.upper >= 0) continue;
    const CallSet in_first = element.calls & first;
    const CallSet in_second = element.calls & second;
    const auto points = gate.difference_in_share(in_first, in_second, of);
    const auto first_share = gate.share(in_first, first);
    const auto second_share = gate.share(in_second, second);
    if (!points || !first_share || !second_share) continue;
    all.push_back({element.element, element.places, *first_share, *second_share, *points});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const FlowDifference& a, const FlowDifference& b) { return size_of(a) > size_of(b); });
  return all;
}

}  // namespace insyn::insight
