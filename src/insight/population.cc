#include "insight/population.h"

#include <algorithm>
#include <map>

namespace insyn::insight {
namespace {

constexpr std::int64_t kWeek = 7 * 86'400'000;         // ms
constexpr std::int64_t kFirstMonday = 2 * 86'400'000;  // 2000-01-03

std::int64_t week_of(const Call& call) { return (call.start - kFirstMonday + kWeek) / kWeek; }

bool reaches(const Floor& floor, const Log& log, std::vector<std::uint32_t> calls) {
  std::sort(calls.begin(), calls.end());  // by agent, as in the log
  std::vector<std::uint32_t> agents;
  CallSet all(calls.size());
  for (std::size_t i = 0; i < calls.size(); ++i) {
    agents.push_back(log.calls[calls[i]].agent);
    all.add(i);
  }
  return Gate(floor, std::move(agents)).is_large(all);
}

KindCalls batches_of(const Log& log, const Floor& floor, std::uint32_t begin, std::uint32_t end) {
  KindCalls kind{log.calls[begin].kind, {}, 0};
  std::map<std::int64_t, std::vector<std::uint32_t>> by_week;
  for (std::uint32_t i = begin; i < end; ++i) by_week[week_of(log.calls[i])].push_back(i);
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
  for (std::uint32_t begin = 0; begin < log.calls.size();) {
    std::uint32_t end = begin;
    while (end < log.calls.size() && log.calls[end].kind == log.calls[begin].kind) ++end;
    KindCalls kind = batches_of(log, floor, begin, end);
    if (!kind.calls.empty()) kinds.push_back(std::move(kind));
    begin = end;
  }
  return kinds;
}

}  // namespace insyn::insight
