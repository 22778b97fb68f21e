// The page's charts, as SVG with the page's colours. What they show stands beside each as a table.
#pragma once

#include <vector>

#include "insight/output/figures.h"

namespace insyn::insight {

// Both curves over the minutes since the call began.
std::string curve_drawing(const KindReport& kind, const ReportWords& words, const std::string& label);

// An interval per comparison around a line at no difference, in seconds.
struct IntervalRow {
  std::string name;
  Interval<Seconds> interval;
};
std::string interval_drawing(const std::vector<IntervalRow>& rows, const ReportWords& words,
                             const std::string& label);

}  // namespace insyn::insight
