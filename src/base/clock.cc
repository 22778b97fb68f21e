#include "base/clock.h"

#include <charconv>

namespace insyn {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

// The decimal number in text[at, at+length); kCorrupt where a character is not a digit.
Result<int> number(std::string_view text, std::size_t at, std::size_t length) {
  int value = 0;
  const char* begin = text.data() + at;
  const auto [end, error] = std::from_chars(begin, begin + length, value);
  if (error != std::errc() || end != begin + length || *begin == '-')
    return fail(Code::kCorrupt, "not a UTC time");
  return value;
}

}  // namespace

Utc SystemClock::utc() const {
  return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
}

Mono SystemClock::mono() const {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::steady_clock::now());
}

std::string to_text(Utc time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss<milliseconds> clock(time - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                     clock.subseconds().count());
}

Result<Utc> parse_utc(std::string_view text) {
  const std::string_view shape = "0000-00-00T00:00:00.000Z";
  bool fits = text.size() == shape.size();
  for (std::size_t i = 0; fits && i < shape.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    fits = shape[i] == '0' ? digit : text[i] == shape[i];
  }
  if (!fits) return fail(Code::kCorrupt, "not a UTC time like {}: “{}”", shape, text.substr(0, 40));
  TRY_ASSIGN(const int year, number(text, 0, 4));
  TRY_ASSIGN(const int month, number(text, 5, 2));
  TRY_ASSIGN(const int day, number(text, 8, 2));
  TRY_ASSIGN(const int hour, number(text, 11, 2));
  TRY_ASSIGN(const int minute, number(text, 14, 2));
  TRY_ASSIGN(const int second, number(text, 17, 2));
  TRY_ASSIGN(const int millisecond, number(text, 20, 3));
  const std::chrono::year_month_day date(std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) {
    return fail(Code::kCorrupt, "no such time: “{}”", text);
  }
  return Utc(std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
             std::chrono::seconds(second) + milliseconds(millisecond));
}

}  // namespace insyn
