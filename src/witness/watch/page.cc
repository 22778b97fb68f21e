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
:root { color-scheme: light dark; --paper: #fcfcfb; --card: #fff; --line: #d9dde3; --ink: #1d2430; --soft: #56606e; --accent: #1f5fa8;
  --ok: #1c6a3b; --ok-soft: #e5f4ea; --warning: #8a5200; --warning-soft: #fcf1de; --danger: #a51d2d; --danger-soft: #fcebed; }
@media (prefers-color-scheme: dark) { :root { --paper: #14181e; --card: #1b2129; --line: #333b46; --ink: #e6e9ee; --soft: #a3adba;
  --accent: #7db4f0; --ok: #7ad09a; --ok-soft: #17321f; --warning: #f0b060; --warning-soft: #382a14; --danger: #ff959c; --danger-soft: #3c1d22; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: .9375rem/1.45 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
main { max-width: 56rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
nav { display: flex; gap: 1rem; justify-content: end; } a { color: var(--accent); }
h1 { font-size: 1.5rem; margin: 0 0 .75rem; } h2 { font-size: 1.1875rem; margin: 1.5rem 0 .5rem; }
section + section { margin-top: 3rem; padding-top: 2rem; border-top: 1px solid var(--line); }
.state { display: flex; gap: .75rem; align-items: center; margin: 0 0 .5rem; padding: .75rem 1rem; border-radius: .5rem; font-weight: 600; }
.state svg { flex: none; } .ok { color: var(--ok); background: var(--ok-soft); }
.warning { color: var(--warning); background: var(--warning-soft); } .danger { color: var(--danger); background: var(--danger-soft); }
.hint { color: var(--soft); font-size: .8125rem; margin: 0 0 1rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .375rem 1.5rem; margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
ol { list-style: none; margin: 0; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
li { padding: .75rem 1rem; overflow-wrap: anywhere; } li + li { border-top: 1px solid var(--line); }
li time { display: block; color: var(--soft); font-size: .8125rem; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
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

std::string when(const std::optional<Utc>& time, std::string_view never) {
  return time ? words::local_minute(*time) : std::string(never);
}

std::string fact(std::string_view name, const std::string& value) {
  return fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, escaped(value));
}

// A tick, a triangle, an octagon: the state is a shape, a colour and words.
struct Mark {
  const char* name;
  const char* shape;
  words::Text text;
};

Mark mark_of(const Standing& standing, bool has_told, const words::WitnessTexts& texts) {
  if (has_told)
    return {"danger", R"(<path d="M7 1h6l6 6v6l-6 6H7l-6-6V7z M9 5h2v6H9z M9 13h2v2H9z"/>)", texts.bad};
  if (!standing.problem.empty())
    return {"warning", R"(<path d="M10 1l9 17H1z M9 7h2v5H9z M9 14h2v2H9z"/>)", texts.unsure};
  return {"ok", R"(<path d="M3 10l2-2 3 3 7-8 2 2-9 10z"/>)", texts.good};
}

std::string section_of(const Standing& standing, std::span<const Told> told, Utc now, Language language) {
  const words::WitnessTexts& texts = words::witness_texts(language);
  const Mark mark = mark_of(standing, !told.empty(), texts);
  std::string html = fmt::format(
      "<section id=\"{0}\" lang=\"{0}\">\n<h1>{1}</h1>\n<p class=\"state {2}\"><svg width=\"20\" "
      "height=\"20\" "
      "viewBox=\"0 0 20 20\" fill=\"currentColor\" fill-rule=\"evenodd\" "
      "aria-hidden=\"true\">{3}</svg>{4}</p>\n"
      "<p class=\"hint\">{5} <time datetime=\"{6}\">{7}</time>. {8}</p>\n<dl>\n",
      words::code_of(language), texts.title, mark.name, mark.shape, mark.text, texts.written, to_text(now),
      words::local_second(now), texts.stale);
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
  html += fmt::format("<p>{}</p>\n<ol>\n", texts.what_to_do);
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

std::string page_of(const Standing& standing, std::span<const Told> told, Utc now) {
  return fmt::format(
             "<!doctype html>\n<html lang=\"sv\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
             "'unsafe-inline'\">\n<meta http-equiv=\"refresh\" content=\"60\">\n<title>Insyn: "
             "{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n<nav><a href=\"#sv\" "
             "lang=\"sv\">Svenska</a> "
             "<a href=\"#en\" lang=\"en\">English</a></nav>\n",
             escaped(standing.origin), kStyle) +
         section_of(standing, told, now, Language::kSwedish) +
         section_of(standing, told, now, Language::kEnglish) + "</main>\n</body>\n</html>\n";
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
