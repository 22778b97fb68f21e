#include "insight/input/values.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstring>

namespace insyn::insight {
namespace {

constexpr std::array<std::string_view, kActivities> kActivityNames = {"screen", "search", "article", "copy",
                                                                      "link",   "back",   "answer"};
constexpr std::array<std::string_view, kOutcomes> kOutcomeNames = {"unknown", "solved", "unsolved",
                                                                   "transferred", "dropped"};
constexpr std::int64_t kDayMs = 86'400'000;

// Two digits at `at`, or something above 99.
unsigned two(const char* at) {
  const unsigned tens = static_cast<unsigned char>(at[0]) - unsigned{'0'};
  const unsigned ones = static_cast<unsigned char>(at[1]) - unsigned{'0'};
  return tens > 9 || ones > 9 ? 1000U : tens * 10 + ones;
}

// The day of the last row is most often the day of this one too. Its ten characters are kept as two numbers
// of eight, of which they are the first and the last.
struct DayMemory {
  bool known = false;
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  std::int64_t ms = 0;
};

std::optional<std::int64_t> day_ms(const char* text) {
  thread_local DayMemory memory;
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  std::memcpy(&first, text, sizeof first);
  std::memcpy(&last, text + 2, sizeof last);
  if (memory.known && first == memory.first && last == memory.last) return memory.ms;
  const unsigned century = two(text);
  const unsigned years = two(text + 2);
  const unsigned month = two(text + 5);
  const unsigned day = two(text + 8);
  if (century > 99 || years > 99 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(century * 100 + years)),
                                         std::chrono::month(month), std::chrono::day(day));
  if (!date.ok()) return std::nullopt;
  constexpr std::chrono::sys_days kOrigin = std::chrono::year(2000) / 1 / 1;
  memory = {true, first, last, (std::chrono::sys_days(date) - kOrigin).count() * kDayMs};
  return memory.ms;
}

// "Z", "+01:00", "-0530" and so on, as milliseconds to take away.
std::optional<std::int64_t> zone_ms(std::string_view text) {
  if (text.size() == 1 && (text[0] == 'Z' || text[0] == 'z')) return 0;
  if (text.size() == 6 && text[3] == ':') {
    const std::array<char, 5> compact = {text[0], text[1], text[2], text[4], text[5]};
    return zone_ms(std::string_view(compact.data(), compact.size()));
  }
  if (text.size() != 5 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const unsigned hours = two(text.data() + 1);
  const unsigned minutes = two(text.data() + 3);
  if (hours > 23 || minutes > 59) return std::nullopt;
  const std::int64_t ms = std::int64_t{hours} * 3'600'000 + std::int64_t{minutes} * 60'000;
  return text[0] == '-' ? -ms : ms;
}

template <std::size_t N>
std::optional<std::size_t> index_of(const std::array<std::string_view, N>& names, std::string_view text) {
  for (std::size_t i = 0; i < N; ++i) {
    if (text == names[i]) return i;
  }
  return std::nullopt;
}

// The bytes of the UTF-8 character at `at`, or 0 where there is none.
std::size_t utf8_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xc0U) == 0x80U; };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return follows(1) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    const bool overlong = first == 0xe0 && byte(1) < 0xa0;
    const bool surrogate = first == 0xed && byte(1) >= 0xa0;
    return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const bool overlong = first == 0xf0 && byte(1) < 0x90;
    const bool too_big = first == 0xf4 && byte(1) >= 0x90;
    return follows(1) && follows(2) && follows(3) && !overlong && !too_big ? 4 : 0;
  }
  return 0;
}

}  // namespace

std::optional<Instant> parse_instant(std::string_view text) {
  constexpr std::size_t kSeconds = 19;  // "2026-11-24T09:05:00"
  if (text.size() <= kSeconds || (text[10] != 'T' && text[10] != ' ') || text[13] != ':' || text[16] != ':')
    return std::nullopt;
  const auto day = day_ms(text.data());
  const unsigned hour = two(text.data() + 11);
  const unsigned minute = two(text.data() + 14);
  const unsigned second = two(text.data() + 17);
  if (!day || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  std::size_t at = kSeconds;
  std::int64_t ms = 0;
  if (text[at] == '.') {
    std::int64_t unit = 100;
    const std::size_t first = ++at;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, unit /= 10)
      ms += (text[at] - '0') * unit;
    if (at == first) return std::nullopt;
  }
  const bool is_utc = at + 1 == text.size() && text[at] == 'Z';
  const auto zone = is_utc ? std::optional<std::int64_t>(0) : zone_ms(text.substr(at));
  if (!zone) return std::nullopt;
  const Instant instant =
      *day + std::int64_t{hour} * 3'600'000 + std::int64_t{minute} * 60'000 + second * 1000 + ms - *zone;
  if (instant < kFirstInstant || instant > kLastInstant) return std::nullopt;
  return instant;
}

std::optional<Activity> parse_activity(std::string_view text) {
  const auto index = index_of(kActivityNames, text);
  if (!index) return std::nullopt;
  return static_cast<Activity>(*index);
}

const char* name_of(Activity activity) { return kActivityNames[static_cast<std::size_t>(activity)].data(); }

std::optional<Outcome> parse_outcome(std::string_view text) {
  if (text.empty()) return Outcome::kUnknown;
  const auto index = index_of(kOutcomeNames, text);
  if (!index) return std::nullopt;
  return static_cast<Outcome>(*index);
}

const char* name_of(Outcome outcome) { return kOutcomeNames[static_cast<std::size_t>(outcome)].data(); }

std::optional<std::uint32_t> parse_count(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::uint32_t> parse_seconds(std::string_view text) {
  const std::size_t point = text.find('.');
  const auto seconds = parse_count(text.substr(0, point));
  if (!seconds || *seconds > 86'400) return std::nullopt;
  std::uint32_t ms = 0;
  if (point != std::string_view::npos) {
    std::uint32_t unit = 100;
    if (point + 1 == text.size()) return std::nullopt;
    for (const char digit : text.substr(point + 1)) {
      if (digit < '0' || digit > '9') return std::nullopt;
      ms += static_cast<std::uint32_t>(digit - '0') * unit;
      unit /= 10;
    }
  }
  return *seconds * 1000 + ms;
}

bool is_name(std::string_view text) {
  if (text.size() > kLongestName) return false;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x20 || byte == 0x7f) return false;
    // U+0080 to U+009F are control characters too, and U+2028 to U+202E and U+2066 to U+2069 make text look
    // like another one.
    const std::size_t length = utf8_length(text, at);
    if (length == 0) return false;
    if (length == 2 && byte == 0xc2 && static_cast<unsigned char>(text[at + 1]) < 0xa0) return false;
    if (length == 3 && byte == 0xe2) {
      const auto second = static_cast<unsigned char>(text[at + 1]);
      const auto third = static_cast<unsigned char>(text[at + 2]);
      if (second == 0x80 && third >= 0xa8 && third <= 0xae) return false;
      if (second == 0x81 && third >= 0xa6 && third <= 0xa9) return false;
    }
    at += length;
  }
  return true;
}

}  // namespace insyn::insight
