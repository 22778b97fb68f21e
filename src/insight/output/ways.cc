#include "insight/output/ways.h"

#include <chrono>

#include "base/clock.h"

namespace insyn::insight {
namespace {

std::string time_text(double seconds) {
  return to_text(kEpoch + std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000)));
}

}  // namespace

std::uint64_t calls_per_trace(const Report& report) {
  std::uint64_t calls = 0;
  for (const KindReport& kind : report.kinds) {
    for (const VariantUse& variant : kind.variants) calls += variant.calls.value();
  }
  return std::max<std::uint64_t>(1, (calls + kMostTraces - 1) / kMostTraces);
}

void each_way(const Report& report, const std::function<void(const Way&)>& take) {
  const std::uint64_t each = calls_per_trace(report);
  Way way;
  for (const KindReport& kind : report.kinds) {
    way.kind = &kind;
    for (const VariantUse& variant : kind.variants) {
      way.steps.clear();
      double at = 0;
      for (const std::size_t place : variant.places) {
        way.steps.push_back({&kind.places[place], time_text(at)});
        at += kind.places[place].dwell.value();
      }
      const std::uint64_t traces = std::max<std::uint64_t>(1, variant.calls.value() / each);
      for (std::uint64_t i = 0; i < traces; ++i) {
        ++way.number;
        way.name = fmt::format("call-{}", way.number);
        take(way);
      }
    }
  }
}

}  // namespace insyn::insight
