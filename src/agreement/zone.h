// Wall-clock time in a zone of the IANA database. Only this header's source uses the zone library.
#pragma once

#include <string_view>

#include "base/clock.h"

namespace insyn::agreement {

// The instants at which a wall clock shows a time. They differ where it is set back and shows the time twice.
// Where it is set forward past the time, both are the instant of the change.
struct WallInstants {
  Utc earliest;
  Utc latest;
};

struct WallTime {
  std::chrono::year_month_day day;
  std::chrono::weekday weekday;
  int minute = 0;  // of the day
};

// "UTC" is always known. kCorrupt where this computer's zone database does not have `zone`.
Status check_zone(std::string_view zone);

// When the clocks of `zone` show `minute` (0 to 1440; 1440 is midnight at the end) of `day`.
Result<WallInstants> instants_of(std::chrono::year_month_day day, int minute, std::string_view zone);

// What the clocks of `zone` show at `time`.
Result<WallTime> wall_time(Utc time, std::string_view zone);

// Monday 00:00 in `zone`, at or before `time`: the week that a weekly cap counts in.
Result<Utc> week_start(Utc time, std::string_view zone);

}  // namespace insyn::agreement
