#include "insight/output/page.h"

#include "insight/output/comparison_section.h"
#include "insight/output/friction_section.h"
#include "insight/output/html.h"
#include "insight/output/kinds_section.h"
#include "insight/output/style.h"

namespace insyn::insight {
namespace {

std::string section(const char* id, std::string_view title, const std::string& content) {
  return fmt::format(
      "<section id=\"{0}\" aria-labelledby=\"{0}-title\"><h2 id=\"{0}-title\">{1}</h2>\n{2}</section>\n", id,
      escaped(title), content);
}

std::string header(const Imprint& imprint, const ReportWords& words) {
  std::string text =
      fmt::format("<h1>{}</h1><p>{} · {} · {} · {}</p>", escaped(words.title),
                  escaped(filled(words.under_title, imprint.agreement)), escaped(imprint.employer),
                  escaped(imprint.union_name), escaped(imprint.period));
  // The key's name and id: the whole of it is in the JSON.
  const std::string key =
      imprint.register_key.substr(0, imprint.register_key.find('+', imprint.register_key.find('+') + 1));
  text += fmt::format("<p class=\"soft\">{}</p>", escaped(filled(words.registered, imprint.number, key)));
  return "<header>" + text + "</header>\n";
}

std::string contents(const ReportWords& words) {
  std::string items;
  const std::pair<const char*, std::string_view> entries[] = {{"frictions", words.friction_title},
                                                              {"compare", words.compare_title},
                                                              {"kinds", words.kinds_title},
                                                              {"definitions", words.definitions_title},
                                                              {"protection", words.protection_title}};
  for (const auto& [id, title] : entries)
    items += fmt::format("<li><a href=\"#{}\">{}</a></li>", id, escaped(title));
  return fmt::format("<nav aria-label=\"{}\"><ul>{}</ul></nav>\n", escaped(words.contents), items);
}

}  // namespace

Result<std::string> page(const Report& report, const Imprint& imprint, words::Language language) {
  const ReportWords& words = words::report_words(language);
  TRY_ASSIGN(const std::string kinds, kinds_section(report, words));
  const std::string protection =
      filled(words.protection, report.floor.agents, report.floor.calls, report.floor.step);
  // Nothing is loaded from anywhere, and the page says so to whoever shows it.
  return fmt::format(
             "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
             "'unsafe-inline'\">"
             "<meta name=\"viewport\" content=\"width=device-width, "
             "initial-scale=1\"><title>{}</title><style>",
             words.code, escaped(words.title)) +
         std::string(kStyle) + "</style></head><body>\n" + header(imprint, words) + contents(words) +
         "<main>\n" + section("frictions", words.friction_title, friction_section(report, imprint, words)) +
         section("compare", words.compare_title, comparison_section(report, words)) +
         section("kinds", words.kinds_title, kinds) +
         section("definitions", words.definitions_title, std::string(words.definitions)) +
         section("protection", words.protection_title, protection) +
         "<footer></footer></main></body></html>\n";
}

}  // namespace insyn::insight
