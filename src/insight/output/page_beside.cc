#include <algorithm>
#include <cmath>
#include <map>

#include "insight/output/drawings.h"
#include "insight/output/html.h"
#include "insight/output/page.h"
#include "insight/output/table.h"

namespace insyn::insight {
namespace {

constexpr std::size_t kMostSteps = 40;

// Percent of each kind's calls, from the counts that the report has; nothing where it has none.
using Shares = std::vector<std::optional<int>>;

int share_of(const EdgeUse& edge, const KindReport& kind) {
  const double share = static_cast<double>(edge.calls.value()) / static_cast<double>(kind.calls.value());
  return static_cast<int>(std::lround(std::min(share, 1.0) * 100));
}

std::map<std::string, Shares> steps_of(const Report& report, const ReportWords& words) {
  std::map<std::string, Shares> steps;
  for (std::size_t i = 0; i < report.kinds.size(); ++i) {
    const KindReport& kind = report.kinds[i];
    for (const EdgeUse& edge : kind.edges) {
      if (kind.calls.value() == 0) continue;
      Shares& shares = steps[fmt::format("{} → {}", place_name(kind.places[edge.from], words),
                                         place_name(kind.places[edge.to], words))];
      shares.resize(report.kinds.size());
      shares[i] = share_of(edge, kind);
    }
  }
  return steps;
}

// How far the kinds that have it lie apart in it; nothing where no two have.
std::optional<int> spread(const Shares& shares) {
  std::vector<int> known;
  for (const auto& share : shares) {
    if (share) known.push_back(*share);
  }
  if (known.size() < 2) return std::nullopt;
  const auto [least, most] = std::minmax_element(known.begin(), known.end());
  return *most - *least;
}

}  // namespace

std::string kinds_beside_each_other(const Report& report, const ReportWords& words) {
  if (report.kinds.size() < 2) return "";
  const std::map<std::string, Shares> steps = steps_of(report, words);
  std::vector<const std::pair<const std::string, Shares>*> order;
  for (const auto& step : steps) {
    if (spread(step.second)) order.push_back(&step);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto* a, const auto* b) { return spread(a->second) > spread(b->second); });
  order.resize(std::min(order.size(), kMostSteps));
  std::vector<Column> columns = {{std::string(words.step), false}};
  for (const KindReport& kind : report.kinds) columns.push_back({kind.kind, true});
  HtmlTable table(std::string(words.beside_title), columns);
  for (const auto* step : order) {
    std::vector<std::string> cells = {step->first};
    for (const auto& share : step->second)
      cells.push_back(share ? fmt::format("{}\u00a0%", *share) : std::string(words.withheld));
    table.row(cells);
  }
  if (table.empty()) return "";
  return fmt::format("<details><summary>{}</summary><p>{}</p>{}</details>\n", escaped(words.beside_title),
                     escaped(words.beside_intro), table.html());
}

}  // namespace insyn::insight
