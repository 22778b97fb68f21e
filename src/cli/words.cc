#include "cli/words.h"

#include <algorithm>

#include "agreement/zone.h"
#include "words/clock.h"

namespace insyn::cli {
namespace {

std::string day_text(std::chrono::year_month_day day) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

struct Wall {
  std::string day;
  int minute = 0;
};

// Falls back to UTC, in `zone` too, where this computer does not know the zone.
Wall wall_of(Utc time, std::string_view& zone) {
  if (const auto wall = agreement::wall_time(time, zone)) return {day_text(wall->day), wall->minute};
  zone = "UTC";
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const auto minute = std::chrono::floor<std::chrono::minutes>(time - day);
  return {day_text(std::chrono::year_month_day(day)), static_cast<int>(minute.count())};
}

std::string clock_text(int minute) { return words::time_of_day(std::chrono::minutes(minute)); }

}  // namespace

std::string bytes_text(std::uint64_t bytes) {
  if (bytes < 1000) return count_text(bytes, "byte", "bytes");
  double value = static_cast<double>(bytes);
  const char* unit = "";
  for (const char* next : {"kB", "MB", "GB", "TB"}) {
    if (value < 999.95 && *unit != '\0') break;
    value /= 1000;
    unit = next;
  }
  return fmt::format("{:.1f} {}", value, unit);
}

std::string number_text(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ' ';
    text += digits[i];
  }
  return text;
}

std::string count_text(std::uint64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", number_text(number), number == 1 ? one : many);
}

std::string duration_text(std::chrono::milliseconds duration) {
  const long long ms = std::max<long long>(duration.count(), 0);
  if (ms < 10'000) return fmt::format("{}.{} s", ms / 1000, ms % 1000 / 100);
  const long long seconds = ms / 1000;
  if (seconds < 60) return fmt::format("{} s", seconds);
  if (seconds < 3600) return fmt::format("{} min {} s", seconds / 60, seconds % 60);
  return fmt::format("{} h {} min", seconds / 3600, seconds % 3600 / 60);
}

std::string time_text(Utc time) { return words::local_second(time); }

std::string time_text(Utc time, const agreement::Terms& terms) {
  std::string_view zone = agreement::zone_of(terms);
  const Wall wall = wall_of(time, zone);
  return fmt::format("{} {} ({})", wall.day, clock_text(wall.minute), zone);
}

std::string period_text(const agreement::Terms& terms) {
  std::string_view zone = agreement::zone_of(terms);
  const Wall from = wall_of(terms.not_before, zone);
  const Wall until = wall_of(terms.not_after, zone);
  const std::string begin = from.minute == 0 ? from.day : from.day + " " + clock_text(from.minute);
  if (until.minute != 0)
    return fmt::format("from {} until {} {} ({})", begin, until.day, clock_text(until.minute), zone);
  const Wall last = wall_of(terms.not_after - std::chrono::milliseconds(1), zone);
  return fmt::format("from {} up to and including {} ({})", begin, last.day, zone);
}

}  // namespace insyn::cli
