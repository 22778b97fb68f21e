// Of which week a report is to be made.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"

namespace insyn::weekly_report {

struct Week {
  Utc begin, end;
};

// After a week's end, until its report is made: the engine counts no week of which the log has no later call
// (insight/findings/population.h), so calls of the day after have to be there.
inline constexpr std::chrono::hours kAfterWeek{24};

// The newest of the weeks that is over for so long; `weeks` as agreement::whole_weeks() gives them. A report
// is about all weeks until then, so one that was missed is in the next.
std::optional<Week> due_week(const std::vector<Utc>& weeks, Utc now);

// "2026-11-23": the day that the clocks of `zone` show.
Result<std::string> day_of(Utc time, std::string_view zone);

}  // namespace insyn::weekly_report
