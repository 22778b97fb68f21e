#include "base/clock.h"

#include <array>
#include <cstring>
#include <ctime>

namespace insyn {
namespace {

using std::chrono::milliseconds;

// Two digits at `at`, or something above 99.
unsigned two(const char* at) {
  const unsigned tens = static_cast<unsigned char>(at[0]) - unsigned{'0'};
  const unsigned ones = static_cast<unsigned char>(at[1]) - unsigned{'0'};
  return tens > 9 || ones > 9 ? 1000U : tens * 10 + ones;
}

// The day of one row of a log is most often the day of the next too. Its ten characters are kept as two
// numbers of eight, of which they are the first and the last.
struct LastDay {
  bool known = false;
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  std::int64_t ms = 0;
};

// Milliseconds since 1970 of the date in the first ten characters.
std::optional<std::int64_t> date_ms(const char* text) {
  thread_local LastDay memory;
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
  memory = {true, first, last, milliseconds(std::chrono::sys_days(date).time_since_epoch()).count()};
  return memory.ms;
}

// Stands still while the computer sleeps.
std::chrono::microseconds awake() {
  return std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now().time_since_epoch());
}

// "Z", "+01:00", "-0530", "+01" and so on, in milliseconds.
std::optional<std::int64_t> offset_ms(std::string_view text) {
  if (text.size() == 3 && (text[0] == '+' || text[0] == '-')) {
    const std::array<char, 5> full = {text[0], text[1], text[2], '0', '0'};
    return offset_ms(std::string_view(full.data(), full.size()));
  }
  if (text.size() == 1 && (text[0] == 'Z' || text[0] == 'z')) return 0;
  if (text.size() == 6 && text[3] == ':') {
    const std::array<char, 5> compact = {text[0], text[1], text[2], text[4], text[5]};
    return offset_ms(std::string_view(compact.data(), compact.size()));
  }
  if (text.size() != 5 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const unsigned hours = two(text.data() + 1);
  const unsigned minutes = two(text.data() + 3);
  if (hours > 23 || minutes > 59) return std::nullopt;
  const std::int64_t ms = std::int64_t{hours} * 3'600'000 + std::int64_t{minutes} * 60'000;
  return text[0] == '-' ? -ms : ms;
}

}  // namespace

Utc SystemClock::utc() const {
  return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
}

// The two clocks cannot be read at once: the closest of a few pairs.
std::chrono::microseconds SystemClock::slept() const {
  using std::chrono::microseconds;
  microseconds closest = microseconds::max();
  microseconds slept{0};
  for (int i = 0; i < 10 && closest > kSleepTolerance / 10; ++i) {
    const microseconds before = awake();
    const microseconds both = mono().time_since_epoch();
    const microseconds between = awake() - before;
    if (between >= closest) continue;
    closest = between;
    slept = both - before;
  }
  return slept;
}

Mono SystemClock::mono() const {
#ifdef CLOCK_BOOTTIME
  // What the agreement allows is counted by this: a lid that is closed must not stop it.
  timespec time{};
  if (::clock_gettime(CLOCK_BOOTTIME, &time) == 0) {
    return Mono(std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec)));
  }
#endif
  return Mono(awake());
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
  const std::optional<Utc> time = parse_rfc3339(text);
  if (!time) return fail(Code::kCorrupt, "no such time: “{}”", text);
  return *time;
}

std::optional<Utc> parse_rfc3339(std::string_view text) {
  constexpr std::size_t kSeconds = 19;  // "2026-11-24T09:05:00"
  if (text.size() <= kSeconds || (text[10] != 'T' && text[10] != ' ') || text[13] != ':' || text[16] != ':')
    return std::nullopt;
  const auto date = date_ms(text.data());
  const unsigned hour = two(text.data() + 11);
  const unsigned minute = two(text.data() + 14);
  const unsigned second = two(text.data() + 17);
  if (!date || hour > 23 || minute > 59 || second > 59) return std::nullopt;
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
  const auto offset = is_utc ? std::optional<std::int64_t>(0) : offset_ms(text.substr(at));
  if (!offset) return std::nullopt;
  return Utc(milliseconds(*date + std::int64_t{hour} * 3'600'000 + std::int64_t{minute} * 60'000 +
                          second * 1000 + ms - *offset));
}

}  // namespace insyn
