#include "insight/output/comparison_section.h"

#include <cmath>

#include "insight/output/chart_drawings.h"
#include "insight/output/flow_drawing.h"
#include "insight/output/html.h"
#include "insight/output/table.h"

namespace insyn::insight {
namespace {

std::string part_name(const Comparison& comparison, const std::string& part, const ReportWords& words) {
  std::string name(comparison.by == Comparison::kGroup ? words.group : words.version);
  name[0] = comparison.by == Comparison::kGroup ? 'g' : 'v';
  return name + " " + part;
}

std::string seconds_interval(const std::optional<Interval<Seconds>>& of, const ReportWords& words) {
  if (!of) return std::string(words.withheld);
  return fmt::format("{} ({} – {})", seconds_text(of->estimate, words), seconds_text(of->lower, words),
                     seconds_text(of->upper, words));
}

std::string points(const std::optional<Interval<Percent>>& of, const ReportWords& words) {
  if (!of) return std::string(words.withheld);
  const auto text = [&](Percent percent) { return decimal_text(percent.value(), 0, words); };
  return fmt::format("{} ({} – {})", text(of->estimate), text(of->lower), text(of->upper));
}

std::string magnitude(Seconds seconds, const ReportWords& words) {
  std::string text = seconds_text(seconds, words);
  constexpr std::string_view kMinus = "\u2212";
  return text.starts_with(kMinus) ? text.substr(kMinus.size()) : text;
}

// What may be said of it; nothing where it can be chance.
std::string sentence(const KindReport& kind, const Comparison& comparison, const ReportWords& words) {
  const Interval<Seconds>& of = *comparison.handling;
  const std::string first = part_name(comparison, comparison.first, words);
  const std::string second = part_name(comparison, comparison.second, words);
  if (of.upper.value() < 0)
    return filled(words.less_time, kind.kind, second, magnitude(of.upper, words), magnitude(of.lower, words),
                  first);
  if (of.lower.value() > 0)
    return filled(words.more_time, kind.kind, second, magnitude(of.lower, words), magnitude(of.upper, words),
                  first);
  return "";
}

std::string flow_differences(const KindReport& kind, const Comparison& comparison, const std::string& name,
                             const ReportWords& words) {
  HtmlTable table(fmt::format("{}: {}", kind.kind, name),
                  {{std::string(words.step_or_way), false},
                   {part_name(comparison, comparison.first, words), true},
                   {part_name(comparison, comparison.second, words), true},
                   {fmt::format("{}, {}", words.difference, words.points_unit), true}});
  const auto percent = [](Percent share) { return fmt::format("{}\u00a0%", share.value()); };
  for (const FlowDifference& one : comparison.flow) {
    std::string way;
    for (const std::size_t place : one.places)
      way += (way.empty() ? "" : " → ") + place_name(kind.places[place], words);
    table.row({way, percent(one.first), percent(one.second), points(one.points, words)});
  }
  return table.html();
}

}  // namespace

std::string comparison_section(const Report& report, const ReportWords& words) {
  HtmlTable table(std::string(words.as_table),
                  {{std::string(words.kind), false},
                   {filled(words.against, "…", "…"), false},
                   {std::string(words.calls), true},
                   {std::string(words.handling), true},
                   {std::string(words.same_pace), true},
                   {std::string(words.to_answer), true},
                   {fmt::format("{}, {}", words.answered, words.points_unit), true},
                   {fmt::format("{}, {}", words.solved, words.points_unit), true}});
  std::vector<IntervalRow> rows;
  std::string clear;
  std::string flows;
  for (const KindReport& kind : report.kinds) {
    for (const Comparison& comparison : kind.comparisons) {
      if (!comparison.handling) continue;
      const std::string name = filled(words.against, part_name(comparison, comparison.second, words),
                                      part_name(comparison, comparison.first, words));
      rows.push_back({fmt::format("{}: {}", kind.kind, name), *comparison.handling});
      table.row({kind.kind, name,
                 fmt::format("{} / {}", number_text(comparison.second_calls.value()),
                             number_text(comparison.first_calls.value())),
                 seconds_interval(comparison.handling, words), seconds_interval(comparison.same_pace, words),
                 seconds_interval(comparison.to_answer, words), points(comparison.answered, words),
                 points(comparison.solved, words)});
      flows += flow_differences(kind, comparison, name, words);
      if (const std::string said = sentence(kind, comparison, words); !said.empty())
        clear += fmt::format("<li>{}</li>", escaped(said));
    }
  }
  if (rows.empty()) return fmt::format("<p>{}</p>", escaped(words.no_comparison));
  const std::string findings =
      clear.empty() ? fmt::format("<p>{}</p>", escaped(filled(words.nothing_clear, rows.size())))
                    : fmt::format("<ul>{}</ul>", clear);
  return fmt::format("<p>{}</p>{}<p class=\"soft\">{}</p><figure>{}</figure>", escaped(words.compare_intro),
                     findings, escaped(words.caution),
                     interval_drawing(rows, words, std::string(words.compare_intro))) +
         fmt::format("<details><summary>{}</summary>{}</details>\n", escaped(words.as_table), table.html()) +
         fmt::format("<h3>{}</h3><p>{}</p>{}", escaped(words.flow_differs_title),
                     escaped(flows.empty() ? words.no_flow_differs : words.flow_differs_intro), flows);
}

}  // namespace insyn::insight
