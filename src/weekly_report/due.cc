#include "weekly_report/due.h"

#include "agreement/zone.h"

namespace insyn::weekly_report {

std::optional<Week> due_week(const std::vector<Utc>& weeks, Utc now) {
  std::optional<Week> newest;
  for (std::size_t next = 1; next < weeks.size(); ++next)
    if (weeks[next] + kAfterWeek <= now) newest = Week{weeks[next - 1], weeks[next]};
  return newest;
}

Result<std::string> day_of(Utc time, std::string_view zone) {
  TRY_ASSIGN(const agreement::WallTime shown, agreement::wall_time(time, zone));
  return to_text(Utc(std::chrono::sys_days(shown.day))).substr(0, 10);
}

}  // namespace insyn::weekly_report
