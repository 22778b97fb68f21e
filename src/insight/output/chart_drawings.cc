#include "insight/output/chart_drawings.h"

#include <algorithm>
#include <cmath>

#include "insight/output/html.h"

namespace insyn::insight {
namespace {

constexpr double kWidth = 720;
constexpr double kHeight = 300;
constexpr double kLeft = 52;
constexpr double kRight = 150;
constexpr double kTop = 18;
constexpr double kBottom = 46;

struct Scale {
  double most = 1;  // seconds
  double x(double seconds) const { return kLeft + seconds / most * (kWidth - kLeft - kRight); }
  static double y(int percent) { return kTop + (100 - percent) / 100.0 * (kHeight - kTop - kBottom); }
};

// Steps up at each time, from (0, 0) on.
std::string stairs(const std::vector<CurveStep>& steps, const Scale& scale,
                   Percent Interval<Percent>::*which) {
  std::string path = fmt::format("M{:.1f},{:.1f}", scale.x(0), Scale::y(0));
  for (const CurveStep& step : steps)
    path +=
        fmt::format(" H{:.1f} V{:.1f}", scale.x(step.time.value()), Scale::y((step.share.*which).value()));
  return path;
}

std::string band(const std::vector<CurveStep>& steps, const Scale& scale) {
  std::string path = stairs(steps, scale, &Interval<Percent>::upper);
  for (std::size_t i = steps.size(); i-- > 0;) {
    const int before = i == 0 ? 0 : steps[i - 1].share.lower.value();
    path += fmt::format(" L{:.1f},{:.1f} V{:.1f}", scale.x(steps[i].time.value()),
                        Scale::y(steps[i].share.lower.value()), Scale::y(before));
  }
  return path + " Z";
}

std::string draw_curve(const std::vector<CurveStep>& steps, const Scale& scale, const char* style,
                       std::string_view name) {
  if (steps.empty()) return "";
  const CurveStep& last = steps.back();
  return fmt::format(
      R"(<path class="{0}-band" d="{1}"/><path class="{0}" d="{2}"/><text x="{3:.1f}" y="{4:.1f}">{5}</text>)",
      style, band(steps, scale), stairs(steps, scale, &Interval<Percent>::estimate),
      scale.x(last.time.value()) + 8, Scale::y(last.share.estimate.value()) + 4, escaped(name));
}

}  // namespace

std::string curve_drawing(const KindReport& kind, const ReportWords& words, const std::string& label) {
  Scale scale;
  for (const auto* curve : {&kind.answer_curve, &kind.without_curve}) {
    if (!curve->empty()) scale.most = std::max(scale.most, curve->back().time.value());
  }
  std::string svg = fmt::format(R"(<svg role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}">)",
                                escaped(label), kWidth, kHeight, kWidth);
  for (int percent = 0; percent <= 100; percent += 25) {
    svg += fmt::format(
        R"(<path class="axis" d="M{0:.1f},{1:.1f} H{2:.1f}"/><text class="soft" x="{3:.1f}" y="{4:.1f}" text-anchor="end">{5} %</text>)",
        kLeft, Scale::y(percent), kWidth - kRight, kLeft - 6, Scale::y(percent) + 4, percent);
  }
  const double minutes = scale.most / 60;
  const int step = minutes > 20 ? 5 : minutes > 8 ? 2 : 1;
  for (int minute = 0; minute <= minutes; minute += step) {
    svg += fmt::format(R"(<text class="soft" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>)",
                       scale.x(minute * 60), kHeight - kBottom + 18, minute);
  }
  svg += fmt::format(R"(<text class="soft" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>)",
                     (kLeft + kWidth - kRight) / 2, kHeight - 8, escaped(words.curve_axis));
  svg += draw_curve(kind.answer_curve, scale, "one", words.curve_answered);
  svg += draw_curve(kind.without_curve, scale, "two", words.curve_without);
  return svg + "</svg>";
}

std::string interval_drawing(const std::vector<IntervalRow>& rows, const ReportWords& words,
                             const std::string& label) {
  constexpr double kRow = 26;
  constexpr double kNames = 330;
  constexpr double kPlot = 380;
  double reach = 10;
  for (const IntervalRow& row : rows)
    reach = std::max({reach, std::abs(row.interval.lower.value()), std::abs(row.interval.upper.value())});
  const auto x = [&](double seconds) { return kNames + (seconds / reach + 1) / 2 * kPlot; };
  const double height = kRow * static_cast<double>(rows.size()) + 44;
  std::string svg = fmt::format(R"(<svg role="img" aria-label="{}" viewBox="0 0 {} {:.0f}" width="{}">)",
                                escaped(label), kNames + kPlot + 30, height, kNames + kPlot + 30);
  svg += fmt::format(R"(<path class="axis" d="M{:.1f},8 V{:.1f}"/>)", x(0), height - 32);
  for (const double share : {-1.0, -0.5, 0.0, 0.5, 1.0}) {
    svg +=
        fmt::format(R"(<text class="soft" x="{:.1f}" y="{:.1f}" text-anchor="middle">{} {}</text>)",
                    x(share * reach), height - 12, decimal_text(share * reach, 0, words), words.seconds_unit);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double y = 22 + kRow * static_cast<double>(i);
    const Interval<Seconds>& at = rows[i].interval;
    svg += fmt::format(
        R"(<text x="12" y="{0:.1f}">{1}</text><path class="one" d="M{2:.1f},{3:.1f} H{4:.1f}"/><circle class="dot" cx="{5:.1f}" cy="{3:.1f}" r="4"/>)",
        y + 4, escaped(rows[i].name), x(at.lower.value()), y, x(at.upper.value()), x(at.estimate.value()));
  }
  return svg + "</svg>";
}

}  // namespace insyn::insight
