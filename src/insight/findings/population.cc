#include "insight/findings/population.h"

#include <algorithm>
#include <map>

namespace insyn::insight {
namespace {

constexpr std::int64_t kWeek = 7 * 86'400'000;         // ms
constexpr std::int64_t kFirstMonday = 2 * 86'400'000;  // 2000-01-03

// Its number, ascending; 0 and the last one after the log's whole weeks are none of them.
std::int64_t week_of(const Log& log, const Call& call) {
  if (log.weeks.empty()) return (call.start - kFirstMonday + kWeek) / kWeek;
  return std::upper_bound(log.weeks.begin(), log.weeks.end(), call.start) - log.weeks.begin();
}

bool is_whole(const Log& log, std::int64_t week) {
  return log.weeks.empty() || (week > 0 && week < static_cast<std::int64_t>(log.weeks.size()));
}

bool reaches(const Floor& floor, const Log& log, std::vector<std::uint32_t> calls) {
  std::sort(calls.begin(), calls.end());  // by agent, as in the log
  std::vector<std::uint32_t> agents;
  CallSet all(calls.size());
  for (std::size_t i = 0; i < calls.size(); ++i) {
    agents.push_back(log.calls[calls[i]].agent);
    all.add(i);
  }
  return Gate(floor, std::move(agents)).is_safe(all);
}

// A week is over for sure once the log has a call of a later one.
std::int64_t unfinished_week(const Log& log) {
  std::int64_t newest = 0;
  for (const Call& call : log.calls) newest = std::max(newest, week_of(log, call));
  return newest;
}

KindCalls batches_of(const Log& log, const Floor& floor, std::int64_t unfinished, std::uint32_t begin,
                     std::uint32_t end) {
  KindCalls kind{log.calls[begin].kind, {}, 0};
  std::map<std::int64_t, std::vector<std::uint32_t>> by_week;
  for (std::uint32_t i = begin; i < end; ++i) {
    const std::int64_t week = week_of(log, log.calls[i]);
    if (week < unfinished && is_whole(log, week)) by_week[week].push_back(i);
  }
  if (by_week.empty()) return kind;
  std::vector<std::uint32_t> batch;
  std::int64_t covered_until = by_week.begin()->first;
  for (const auto& [week, calls] : by_week) {
    batch.insert(batch.end(), calls.begin(), calls.end());
    if (!reaches(floor, log, batch)) continue;
    kind.calls.insert(kind.calls.end(), batch.begin(), batch.end());
    kind.weeks += static_cast<std::uint32_t>(week + 1 - covered_until);
    covered_until = week + 1;
    batch.clear();
  }
  std::sort(kind.calls.begin(), kind.calls.end());
  return kind;
}

}  // namespace

std::vector<KindCalls> population_of(const Log& log, const Floor& floor) {
  std::vector<KindCalls> kinds;
  const std::int64_t unfinished = unfinished_week(log);
  for (std::uint32_t begin = 0; begin < log.calls.size();) {
    std::uint32_t end = begin;
    while (end < log.calls.size() && log.calls[end].kind == log.calls[begin].kind) ++end;
    KindCalls kind = batches_of(log, floor, unfinished, begin, end);
    if (!kind.calls.empty()) kinds.push_back(std::move(kind));
    begin = end;
  }
  return kinds;
}

}  // namespace insyn::insight
