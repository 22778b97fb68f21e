#include "insight/input/times.h"

#include <charconv>

namespace insyn::insight {
namespace {

using std::chrono::milliseconds;
using std::chrono::sys_days;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Takes exactly `digits` of them off.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char character) {
  if (text.empty() || text.front() != character) return false;
  text.remove_prefix(1);
  return true;
}

// "2026-11-24", "2026/11/24" or "20261124": the year comes first, so that no day can be taken for a month.
std::optional<sys_days> take_date(std::string_view& text) {
  const auto year = take_number(text, 4);
  const char separator = text.empty() ? '\0' : text.front();
  const bool has_separator = separator == '-' || separator == '/';
  if (has_separator) text.remove_prefix(1);
  const auto month = take_number(text, 2);
  if (has_separator && !take(text, separator)) return std::nullopt;
  const auto day = take_number(text, 2);
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok()) return std::nullopt;
  return sys_days(date);
}

// Digits beyond milliseconds are cut off.
std::optional<milliseconds> take_fraction(std::string_view& text) {
  if (!take(text, '.') && !take(text, ',')) return milliseconds(0);
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  int ms = 0;
  for (int unit = 100; !text.empty() && text.front() >= '0' && text.front() <= '9'; unit /= 10) {
    ms += (text.front() - '0') * unit;
    text.remove_prefix(1);
  }
  return milliseconds(ms);
}

// "09:05", "09:05:00", "090500.25": since the day began.
std::optional<milliseconds> take_clock(std::string_view& text) {
  const auto hour = take_number(text, 2);
  const bool colons = take(text, ':');
  const auto minute = take_number(text, 2);
  if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  milliseconds of_day = std::chrono::hours(*hour) + std::chrono::minutes(*minute);
  const bool seconds_follow =
      colons ? take(text, ':') : !text.empty() && text.front() >= '0' && text.front() <= '9';
  if (!seconds_follow) return of_day;
  const auto second = take_number(text, 2);
  if (!second || *second > 59) return std::nullopt;
  const auto fraction = take_fraction(text);
  if (!fraction) return std::nullopt;
  return of_day + std::chrono::seconds(*second) + *fraction;
}

ReadTime in_range(Utc time) {
  const Instant instant = instant_of(time);
  if (instant < kFirstInstant || instant > kLastInstant) return {};
  return {instant, Reason::kTime};
}

// The same with the offset as parse_rfc3339() takes it.
std::optional<Utc> by_offset(sys_days day, milliseconds of_day, std::string_view offset) {
  if (offset == "UTC" || offset == "GMT" || offset == "z") offset = "Z";
  const auto midnight = parse_rfc3339(fmt::format("2000-01-01T00:00:00{}", offset.substr(0, 10)));
  if (!midnight) return std::nullopt;
  return Utc(day.time_since_epoch() + of_day) + (*midnight - Utc(kEpoch));
}

}  // namespace

ReadTime TimeReader::read(std::string_view text) {
  if (const std::optional<Utc> time = parse_rfc3339(text)) {
    ++with_offset_;
    return in_range(*time);
  }
  return slowly(trimmed(text));
}

ReadTime TimeReader::slowly(std::string_view text) {
  const auto day = take_date(text);
  if (!day || text.empty()) return {};
  if (!take(text, 'T') && !take(text, 't') && !take(text, ' ')) return {};
  text = trimmed(text);
  const auto of_day = take_clock(text);
  if (!of_day) return {};
  text = trimmed(text);
  if (text.empty()) return in_zone(*day, *of_day);
  const auto time = by_offset(*day, *of_day, text);
  if (!time) return {};
  ++with_offset_;
  return in_range(*time);
}

ReadTime TimeReader::in_zone(sys_days day, milliseconds of_day) {
  if (zone_ == nullptr) return {std::nullopt, Reason::kNoZone};
  const int minute = static_cast<int>(of_day / std::chrono::minutes(1));
  if (day != last_day_ || minute != last_minute_) {
    last_ = zone_->shows(day, minute);
    last_day_ = day;
    last_minute_ = minute;
  }
  if (!last_) return {std::nullopt, Reason::kNever};
  if (last_->earliest != last_->latest) return {std::nullopt, Reason::kTwice};
  ++local_;
  return in_range(last_->earliest + of_day % std::chrono::minutes(1));
}

}  // namespace insyn::insight
