#include <algorithm>
#include <cmath>

#include "insight/disclosure/gate.h"

namespace insyn::insight {

Seconds Gate::coarse(double seconds) {
  const double size = std::abs(seconds);
  const double step = size < 60 ? 1 : size < 600 ? 5 : 30;
  return Seconds(std::round(seconds / step) * step + 0.0);  // and not −0
}

Percent Gate::whole(double share) { return Percent(static_cast<int>(std::lround(share * 100))); }

const CallSet* Gate::outward(const CallSet& set) {
  if (admit(set)) return &set;
  if (!is_large(set) || region_is_large(set, set, kNeither, size() - set.count())) return nullptr;
  return admit(all_) ? &all_ : nullptr;
}

std::optional<Calls> Gate::calls(const CallSet& set) {
  const CallSet* const out = outward(set);
  if (out == nullptr) return std::nullopt;
  const std::uint64_t step = std::max(1U, floor_.step);
  return Calls((out->count() + step / 2) / step * step);
}

std::optional<Seconds> Gate::mean_seconds(const CallSet& set, double total) {
  const CallSet* const out = outward(set);
  if (out == nullptr) return std::nullopt;
  return coarse(total / static_cast<double>(out->count()));
}

std::optional<PerCall> Gate::per_call(const CallSet& set, double total) {
  const CallSet* const out = outward(set);
  if (out == nullptr) return std::nullopt;
  return PerCall(std::round(total / static_cast<double>(out->count()) * 10) / 10);
}

std::optional<Percent> Gate::share(const CallSet& part, const CallSet& of) {
  const CallSet* const whole_out = outward(of);
  const CallSet* const part_out = outward(part);
  if (whole_out == nullptr || part_out == nullptr) return std::nullopt;
  return whole(static_cast<double>(part_out->count_with(*whole_out)) /
               static_cast<double>(whole_out->count()));
}

std::optional<Interval<Seconds>> Gate::difference_in_seconds(const CallSet& a, const CallSet& b,
                                                             const Interval<double>& of) {
  if (!admit(a) || !admit(b)) return std::nullopt;
  return Interval<Seconds>{coarse(of.estimate), coarse(of.lower), coarse(of.upper)};
}

std::optional<Interval<Percent>> Gate::difference_in_share(const CallSet& a, const CallSet& b,
                                                           const Interval<double>& of) {
  if (!admit(a) || !admit(b)) return std::nullopt;
  return Interval<Percent>{whole(of.estimate), whole(of.lower), whole(of.upper)};
}

std::optional<Percent> Gate::share_of_times(double times, double of_all, const CallSet& one,
                                            const CallSet& other) {
  if (!admit(one) || !admit(other)) return std::nullopt;
  return whole(times / of_all);
}

std::vector<CurveStep> Gate::curve(const std::vector<CurvePoint>& points, const std::vector<double>& when,
                                   double grid) {
  std::vector<std::size_t> order;
  for (std::size_t call = 0; call < when.size(); ++call) {
    if (when[call] >= 0) order.push_back(call);
  }
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return when[a] < when[b]; });
  std::vector<CurveStep> steps;
  CallSet by_then(size());
  std::size_t next = 0;
  std::size_t point = 0;
  for (double until = grid; next < order.size(); until += grid) {
    for (; next < order.size() && when[order[next]] <= until; ++next) by_then.add(order[next]);
    if (by_then.count() == size() || !admit(by_then)) continue;
    while (point + 1 < points.size() && points[point + 1].time <= until) ++point;
    const CurvePoint& at = points[point];
    steps.push_back({Seconds(until), {whole(at.estimate), whole(at.lower), whole(at.upper)}});
  }
  return steps;
}

}  // namespace insyn::insight
