// The engine's difference between two parts of what stands on standard input ("agent second took" per line,
// by agent), for flow_compare_test.R to hold against R's survival.
#include <cstdio>
#include <iostream>

#include "insight/findings/flow_compare.h"

int main() {
  using namespace insyn::insight;
  struct Row {
    std::uint32_t agent;
    bool second, took;
  };
  std::vector<Row> rows;
  for (Row row; std::cin >> row.agent >> row.second >> row.took;) rows.push_back(row);
  std::vector<std::uint32_t> agents;
  CallSet first(rows.size()), second(rows.size()), calls(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    agents.push_back(rows[i].agent);
    (rows[i].second ? second : first).add(i);
    if (rows[i].took) calls.add(i);
  }
  const Interval<double> of = difference_in_share(agents, first, second, calls, 0.95);
  std::printf("%.17g %.17g %.17g\n", of.estimate, of.lower, of.upper);
}
