// Where the boxes and lines of a flow stand, by Graphviz.
#pragma once

#include "base/result.h"
#include "insight/findings/report.h"

namespace insyn::insight {

struct Spot {
  double x = 0;
  double y = 0;
};

// In points (1/72 inch), from the upper left.
struct FlowLayout {
  double width = 0;
  double height = 0;
  struct Box {
    std::size_t place = 0;  // in KindReport::places
    Spot middle;
    double width = 0;
    double height = 0;
  };
  std::vector<Box> boxes;
  struct Line {
    std::size_t edge = 0;      // in KindReport::edges
    std::vector<Spot> points;  // a start, then three for each cubic Bézier
    Spot label;
  };
  std::vector<Line> lines;
};

// The `most` edges with most calls and the places that they join. kPermanent where Graphviz has no "dot"
// layout.
Result<FlowLayout> flow_layout(const KindReport& kind, const std::vector<std::string>& names,
                               std::size_t most);

}  // namespace insyn::insight
