#include "insight/output/flow_drawing.h"

#include <cmath>

#include "insight/output/html.h"

namespace insyn::insight {
namespace {

constexpr std::size_t kMostEdges = 22;  // more cannot be read
constexpr double kMargin = 12;

std::string path_of(const std::vector<Spot>& points) {
  std::string path;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const char* const command = i == 0 ? "M" : i % 3 == 1 ? " C" : " ";
    path += fmt::format("{}{:.1f},{:.1f}", command, points[i].x, points[i].y);
  }
  return path;
}

// A triangle that ends where the line ends, pointing as the line does there.
std::string head_of(const std::vector<Spot>& points, double thick) {
  const Spot tip = points.back();
  const Spot before = points[points.size() - 2];
  const double length = std::max(0.01, std::hypot(tip.x - before.x, tip.y - before.y));
  const double dx = (tip.x - before.x) / length;
  const double dy = (tip.y - before.y) / length;
  const double size = 7 + thick;
  const Spot front{tip.x + dx * size, tip.y + dy * size};
  const double half = size * 0.45;
  return fmt::format(R"(<path class="head" d="M{:.1f},{:.1f} L{:.1f},{:.1f} L{:.1f},{:.1f} Z"/>)", front.x,
                     front.y, tip.x - dy * half, tip.y + dx * half, tip.x + dy * half, tip.y - dx * half);
}

std::string draw_box(const FlowLayout::Box& box, const KindReport& kind,
                     const std::vector<std::string>& names) {
  const PlaceUse& place = kind.places[box.place];
  const double round = place.activity == Activity::kScreen ? 4 : box.height / 2;
  return fmt::format(R"(<rect class="box" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="{:.1f}"/>)"
                     R"(<text x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>)"
                     R"(<text class="soft" x="{:.1f}" y="{:.1f}" text-anchor="middle">{} %</text>)",
                     box.middle.x - box.width / 2, box.middle.y - box.height / 2, box.width, box.height,
                     round, box.middle.x, box.middle.y - 3, escaped(names[box.place]), box.middle.x,
                     box.middle.y + 12, place.share.value());
}

}  // namespace

std::string place_name(const PlaceUse& place, const ReportWords& words) {
  if (place.activity == Activity::kScreen) return place.name;
  return std::string(words.activities[static_cast<std::size_t>(place.activity)]);
}

Result<std::string> flow_drawing(const KindReport& kind, const ReportWords& words, const std::string& label) {
  std::vector<std::string> names;
  for (const PlaceUse& place : kind.places) names.push_back(place_name(place, words));
  TRY_ASSIGN(const FlowLayout layout, flow_layout(kind, names, kMostEdges));
  if (layout.lines.empty()) return std::string();
  std::string svg =
      fmt::format(R"(<svg role="img" aria-label="{}" viewBox="{:.0f} {:.0f} {:.0f} {:.0f}" width="{:.0f}">)",
                  escaped(label), -kMargin, -kMargin, layout.width + 2 * kMargin, layout.height + 2 * kMargin,
                  layout.width + 2 * kMargin);
  const auto most = static_cast<double>(std::max<std::uint64_t>(1, kind.edges[0].calls.value()));
  std::string labels;
  for (const FlowLayout::Line& line : layout.lines) {
    const EdgeUse& edge = kind.edges[line.edge];
    const double thick = 1 + 4 * static_cast<double>(edge.calls.value()) / most;
    svg += fmt::format(R"(<path class="edge" stroke-width="{:.1f}" d="{}"/>{})", thick, path_of(line.points),
                       head_of(line.points, thick));
    labels += fmt::format(
        R"(<text class="halo soft" x="{:.1f}" y="{:.1f}" text-anchor="middle">{} · {}</text>)", line.label.x,
        line.label.y + 4, number_text(edge.calls.value()), seconds_text(edge.seconds, words));
  }
  for (const FlowLayout::Box& box : layout.boxes) svg += draw_box(box, kind, names);
  return svg + labels + "</svg>";
}

}  // namespace insyn::insight
