#include "insight/input/times.h"

#include <algorithm>

namespace insyn::insight {
namespace {

using std::chrono::milliseconds;
using std::chrono::sys_days;

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Takes exactly `digits` of them off.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (!is_digit(text[i])) return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value;
}

// A month, a day or an hour, whose leading zero may be missing where something stands between it and the
// next.
std::optional<int> take_short(std::string_view& text) {
  const bool one_digit = text.size() >= 2 && !is_digit(text[1]);
  return take_number(text, one_digit ? 1 : 2);
}

bool take(std::string_view& text, char character) {
  if (text.empty() || text.front() != character) return false;
  text.remove_prefix(1);
  return true;
}

// "2026-11-24", "2026-1-4", "2026/11/24" or "20261124": the year comes first, so that no day can be taken for
// a month.
std::optional<sys_days> take_date(std::string_view& text) {
  const auto year = take_number(text, 4);
  const char separator = text.empty() ? '\0' : text.front();
  const bool has_separator = separator == '-' || separator == '/';
  if (has_separator) text.remove_prefix(1);
  const auto month = has_separator ? take_short(text) : take_number(text, 2);
  if (has_separator && !take(text, separator)) return std::nullopt;
  const auto day = has_separator ? take_short(text) : take_number(text, 2);
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
  if (text.empty() || !is_digit(text.front())) return std::nullopt;
  int ms = 0;
  for (int unit = 100; !text.empty() && is_digit(text.front()); unit /= 10) {
    ms += (text.front() - '0') * unit;
    text.remove_prefix(1);
  }
  return milliseconds(ms);
}

// What stands between date and clock.
enum class Between { kT, kSpace, kHyphen /* DB2 */, kNothing };

// "09:05", "9:05", "09:05:00", "090500.25", "09.05.00": since the day began.
std::optional<milliseconds> take_clock(std::string_view& text, Between before) {
  const auto hour = before == Between::kSpace ? take_short(text) : take_number(text, 2);
  const bool dots = before != Between::kT && text.starts_with('.');
  // "2026-11-24-01:00" is a day with an offset.
  if (before == Between::kHyphen && !dots) return std::nullopt;
  const char separator = dots ? '.' : ':';
  const bool separated = take(text, separator);
  const auto minute = take_number(text, 2);
  if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  milliseconds of_day = std::chrono::hours(*hour) + std::chrono::minutes(*minute);
  const bool seconds_follow = separated ? take(text, separator) : !text.empty() && is_digit(text.front());
  if (!seconds_follow) return before == Between::kNothing ? std::nullopt : std::optional(of_day);
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

// "[Europe/Stockholm]" behind an offset (RFC 9557), and an abbreviation, say what the offset says already.
std::string_view offset_alone(std::string_view offset) {
  if (offset.ends_with(']')) offset = without_blanks(offset.substr(0, offset.find('[')));
  for (const std::string_view universal : {"UTC", "GMT"})
    if (offset.size() > 3 && offset.starts_with(universal) && !is_letter(offset[3])) offset.remove_prefix(3);
  const std::size_t space = offset.find(' ');
  if (space == std::string_view::npos) return offset;
  const std::string_view behind = offset.substr(space + 1);
  const bool is_word =
      !behind.empty() && behind.size() <= 5 && std::all_of(behind.begin(), behind.end(), is_letter);
  return is_word && behind != "AM" && behind != "PM" ? offset.substr(0, space) : offset;
}

// The same with the offset as parse_rfc3339() takes it.
std::optional<Utc> by_offset(sys_days day, milliseconds of_day, std::string_view written) {
  constexpr std::string_view kMinus = "\xe2\x88\x92";  // U+2212, as in Swedish texts
  std::string offset(offset_alone(written));
  if (offset.starts_with(kMinus)) offset.replace(0, kMinus.size(), "-");
  if (offset == "UTC" || offset == "GMT" || offset == "z") offset = "Z";
  const auto midnight = parse_rfc3339("2000-01-01T00:00:00" + offset.substr(0, 10));
  if (!midnight) return std::nullopt;
  return Utc(day.time_since_epoch() + of_day) + (*midnight - Utc(kEpoch));
}

// Why something is no time, where it is one that others could read.
Reason fault_of(std::string_view text) {
  const auto is_of_number = [](char c) { return is_digit(c) || c == '.' || c == ',' || c == '-'; };
  const std::size_t digits =
      static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
  if (digits == 0) return Reason::kTime;
  const bool ends = digits == text.size();
  if (digits <= 2 && !ends && std::string_view("./- ").find(text[digits]) != std::string_view::npos)
    return Reason::kYearLast;
  if (std::all_of(text.begin(), text.end(), is_of_number) && std::count(text.begin(), text.end(), '-') == 0 &&
      !(ends && digits == 8))
    return Reason::kBareNumber;
  return Reason::kTime;
}

bool is_abbreviation(std::string_view text) {
  const std::string_view word = text.ends_with(']') ? text.substr(0, text.find('[')) : text;
  return word != "AM" && word != "PM" && word != "am" && word != "pm" &&
         std::all_of(word.begin(), word.end(), is_letter);
}

}  // namespace

ReadTime TimeReader::read(std::string_view text) {
  if (const std::optional<Utc> time = parse_rfc3339(text)) {
    ++with_offset_;
    return in_range(*time);
  }
  return slowly(without_blanks(text));
}

ReadTime TimeReader::slowly(std::string_view text) {
  const std::string_view whole = text;
  const auto none = [&] { return ReadTime{std::nullopt, fault_of(whole)}; };
  const bool compact = text.size() > 8 && is_digit(text[4]);
  const auto day = take_date(text);
  if (!day || text.empty()) return none();
  Between between = Between::kNothing;
  if (take(text, 'T') || take(text, 't')) {
    between = Between::kT;
  } else if (take(text, ' ')) {
    between = Between::kSpace;
  } else if (!compact && take(text, '-')) {
    between = Between::kHyphen;
  } else if (!compact) {
    return none();
  }
  text = without_blanks(text);
  const auto of_day = take_clock(text, between);
  if (!of_day) return none();
  text = without_blanks(text);
  if (text.empty()) return in_zone(*day, *of_day);
  const auto time = by_offset(*day, *of_day, text);
  if (!time) return is_abbreviation(text) ? ReadTime{std::nullopt, Reason::kZoneWord} : none();
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
