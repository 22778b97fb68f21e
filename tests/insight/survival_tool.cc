// The engine's curves of what stands on standard input ("time cause" per line), for survival_test.R to hold
// against those of R's survival.
#include <cstdio>
#include <iostream>

#include "insight/stats/survival.h"

int main() {
  using namespace insyn::insight;
  std::vector<Observed> observed;
  for (Observed one; std::cin >> one.time >> one.cause;) observed.push_back(one);
  const auto print = [](const char* name, const std::vector<CurvePoint>& curve) {
    for (const CurvePoint& p : curve)
      std::printf("%s %.17g %zu %.17g %.17g %.17g %.17g\n", name, p.time, p.at_risk, p.estimate, p.error,
                  p.lower, p.upper);
  };
  print("km", kaplan_meier(observed));
  print("ci1", cumulative_incidence(observed, 1));
  print("ci2", cumulative_incidence(observed, 2));
}
