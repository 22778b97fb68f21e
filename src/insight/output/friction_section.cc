#include "insight/output/friction_section.h"

#include <algorithm>

#include "insight/output/html.h"

namespace insyn::insight {
namespace {

std::string item(const Report& report, const Friction& friction, double most, const ReportWords& words) {
  const double hours = friction.hours_a_week();
  const std::string amount = decimal_text(hours, 1, words);
  const std::string how =
      filled(words.arithmetic, number_text(friction.affected.value()), number_text(friction.exposed.value()),
             friction.usual.value(), seconds_text(friction.seconds, words), friction.weeks, amount);
  return fmt::format(
      "<li><strong>{}</strong><span class=\"hours\">{} {}</span><div class=\"bar\" "
      "aria-hidden=\"true\"><span "
      "style=\"width:{:.0f}%\"></span></div><span class=\"how\">{}</span></li>\n",
      escaped(friction_text(report, friction, words)), amount, escaped(words.hours_unit),
      std::max(1.0, hours / most * 100), escaped(how));
}

// Calls and hours a week of each kind, from the figures that the report has of it.
std::string without_article(const Report& report, const ReportWords& words) {
  if (report.without_article.empty()) return "";
  std::string items;
  for (const std::size_t number : report.without_article) {
    const KindReport& kind = report.kinds[number];
    const double a_week = static_cast<double>(kind.calls.value()) / std::max(1U, kind.weeks);
    items += fmt::format("<li>{}</li>",
                         escaped(filled(words.without_article, kind.kind, decimal_text(a_week, 0, words),
                                        decimal_text(a_week * kind.handling.value() / 3600, 1, words))));
  }
  return fmt::format("<h3>{}</h3><p>{}</p><ul>{}</ul>\n", escaped(words.without_article_title),
                     escaped(words.without_article_intro), items);
}

// What agents said themselves; nothing where nobody did, or too few.
std::string did_not_help(const Report& report, const ReportWords& words) {
  if (report.did_not_help.empty()) return "";
  std::string items;
  for (const AgentsWord& word : report.did_not_help) {
    const std::string& kind = report.kinds[word.kind].kind;
    const std::string affected = number_text(word.affected.value()), calls = number_text(word.calls.value());
    items += fmt::format(
        "<li>{}</li>",
        escaped(word.screen.empty() ? filled(words.did_not_help, kind, affected, calls)
                                    : filled(words.did_not_help_at, kind, word.screen, affected, calls)));
  }
  return fmt::format("<h3>{}</h3><p>{}</p><ul>{}</ul>\n", escaped(words.did_not_help_title),
                     escaped(words.did_not_help_intro), items);
}

}  // namespace

std::string friction_text(const Report& report, const Friction& friction, const ReportWords& words) {
  const std::string& kind = report.kinds[friction.kind].kind;
  switch (friction.what) {
    case What::kNoResult:
      return filled(words.no_result, kind);
    case What::kNoArticle:
      return filled(words.no_article, kind);
    case What::kPingPong:
      return filled(words.ping_pong, kind, friction.a, friction.b);
    case What::kQuickBack:
      return filled(words.quick_back, kind, friction.a);
    default:
      return filled(words.dead_end, kind, friction.a);
  }
}

std::string friction_section(const Report& report, const Imprint& imprint, const ReportWords& words) {
  std::string html;
  if (report.frictions.empty()) {
    html = fmt::format("<p>{}</p>", escaped(filled(words.no_friction, report.looked_at)));
  } else {
    html = fmt::format("<p>{}</p><ol class=\"frictions\">\n",
                       escaped(filled(words.friction_intro, report.looked_at)));
    const double most = report.frictions.front().hours_a_week();
    for (const Friction& friction : report.frictions) html += item(report, friction, most, words);
    html += fmt::format("</ol><p class=\"soft\">{}</p>", escaped(words.arithmetic_means));
    if (imprint.has_examples) html += fmt::format("<p class=\"soft\">{}</p>", escaped(words.examples));
  }
  html += did_not_help(report, words);
  html += without_article(report, words);
  if (report.rarely_used.empty()) return html;
  html += fmt::format("<h3>{}</h3><p>{}</p><ul>", escaped(words.rarely_title), escaped(words.rarely_intro));
  for (const std::string& screen : report.rarely_used) html += fmt::format("<li>{}</li>", escaped(screen));
  return html + "</ul>\n";
}

}  // namespace insyn::insight
