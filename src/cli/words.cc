#include "cli/words.h"

#include <algorithm>

#include "agreement/zone.h"

namespace insyn::cli {
namespace {

using agreement::Level;
using reason::Withheld;
using recording::EndReason;

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

std::string clock_text(int minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }

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

std::string time_text(Utc time) {
  std::string text = to_text(time);
  text.resize(std::min(text.size(), std::size_t{19}));
  if (text.size() > 10) text[10] = ' ';
  return text + " UTC";
}

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

std::string level_text(Level level) {
  switch (level) {
    case Level::kMetrics:
      return "metrics: no pictures, only which screens were shown and when";
    case Level::kStructure:
      return "structure: the layout, with text that cannot be read";
    case Level::kMasked:
      return "masked: text hidden but for the areas agreed on";
    case Level::kFull:
      return "full: pictures exactly as the agent sees them";
  }
  return "unknown";
}

std::string end_text(EndReason reason) {
  switch (reason) {
    case EndReason::kStopped:
      return "it was stopped, by the person or by the system";
    case EndReason::kTimeIsUp:
      return "it was as long as had been asked for";
    case EndReason::kLongestCall:
      return "it was as long as the agreement allows (max_minutes)";
    case EndReason::kAgreementEnded:
      return "the agreement no longer allowed it: its period or its hours had ended, or it was withdrawn";
    case EndReason::kDisplayLost:
      return "the display was lost";
    case EndReason::kDiskFull:
      return "the disk was full";
    case EndReason::kCallEnded:
      return "the call had ended";
    case EndReason::kCallLost:
      return "nobody could tell any more whether the call went on";
    case EndReason::kClockSetBack:
      return "the clock was set back, so that nobody could tell what the agreement allowed";
    case EndReason::kRecorderLost:
      return "the recorder was cut off; it was closed when the next one started";
    case EndReason::kFault:
      return "a fault kept the recorder from going on";
  }
  return "unknown";
}

std::string withheld_text(Withheld reason) {
  switch (reason) {
    case Withheld::kNotYetDrawn:
      return "not yet drawn by the application";
    case Withheld::kForeignInside:
      return "another program's window lay inside";
    case Withheld::kNotVerified:
      return "whose program it was could not be proven";
    case Withheld::kHidden:
      return "the window was hidden";
    case Withheld::kUnsupportedFormat:
      return "pixels in a form that cannot be kept";
    case Withheld::kPaused:
      return "paused";
    case Withheld::kNotAllowed:
      return "not allowed by the agreement";
    case Withheld::kReadFailed:
      return "the pixels could not be read";
    case Withheld::kDamagedRecording:
      return "the recording is damaged here";
    case Withheld::kSessionHidden:
      return "the screen was locked, or showed another session";
    case Withheld::kOnHold:
      return "the call was on hold";
    case Withheld::kNoIndicator:
      return "the screen did not show that it was being recorded";
  }
  return "unknown reason";
}

}  // namespace insyn::cli
