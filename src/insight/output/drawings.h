// The page's drawings, as SVG with the page's colours. What they show stands beside each as a table.
#pragma once

#include "insight/output/figures.h"
#include "insight/output/flow_layout.h"

namespace insyn::insight {

// A place's name as the page has it.
std::string place_name(const PlaceUse& place, const ReportWords& words);

// The flow, laid out; nothing where there is no line to draw.
Result<std::string> flow_drawing(const KindReport& kind, const ReportWords& words, const std::string& label);

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
