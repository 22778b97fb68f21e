#include "cli/report/zone_clock.h"

#include "agreement/zone.h"

namespace insyn::cli {

Result<ZoneClock> ZoneClock::of(const std::string& zone) {
  TRY(agreement::check_zone(zone));
  return ZoneClock(zone);
}

std::optional<insight::WallClock::Shown> ZoneClock::shows(std::chrono::sys_days day, int minute) const {
  const auto instants = agreement::instants_of(day, minute, zone_);
  if (!instants) return std::nullopt;
  // What they are set forward past is answered with the instant of the change, when they show something else.
  const auto wall = agreement::wall_time(instants->earliest, zone_);
  if (!wall || std::chrono::sys_days(wall->day) != day || wall->minute != minute) return std::nullopt;
  return Shown{instants->earliest, instants->latest};
}

}  // namespace insyn::cli
