#include "insight/findings/report.h"

namespace insyn::insight {

const char* name_of(FlowElement element) {
  switch (element) {
    case FlowElement::kPlace:
      return "place";
    case FlowElement::kEdge:
      return "step";
    case FlowElement::kVariant:
      break;
  }
  return "way";
}

const char* friction_name(What what) {
  switch (what) {
    case What::kNoResult:
      return "no result";
    case What::kNoArticle:
      return "no article";
    case What::kPingPong:
      return "ping-pong";
    case What::kQuickBack:
      return "quick back";
    default:
      return "dead end";
  }
}

double Friction::hours_a_week() const {
  const double beyond =
      static_cast<double>(affected.value()) - usual.value() / 100.0 * static_cast<double>(exposed.value());
  return beyond * seconds.value() / weeks / 3600;
}

}  // namespace insyn::insight
