#include "insight/stats/survival.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "insight/stats/distributions.h"

namespace insyn::insight {
namespace {

// What happened at one time.
struct TimePoint {
  double time = 0;
  double at_risk = 0;
  double events = 0;    // of any cause
  double of_cause = 0;  // of the one in question
  double censored = 0;
};

void each_time(std::vector<Observed>& observed, int cause,
               const std::function<void(const TimePoint&)>& take) {
  std::sort(observed.begin(), observed.end(),
            [](const Observed& a, const Observed& b) { return a.time < b.time; });
  for (std::size_t i = 0; i < observed.size();) {
    TimePoint point{observed[i].time, static_cast<double>(observed.size() - i), 0, 0, 0};
    for (; i < observed.size() && observed[i].time == point.time; ++i) {
      (observed[i].cause == 0 ? point.censored : point.events) += 1;
      if (observed[i].cause == cause && cause != 0) point.of_cause += 1;
    }
    take(point);
  }
}

// The interval on the log scale.
void put_interval(CurvePoint& point) {
  if (point.estimate <= 0) return;
  const double width = kNormal975 * point.error / point.estimate;
  point.lower = point.estimate * std::exp(-width);
  point.upper = std::min(1.0, point.estimate * std::exp(width));
}

// The sum of squares of Bi + ci·F over observations that have ended, for any F.
struct Ended {
  double bb = 0;
  double bc = 0;
  double cc = 0;

  // An observation whose influence was p when F was f, and grows by c for each unit of F.
  void add(double count, double p, double c, double f) {
    const double b = p - c * f;
    bb += count * b * b;
    bc += count * b * c;
    cc += count * c * c;
  }
  double squares(double f) const { return bb + 2 * bc * f + cc * f * f; }
};

}  // namespace

std::vector<CurvePoint> kaplan_meier(std::vector<Observed> observed) {
  std::vector<CurvePoint> curve;
  double still = 1;
  double greenwood = 0;
  each_time(observed, 0, [&](const TimePoint& now) {
    if (now.events == 0) return;
    still *= 1 - now.events / now.at_risk;
    if (now.at_risk > now.events) greenwood += now.events / (now.at_risk * (now.at_risk - now.events));
    CurvePoint point{now.time, static_cast<std::size_t>(now.at_risk), static_cast<std::size_t>(now.events),
                     still,    still * std::sqrt(greenwood),          0,
                     0};
    put_interval(point);
    curve.push_back(point);
  });
  return curve;
}

// Each observation's influence on the estimate follows from when and how it ended; that of those still at
// risk is the same for all. After its end an observation's influence changes only through the share that was
// left then, in proportion to what the estimate goes on growing.
std::vector<CurvePoint> cumulative_incidence(std::vector<Observed> observed, int cause) {
  std::vector<CurvePoint> curve;
  double left = 1;       // without any event, just before now
  double incidence = 0;  // the estimate
  double on_left = 0;    // influence of one at risk on `left`, in units of it
  double on_incidence = 0;
  Ended ended;
  each_time(observed, cause, [&](const TimePoint& now) {
    const double hazard = now.events / now.at_risk;
    const double of_cause = now.of_cause / now.at_risk;
    on_incidence += left * of_cause * (on_left - 1 / now.at_risk);
    incidence += left * of_cause;
    const double survives = 1 - hazard;
    const double weight = survives > 0 ? 1 / (now.at_risk * survives) : 0;
    on_left += hazard * weight;
    ended.add(now.of_cause, on_incidence + left / now.at_risk, on_left - weight, incidence);
    ended.add(now.events - now.of_cause, on_incidence, on_left - weight, incidence);
    ended.add(now.censored, on_incidence, on_left, incidence);
    left *= survives;
    if (now.events == 0) return;
    const double at_risk_after = now.at_risk - now.events - now.censored;
    const double squares = ended.squares(incidence) + at_risk_after * on_incidence * on_incidence;
    CurvePoint point{now.time,  static_cast<std::size_t>(now.at_risk), static_cast<std::size_t>(now.of_cause),
                     incidence, std::sqrt(std::max(0.0, squares)),     0,
                     0};
    put_interval(point);
    curve.push_back(point);
  });
  return curve;
}

}  // namespace insyn::insight
