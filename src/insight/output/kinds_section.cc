#include "insight/output/kinds_section.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "insight/output/chart_drawings.h"
#include "insight/output/flow_drawing.h"
#include "insight/output/html.h"
#include "insight/output/table.h"

namespace insyn::insight {
namespace {

constexpr std::size_t kMostSteps = 40;

// Percent of each kind's calls, from the counts that the report has; nothing where it has none.
using Shares = std::vector<std::optional<int>>;

int share_of(const EdgeUse& edge, const KindReport& kind) {
  const double share = static_cast<double>(edge.calls.value()) / static_cast<double>(kind.calls.value());
  return static_cast<int>(std::lround(std::min(share, 1.0) * 100));
}

std::map<std::string, Shares> steps_of(const Report& report, const ReportWords& words) {
  std::map<std::string, Shares> steps;
  for (std::size_t i = 0; i < report.kinds.size(); ++i) {
    const KindReport& kind = report.kinds[i];
    for (const EdgeUse& edge : kind.edges) {
      if (kind.calls.value() == 0) continue;
      Shares& shares = steps[fmt::format("{} → {}", place_name(kind.places[edge.from], words),
                                         place_name(kind.places[edge.to], words))];
      shares.resize(report.kinds.size());
      shares[i] = share_of(edge, kind);
    }
  }
  return steps;
}

// How far the kinds that have it lie apart in it; nothing where no two have.
std::optional<int> spread(const Shares& shares) {
  std::vector<int> known;
  for (const auto& share : shares) {
    if (share) known.push_back(*share);
  }
  if (known.size() < 2) return std::nullopt;
  const auto [least, most] = std::minmax_element(known.begin(), known.end());
  return *most - *least;
}

// Steps by kinds; nothing where there are no two kinds.
std::string kinds_beside_each_other(const Report& report, const ReportWords& words) {
  if (report.kinds.size() < 2) return "";
  const std::map<std::string, Shares> steps = steps_of(report, words);
  std::vector<const std::pair<const std::string, Shares>*> order;
  for (const auto& step : steps) {
    if (spread(step.second)) order.push_back(&step);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto* a, const auto* b) { return spread(a->second) > spread(b->second); });
  order.resize(std::min(order.size(), kMostSteps));
  std::vector<Column> columns = {{std::string(words.step), false}};
  for (const KindReport& kind : report.kinds) columns.push_back({kind.kind, true});
  HtmlTable table(std::string(words.beside_title), columns);
  for (const auto* step : order) {
    std::vector<std::string> cells = {step->first};
    for (const auto& share : step->second)
      cells.push_back(share ? fmt::format("{}\u00a0%", *share) : std::string(words.withheld));
    table.row(cells);
  }
  if (table.empty()) return "";
  return fmt::format("<details><summary>{}</summary><p>{}</p>{}</details>\n", escaped(words.beside_title),
                     escaped(words.beside_intro), table.html());
}

std::string text(std::string_view view) { return std::string(view); }

class KindsPage {
 public:
  explicit KindsPage(const ReportWords& words) : words_(words) {}

  std::string summary(const Report& report) const {
    HtmlTable table(text(words_.kinds_title), {{text(words_.kind), false},
                                               {text(words_.calls), true},
                                               {text(words_.a_week), true},
                                               {text(words_.steps), true},
                                               {text(words_.handling), true},
                                               {text(words_.hold), true},
                                               {text(words_.to_answer), true},
                                               {text(words_.after_answer), true},
                                               {text(words_.answered), true},
                                               {text(words_.search_success), true},
                                               {text(words_.link_rate), true},
                                               {text(words_.first_contact), true}});
    for (const KindReport& kind : report.kinds) {
      table.row({kind.kind, number_text(kind.calls.value()),
                 number_text(kind.calls.value() / std::max(1U, kind.weeks)),
                 decimal_text(kind.steps.value(), 1, words_), seconds_text(kind.handling, words_),
                 seconds_text(kind.hold, words_), seconds(kind.to_answer), seconds(kind.after_answer),
                 percent(kind.answered), percent(kind.found), percent(kind.linked),
                 percent(kind.first_contact)});
    }
    return table.html();
  }

  Result<std::string> one(const KindReport& kind) const {
    TRY_ASSIGN(const std::string flow, flow_part(kind));
    return fmt::format("<details class=\"kind\"><summary>{}</summary>\n{}{}{}{}{}</details>\n",
                       escaped(kind.kind), flow, curve_part(kind), ways_part(kind), articles_part(kind),
                       outcomes_part(kind));
  }

 private:
  std::string seconds(const std::optional<Seconds>& value) const {
    return value ? seconds_text(*value, words_) : text(words_.withheld);
  }
  std::string percent(const std::optional<Percent>& value) const {
    return value ? percent(*value) : text(words_.withheld);
  }
  static std::string percent(Percent value) { return fmt::format("{}\u00a0%", value.value()); }
  std::string heading(std::string_view title, std::string_view intro = {}) const {
    return fmt::format("<h4>{}</h4>{}", escaped(title),
                       intro.empty() ? "" : fmt::format("<p class=\"soft\">{}</p>", escaped(intro)));
  }
  std::string as_table(const std::string& tables) const {
    return fmt::format("<details><summary>{}</summary>{}</details>\n", escaped(words_.as_table), tables);
  }
  std::string nothing() const { return fmt::format("<p>{}</p>", escaped(words_.nothing_to_show)); }

  Result<std::string> flow_part(const KindReport& kind) const {
    const std::string intro = filled(words_.flow_intro, kind.kind);
    TRY_ASSIGN(const std::string drawing, flow_drawing(kind, words_, intro));
    HtmlTable places(text(words_.screen), {{text(words_.screen), false},
                                           {text(words_.calls), true},
                                           {text(words_.share), true},
                                           {text(words_.dwell), true}});
    for (const PlaceUse& place : kind.places)
      places.row({place_name(place, words_), number_text(place.calls.value()), percent(place.share),
                  seconds_text(place.dwell, words_)});
    HtmlTable edges(text(words_.flow_title), {{text(words_.from), false},
                                              {text(words_.to), false},
                                              {text(words_.calls), true},
                                              {text(words_.seconds_before), true}});
    for (const EdgeUse& edge : kind.edges)
      edges.row({place_name(kind.places[edge.from], words_), place_name(kind.places[edge.to], words_),
                 number_text(edge.calls.value()), seconds_text(edge.seconds, words_)});
    if (drawing.empty()) return heading(words_.flow_title) + nothing() + places.html();
    return heading(words_.flow_title, intro) + "<figure>" + drawing + "</figure>" +
           as_table(places.html() + edges.html());
  }

  std::string curve_part(const KindReport& kind) const {
    if (kind.answer_curve.empty() && kind.without_curve.empty())
      return heading(words_.curve_title) + nothing();
    std::string tables;
    for (const auto& [curve, name] : {std::pair(&kind.answer_curve, words_.curve_answered),
                                      std::pair(&kind.without_curve, words_.curve_without)}) {
      HtmlTable table(
          text(name),
          {{text(words_.time), true}, {text(words_.share), true}, {text(words_.lower_upper), true}});
      for (const CurveStep& step : *curve)
        table.row({seconds_text(step.time, words_), percent(step.share.estimate),
                   fmt::format("{} – {}", percent(step.share.lower), percent(step.share.upper))});
      tables += table.html();
    }
    return heading(words_.curve_title, words_.curve_intro) + "<figure>" +
           curve_drawing(kind, words_, fmt::format("{}: {}", kind.kind, words_.curve_title)) + "</figure>" +
           as_table(tables);
  }

  std::string ways_part(const KindReport& kind) const {
    if (kind.variants.empty()) return heading(words_.ways_title) + nothing();
    HtmlTable table(text(words_.ways_title), {{text(words_.way), false},
                                              {text(words_.calls), true},
                                              {text(words_.share), true},
                                              {text(words_.handling), true}});
    for (const VariantUse& variant : kind.variants) {
      std::string way;
      for (const std::size_t place : variant.places)
        way += (way.empty() ? "" : " → ") + place_name(kind.places[place], words_);
      table.row({way, number_text(variant.calls.value()), percent(variant.share),
                 seconds_text(variant.handling, words_)});
    }
    return heading(words_.ways_title, words_.ways_intro) + table.html();
  }

  std::string articles_part(const KindReport& kind) const {
    if (kind.articles.empty()) return heading(words_.articles_title, words_.no_articles);
    HtmlTable table(text(words_.articles_title),
                    {{text(words_.article), false}, {text(words_.calls), true}, {text(words_.open), true}});
    for (const ArticleUse& article : kind.articles)
      table.row({article.name, number_text(article.calls.value()), seconds_text(article.open, words_)});
    return heading(words_.articles_title) + table.html();
  }

  std::string outcomes_part(const KindReport& kind) const {
    if (kind.outcomes.empty()) return heading(words_.outcome) + nothing();
    HtmlTable table(text(words_.outcome), {{text(words_.outcome), false}, {text(words_.share), true}});
    for (const OutcomeShare& outcome : kind.outcomes)
      table.row({text(words_.outcomes[static_cast<std::size_t>(outcome.outcome)]), percent(outcome.share)});
    return heading(words_.outcome) + table.html();
  }

  const ReportWords& words_;
};

}  // namespace

Result<std::string> kinds_section(const Report& report, const ReportWords& words) {
  const KindsPage writer(words);
  std::string html = fmt::format("<p>{}</p>{}", escaped(words.kinds_intro),
                                 writer.summary(report) + kinds_beside_each_other(report, words));
  if (report.kinds.empty()) html += fmt::format("<p>{}</p>", escaped(words.nothing_to_show));
  for (const KindReport& kind : report.kinds) {
    TRY_ASSIGN(const std::string one, writer.one(kind));
    html += one;
  }
  return html;
}

}  // namespace insyn::insight
