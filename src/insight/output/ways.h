// The usual ways as traces, for the event logs.
#pragma once

#include <functional>

#include "insight/findings/report.h"

namespace insyn::insight {

inline constexpr std::uint64_t kMostTraces = 2'000;

// How many calls a trace stands for, so that there are at most kMostTraces.
std::uint64_t calls_per_trace(const Report& report);

struct WayStep {
  const PlaceUse* place = nullptr;
  std::string time;  // RFC 3339, from 2000-01-01T00:00:00Z on: when it really was is nobody's business
};
struct Way {
  std::uint64_t number = 0;  // of the trace, from 1
  std::string name;          // "call-1"
  const KindReport* kind = nullptr;
  std::vector<WayStep> steps;
};
void each_way(const Report& report, const std::function<void(const Way&)>& take);

}  // namespace insyn::insight
