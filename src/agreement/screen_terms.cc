#include "agreement/screen_terms.h"

#include <algorithm>
#include <array>

namespace insyn::agreement {
namespace {

constexpr std::size_t kMostScreens = 500;
constexpr std::size_t kLongestName = 200;
constexpr std::array<std::string_view, 3> kEvents = {"screen", "article", "answer"};

bool is_application(const Terms& terms, std::string_view name) {
  return std::any_of(terms.applications.begin(), terms.applications.end(),
                     [name](const Application& one) { return one.name == name; });
}

Result<Screen> read_screen(const TomlValue& table, const Terms& terms) {
  if (table.kind != TomlValue::kTable) return wrong(table.line, "screen", "must be [[screen]]");
  Screen screen;
  Fields fields(table, "screen");
  TRY_ASSIGN(screen.name, fields.text("name", kLongestName));
  TRY_ASSIGN(screen.title, fields.text("title", kLongestName));
  TRY_ASSIGN(screen.application, fields.text("application", kLongestName, ""));
  TRY_ASSIGN(screen.event, fields.text("event", kLongestName, "screen"));
  if (!screen.application.empty() && !is_application(terms, screen.application)) {
    return wrong(fields.find("application")->line, "screen.application",
                 "is “{}”, which is not the name of an [[application]]", screen.application);
  }
  if (std::find(kEvents.begin(), kEvents.end(), screen.event) == kEvents.end()) {
    return wrong(fields.find("event")->line, "screen.event", "must be \"screen\", \"article\" or \"answer\"");
  }
  TRY(fields.finish());
  return screen;
}

}  // namespace

Status read_screens(Fields& top, Terms& terms) {
  const TomlValue* all = top.find("screen");
  if (all == nullptr) return {};
  if (all->kind != TomlValue::kArray || all->items.empty() || all->items.size() > kMostScreens) {
    return wrong(all->line, "screen", "must be 1 to {} [[screen]] tables", kMostScreens);
  }
  for (const TomlValue& item : all->items) {
    TRY_ASSIGN(Screen screen, read_screen(item, terms));
    terms.screens.push_back(std::move(screen));
  }
  return {};
}

bool fits_pattern(std::string_view pattern, std::string_view title) {
  std::size_t in_pattern = 0, in_title = 0;
  std::size_t after_star = std::string_view::npos, star_took_to = 0;
  while (in_title < title.size()) {
    if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
      after_star = ++in_pattern;
      star_took_to = in_title;
    } else if (in_pattern < pattern.size() && pattern[in_pattern] == title[in_title]) {
      ++in_pattern;
      ++in_title;
    } else if (after_star != std::string_view::npos) {
      in_pattern = after_star;
      in_title = ++star_took_to;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', in_pattern) == std::string_view::npos;
}

const Screen* screen_of(const Terms& terms, std::string_view application, std::string_view title) {
  const auto fits = [&](const Screen& screen) {
    return (screen.application.empty() || screen.application == application) &&
           fits_pattern(screen.title, title);
  };
  const auto found = std::find_if(terms.screens.begin(), terms.screens.end(), fits);
  return found == terms.screens.end() ? nullptr : &*found;
}

}  // namespace insyn::agreement
