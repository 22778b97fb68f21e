#include "words/date.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace insyn::words {
namespace {

constexpr std::array<const char*, 12> kSwedishMonths = {"jan",  "feb", "mars", "apr", "maj", "juni",
                                                        "juli", "aug", "sep",  "okt", "nov", "dec"};
constexpr std::array<const char*, 12> kEnglishMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string date_of(unsigned day, std::size_t month, int year, Language language) {
  const auto& months = language == Language::kSwedish ? kSwedishMonths : kEnglishMonths;
  return fmt::format("{} {} {}", day, months[month - 1], year);
}

}  // namespace

std::string day_text(std::chrono::sys_days day, Language language) {
  const std::chrono::year_month_day date(day);
  return date_of(static_cast<unsigned>(date.day()), static_cast<unsigned>(date.month()),
                 static_cast<int>(date.year()), language);
}

std::string minute_text(Utc time, Language language) {
  const std::time_t seconds =
      std::chrono::floor<std::chrono::seconds>(time).time_since_epoch() / std::chrono::seconds(1);
  std::tm wall{};
  if (localtime_r(&seconds, &wall) == nullptr) return to_text(time);
  return fmt::format("{} {:02}:{:02}",
                     date_of(static_cast<unsigned>(wall.tm_mday), static_cast<std::size_t>(wall.tm_mon) + 1,
                             wall.tm_year + 1900, language),
                     wall.tm_hour, wall.tm_min);
}

std::string length_text(std::chrono::milliseconds length) {
  const auto seconds = std::max<std::int64_t>(std::chrono::round<std::chrono::seconds>(length).count(), 0);
  if (seconds >= 3600) return fmt::format("{} h {:02} min", seconds / 3600, seconds / 60 % 60);
  if (seconds >= 60) return fmt::format("{} min {:02} s", seconds / 60, seconds % 60);
  return fmt::format("{} s", seconds);
}

}  // namespace insyn::words
