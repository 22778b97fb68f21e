// The engine's mixed model of what stands on standard input ("agent second value" per line, by agent), for
// mixed_model_test.R to hold against that of R's lme4.
#include <cstdio>
#include <iostream>

#include "insight/stats/mixed_model.h"

int main() {
  using namespace insyn::insight;
  std::vector<Observation> calls;
  for (Observation one; std::cin >> one.cluster >> one.second >> one.value;) calls.push_back(one);
  const auto model = mixed_model(calls);
  if (!model) return 1;
  std::printf("%.17g %.17g %.17g %.17g %.17g %.17g\n", model->difference.estimate, model->difference.lower,
              model->difference.upper, model->error, model->within, model->between);
}
