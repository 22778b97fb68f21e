#include "insight/findings/friction.h"

#include <algorithm>
#include <map>
#include <set>

#include "insight/stats/clusters.h"
#include "insight/stats/distributions.h"

namespace insyn::insight {
namespace {

constexpr double kFalseClaims = 0.05;    // per report
constexpr double kMatters = 1.5;         // times what is usual, at least
constexpr std::size_t kFewestCells = 5;  // of a sort
constexpr double kLeastHours = 0.05;     // a week

// By agent: the exposed calls, and the affected ones of these.
std::vector<ClusterCount> counts_by_agent(const CallSet& exposed, const CallSet& affected,
                                          std::span<const std::uint32_t> agents) {
  std::vector<ClusterCount> counts;
  for (std::size_t i = 0; i < agents.size(); ++i) {
    if (i == 0 || agents[i] != agents[i - 1]) counts.emplace_back();
    if (!exposed.has(i)) continue;
    counts.back().trials += 1;
    counts.back().successes += affected.has(i) ? 1 : 0;
  }
  return counts;
}

CallSet set_of(const Scan& scan, const Key& key, std::size_t calls) {
  const Feature* feature = scan.find(key);
  return feature == nullptr ? CallSet(calls) : feature->set(calls);
}

// Spread over all of them, and the same for the same log: by what happened in them they are not chosen.
std::vector<std::uint32_t> examples_of(const Feature& feature, std::span<const std::uint32_t> agents) {
  constexpr std::size_t kMost = 8;
  constexpr std::size_t kDrawn = 8 * kMost;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> drawn;
  for (const Posting& posting : feature.postings)
    drawn.emplace_back((posting.call + std::uint64_t{1}) * 0x9e3779b97f4a7c15U, posting.call);
  const auto end = drawn.begin() + static_cast<std::ptrdiff_t>(std::min(drawn.size(), kDrawn));
  std::partial_sort(drawn.begin(), end, drawn.end());
  std::vector<std::uint32_t> examples;
  std::set<std::uint32_t> whose;
  for (auto one = drawn.begin(); one != end && examples.size() < kMost; ++one) {
    if (whose.insert(agents[one->second]).second) examples.push_back(one->second);
  }
  return examples;
}

std::uint32_t screen_place(NameId name) { return Place(Event(0, Activity::kScreen, name)).number(); }

// The calls in which it could have gone wrong.
CallSet exposed_to(const Scan& scan, const Key& key, std::size_t calls) {
  switch (key.what) {
    case What::kPingPong:
      return set_of(scan, {What::kPlace, screen_place(key.a), 0}, calls) &
             set_of(scan, {What::kPlace, screen_place(key.b), 0}, calls);
    case What::kQuickBack:
      return set_of(scan, {What::kPlace, screen_place(key.a), 0}, calls);
    case What::kDeadEnd:
      return set_of(scan, {What::kLastPlace, key.a, 0}, calls);
    default:
      return set_of(scan, {What::kSearched, 0, 0}, calls);
  }
}

bool is_friction(What what) {
  return what == What::kNoResult || what == What::kNoArticle || what == What::kPingPong ||
         what == What::kQuickBack || what == What::kDeadEnd;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

}  // namespace

std::vector<FrictionCell> friction_cells(const Scan& scan, std::span<const std::uint32_t> agents,
                                         std::size_t kind, std::uint32_t weeks, const Names& names,
                                         Gate& gate) {
  std::vector<FrictionCell> cells;
  for (const Feature& feature : scan.features) {
    if (!is_friction(feature.key.what)) continue;
    CallSet affected = feature.set(agents.size());
    const CallSet exposed = exposed_to(scan, feature.key, agents.size());
    FrictionCell cell{feature.key, kind, exposed.count(), feature.postings.size(), 0, 0, {}, {}};
    if (cell.exposed < gate.floor().calls) continue;
    const std::vector<ClusterCount> counts = counts_by_agent(exposed, affected, agents);
    cell.error = proportion_error(counts);
    cell.agents = static_cast<std::uint32_t>(std::count_if(
        counts.begin(), counts.end(), [](const ClusterCount& agent) { return agent.trials > 0; }));
    const auto exposed_calls = gate.calls(exposed);
    // All but a few of them is as good as all, and says no more than that the others are few.
    CallSet spared = exposed;
    spared.remove_all({affected});
    if (gate.is_safe(affected) && !gate.is_safe(spared)) affected = exposed;
    const auto affected_calls = gate.calls(affected);
    const auto seconds = gate.mean_seconds(affected, feature.seconds());
    if (exposed_calls && affected_calls && seconds) {
      const bool one_screen = feature.key.what != What::kNoResult && feature.key.what != What::kNoArticle;
      const bool two_screens = feature.key.what == What::kPingPong;
      cell.released = Friction{feature.key.what,
                               kind,
                               one_screen ? std::string(names.text(feature.key.a)) : "",
                               two_screens ? std::string(names.text(feature.key.b)) : "",
                               *exposed_calls,
                               *affected_calls,
                               {},
                               *seconds,
                               weeks};
      cell.examples = examples_of(feature, agents);
    }
    cells.push_back(std::move(cell));
  }
  return cells;
}

std::vector<Claim> claimed(const std::vector<FrictionCell>& cells) {
  std::map<What, std::vector<double>> shares;
  for (const FrictionCell& cell : cells)
    shares[cell.key.what].push_back(static_cast<double>(cell.affected) / static_cast<double>(cell.exposed));
  std::vector<Claim> claims;
  for (const FrictionCell& cell : cells) {
    if (!cell.released) continue;
    const double share = static_cast<double>(cell.affected) / static_cast<double>(cell.exposed);
    // Of fewer cells no share can be called usual, and the median would be somebody's own.
    if (shares[cell.key.what].size() < kFewestCells) continue;
    const double usual = median(shares[cell.key.what]);
    if (share < kMatters * usual || cell.agents < 2) continue;
    const double t = (share - usual) / std::max(cell.error, 1e-9);
    const double chance = student_upper_tail(t, cell.agents - 1.0);
    if (chance > kFalseClaims / static_cast<double>(cells.size())) continue;
    Friction friction = *cell.released;
    friction.usual = Gate::usual_share(usual);
    if (friction.hours_a_week() >= kLeastHours) claims.push_back({friction, cell.examples});
  }
  std::sort(claims.begin(), claims.end(), [](const Claim& one, const Claim& other) {
    const Friction& a = one.friction;
    const Friction& b = other.friction;
    return a.hours_a_week() != b.hours_a_week() ? a.hours_a_week() > b.hours_a_week() : a.kind < b.kind;
  });
  return claims;
}

}  // namespace insyn::insight
