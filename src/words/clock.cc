#include "words/clock.h"

#include <fmt/format.h>

#include <algorithm>

namespace insyn::words {

std::string time_of_day(std::chrono::minutes from_midnight) {
  return fmt::format("{:02}:{:02}", from_midnight.count() / 60, from_midnight.count() % 60);
}

std::string elapsed_text(std::chrono::milliseconds elapsed) {
  const auto whole = std::chrono::duration_cast<std::chrono::seconds>(elapsed).count();
  const auto seconds = std::max<std::int64_t>(whole, 0);
  if (seconds >= 3600) return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  return fmt::format("{:02}:{:02}", seconds / 60, seconds % 60);
}

}  // namespace insyn::words
