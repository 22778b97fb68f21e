#include "insight/findings/engine.h"

#include <algorithm>
#include <set>

#include "base/parallel.h"
#include "base/progress.h"
#include "insight/findings/kind_report.h"

namespace insyn::insight {
namespace {

// Which calls another repeats within the window.
std::vector<std::uint8_t> followed_calls(const Log& log) {
  std::vector<std::uint8_t> followed(log.calls.size(), 0);
  for (const Call& call : log.calls) {
    if (call.repeat_of == kNoCall) continue;
    const Call& earlier = log.calls[call.repeat_of];
    if (call.start >= earlier.end() && call.start - earlier.end() <= kRepeatWindow)
      followed[call.repeat_of] = 1;
  }
  return followed;
}

}  // namespace

Report analyse(const Log& log, const Floor& floor, const std::function<void(double)>& progress,
               Examples* examples) {
  return analyse(log, floor, population_of(log, floor), progress, examples);
}

Report analyse(const Log& log, const Floor& floor, const std::vector<KindCalls>& population,
               const std::function<void(double)>& progress, Examples* examples) {
  Report report;
  report.floor = floor;
  const std::vector<std::uint8_t> followed = followed_calls(log);
  Instant known_until = kFirstInstant;
  for (const Call& call : log.calls) known_until = std::max(known_until, call.end());
  std::vector<KindFindings> findings(population.size());
  Progress told(population.size(), progress);
  in_parallel(population.size(), [&](std::size_t i) {
    findings[i] = findings_of(log, population[i], i, floor, followed, known_until);
    told.advance(1);
  });
  std::vector<FrictionCell> cells;
  std::set<NameId> used;
  for (KindFindings& one : findings) {
    if (one.without_article) report.without_article.push_back(report.kinds.size());
    report.kinds.push_back(std::move(one.report));
    report.did_not_help.insert(report.did_not_help.end(), one.words.begin(), one.words.end());
    cells.insert(cells.end(), one.cells.begin(), one.cells.end());
    used.insert(one.screens.begin(), one.screens.end());
  }
  for (Claim& claim : claimed(cells)) {
    if (examples != nullptr) {
      examples->emplace_back();
      for (const std::uint32_t place : claim.examples)
        examples->back().push_back(population[claim.friction.kind].calls[place]);
    }
    report.frictions.push_back(std::move(claim.friction));
  }
  report.looked_at = cells.size();
  std::stable_sort(
      report.without_article.begin(), report.without_article.end(),
      [&](std::size_t a, std::size_t b) { return report.kinds[a].calls > report.kinds[b].calls; });
  // Hardly used and never used look the same, so that the difference betrays nobody.
  for (const NameId screen : log.catalogue) {
    if (used.count(screen) == 0) report.rarely_used.emplace_back(log.objects.text(screen));
  }
  std::sort(report.rarely_used.begin(), report.rarely_used.end());
  return report;
}

}  // namespace insyn::insight
