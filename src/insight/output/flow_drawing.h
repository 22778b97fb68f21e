// A kind's flow as SVG with the page's colours. What it shows stands beside it as a table.
#pragma once

#include "insight/output/figures.h"
#include "insight/output/flow_layout.h"

namespace insyn::insight {

// A place's name as the page has it.
std::string place_name(const PlaceUse& place, const ReportWords& words);

// The flow, laid out; nothing where there is no line to draw.
Result<std::string> flow_drawing(const KindReport& kind, const ReportWords& words, const std::string& label);

}  // namespace insyn::insight
