#include "words/clock.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace insyn::words {
namespace {

std::string local_text(Utc time, const char* format) {
  const std::time_t seconds =
      std::chrono::floor<std::chrono::seconds>(time).time_since_epoch() / std::chrono::seconds(1);
  std::tm wall{};
  if (localtime_r(&seconds, &wall) == nullptr) return to_text(time);
  std::array<char, 64> text{};
  return {text.data(), std::strftime(text.data(), text.size(), format, &wall)};
}

}  // namespace

std::string time_of_day(std::chrono::minutes from_midnight) {
  return fmt::format("{:02}:{:02}", from_midnight.count() / 60, from_midnight.count() % 60);
}

std::string elapsed_text(std::chrono::milliseconds elapsed) {
  const auto whole = std::chrono::duration_cast<std::chrono::seconds>(elapsed).count();
  const auto seconds = std::max<std::int64_t>(whole, 0);
  if (seconds >= 3600) return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  return fmt::format("{:02}:{:02}", seconds / 60, seconds % 60);
}

std::string local_minute(Utc time) { return local_text(time, "%Y-%m-%d %H:%M"); }

std::string local_minute(const std::string& time) {
  const auto utc = parse_utc(time);
  return utc ? local_minute(*utc) : time;
}

std::string local_second(Utc time) { return local_text(time, "%Y-%m-%d %H:%M:%S %Z"); }

std::string local_millisecond(Utc time) {
  const auto part = time - std::chrono::floor<std::chrono::seconds>(time);
  return fmt::format("{}.{:03}", local_text(time, "%H:%M:%S"),
                     std::chrono::duration_cast<std::chrono::milliseconds>(part).count());
}

}  // namespace insyn::words
