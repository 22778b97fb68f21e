#include "witness/watch/page.h"

#include <algorithm>
#include <map>

#include "ledger/tree/hash.h"
#include "words/clock.h"
#include "words/witness.h"

namespace insyn::witness {
namespace {

using words::Language;

// The newest of what was told, on the page.
constexpr std::size_t kMostOnPage = 1000;

constexpr const char* kStyle = R"(
:root { color-scheme: light dark; --paper: #f6f5f1; --card: #fff; --ink: #1d1c1a; --soft: #5c5a55; --line: #dcd9d1; --ok: #1f6b3a; --danger: #a3231c; }
@media (prefers-color-scheme: dark) { :root { --paper: #191817; --card: #232220; --ink: #efece6; --soft: #aeaaa2; --line: #3b3935; --ok: #7cc796; --danger: #ff9a90; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.125rem; margin: 2rem 0 .5rem; }
section + section { margin-top: 4rem; padding-top: 2rem; border-top: 1px solid var(--line); }
.state { font-weight: 600; } .ok { color: var(--ok); } .danger { color: var(--danger); }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1.5rem; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; }
dt { color: var(--soft); } dd { margin: 0; }
ol { list-style: none; margin: 0; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
li { padding: .75rem 1rem; overflow-wrap: anywhere; } li + li { border-top: 1px solid var(--line); }
time { display: block; color: var(--soft); font-size: .875rem; }
)";

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

std::string when(const std::optional<Utc>& time, const char* never) {
  return time ? words::local_minute(*time) : never;
}

std::string fact(const char* name, const std::string& value) {
  return fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, escaped(value));
}

std::string section_of(const Standing& standing, std::span<const Told> told, Language language) {
  const words::WitnessTexts& texts = words::witness_texts(language);
  const bool good = told.empty() && standing.problem.empty();
  std::string html = fmt::format("<section lang=\"{}\">\n<h1>{}</h1>\n<p class=\"state {}\">{}</p>\n<dl>\n",
                                 words::code_of(language), texts.title, good ? "ok" : "danger",
                                 good ? texts.good : texts.bad);
  html += fact(texts.ledger, standing.origin) + fact(texts.server, standing.server);
  html += fact(texts.heard, when(standing.heard, texts.never));
  html += fact(texts.entries, std::to_string(standing.entries));
  html += fact(texts.judged, std::to_string(standing.judged));
  html += fact(texts.cosigned, when(standing.cosigned, texts.never));
  html +=
      fact(texts.confirmed, when(standing.confirmed, texts.never) +
                                (standing.confirms ? std::string() : fmt::format(" ({})", texts.stopped)));
  if (!standing.problem.empty()) html += fact(texts.problem, standing.problem);
  html += fmt::format("</dl>\n<h2>{}</h2>\n", texts.found);
  if (told.empty()) return html + fmt::format("<p>{}</p>\n</section>\n", texts.nothing);
  html += "<ol>\n";
  const std::span<const Told> newest = told.last(std::min(told.size(), kMostOnPage));
  for (auto one = newest.rbegin(); one != newest.rend(); ++one)
    html += fmt::format("<li><time datetime=\"{}\">{}</time>{}</li>\n", to_text(one->at),
                        words::local_minute(one->at), escaped(one->in(language)));
  html += "</ol>\n";
  if (newest.size() < told.size()) html += fmt::format("<p>{}</p>\n", texts.older);
  return html + "</section>\n";
}

std::string line(const char* key, const std::string& value) { return fmt::format("{} {}\n", key, value); }

std::string line(const char* key, const std::optional<Utc>& time) {
  return time ? line(key, to_text(*time)) : std::string();
}

std::optional<Utc> time_of(const std::map<std::string, std::string>& facts, const char* key) {
  const auto found = facts.find(key);
  if (found == facts.end()) return std::nullopt;
  const auto time = parse_utc(found->second);
  return time ? std::optional(*time) : std::nullopt;
}

}  // namespace

std::string page_of(const Standing& standing, std::span<const Told> told) {
  return fmt::format(
             "<!doctype html>\n<html lang=\"sv\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
             "'unsafe-inline'\">\n<meta http-equiv=\"refresh\" content=\"60\">\n<title>Insyn: "
             "{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n",
             escaped(standing.origin), kStyle) +
         section_of(standing, told, Language::kSwedish) + section_of(standing, told, Language::kEnglish) +
         "</main>\n</body>\n</html>\n";
}

std::string text_of(const Standing& standing) {
  std::string problem = standing.problem;
  std::ranges::replace(problem, '\n', ' ');
  return line("origin", standing.origin) + line("server", standing.server) +
         line("entries", std::to_string(standing.entries)) + line("judged", std::to_string(standing.judged)) +
         line("cosigned", standing.cosigned) + line("heard", standing.heard) +
         line("confirmed", standing.confirmed) + line("confirms", standing.confirms ? "yes" : "no") +
         (problem.empty() ? std::string() : line("problem", problem));
}

Result<Standing> parse_standing(std::string_view text) {
  std::map<std::string, std::string> facts;
  for (std::size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string_view::npos; at = end + 1) {
    const std::string_view one = text.substr(at, end - at);
    const std::size_t space = one.find(' ');
    if (space == std::string_view::npos) return fail(Code::kCorrupt, "a line has no value");
    facts[std::string(one.substr(0, space))] = one.substr(space + 1);
  }
  Standing standing;
  standing.origin = facts["origin"];
  standing.server = facts["server"];
  TRY_ASSIGN(standing.entries, ledger::parse_size(facts["entries"]));
  TRY_ASSIGN(standing.judged, ledger::parse_size(facts["judged"]));
  standing.cosigned = time_of(facts, "cosigned");
  standing.heard = time_of(facts, "heard");
  standing.confirmed = time_of(facts, "confirmed");
  standing.confirms = facts["confirms"] == "yes";
  standing.problem = facts["problem"];
  return standing;
}

}  // namespace insyn::witness
