#include "agreement/zone.h"

#include <date/tz.h>

#include <exception>

#include "base/text.h"

namespace insyn::agreement {
namespace {

using std::chrono::floor;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr std::string_view kUtc = "UTC";

// Turns the library's exceptions into errors. A null zone is UTC, which needs no database.
template <class Use>
auto with_zone(std::string_view zone, Use use) -> decltype(use(nullptr)) {
  try {
    return use(zone == kUtc ? nullptr : date::locate_zone(zone));
  } catch (const std::exception&) {
    const bool shown = check_readable(zone, 100).has_value();
    return fail(Code::kCorrupt,
                "time zone “{}” is not in this computer's zone database; use a name like Europe/Stockholm",
                shown ? zone : "?");
  }
}

template <class Instant>
Utc utc_of(Instant instant) {
  return Utc(std::chrono::duration_cast<milliseconds>(instant.time_since_epoch()));
}

WallTime wall_time_of(milliseconds since_epoch) {
  const auto day = floor<std::chrono::days>(since_epoch);
  const std::chrono::sys_days date{day};
  return {date, std::chrono::weekday(date), static_cast<int>(floor<minutes>(since_epoch - day).count())};
}

}  // namespace

Status check_zone(std::string_view zone) {
  return with_zone(zone, [](const date::time_zone*) { return Status(); });
}

Result<WallInstants> instants_of(std::chrono::year_month_day day, int minute, std::string_view zone) {
  const milliseconds shown = std::chrono::sys_days(day).time_since_epoch() + minutes(minute);
  return with_zone(zone, [shown](const date::time_zone* rules) -> Result<WallInstants> {
    if (rules == nullptr) return WallInstants{Utc(shown), Utc(shown)};
    const date::local_time<milliseconds> local(shown);
    return WallInstants{utc_of(rules->to_sys(local, date::choose::earliest)),
                        utc_of(rules->to_sys(local, date::choose::latest))};
  });
}

Result<WallTime> wall_time(Utc time, std::string_view zone) {
  return with_zone(zone, [time](const date::time_zone* rules) -> Result<WallTime> {
    const milliseconds since_epoch = time.time_since_epoch();
    if (rules == nullptr) return wall_time_of(since_epoch);
    const auto local = rules->to_local(date::sys_time<milliseconds>(since_epoch));
    return wall_time_of(local.time_since_epoch());
  });
}

Result<Utc> week_start(Utc time, std::string_view zone) {
  TRY_ASSIGN(const WallTime wall, wall_time(time, zone));
  const std::chrono::sys_days monday = std::chrono::sys_days(wall.day) - (wall.weekday - std::chrono::Monday);
  TRY_ASSIGN(const WallInstants start, instants_of(monday, 0, zone));
  return start.earliest;
}

}  // namespace insyn::agreement
