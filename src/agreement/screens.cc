#include "agreement/screens.h"

#include <algorithm>

namespace insyn::agreement {

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
