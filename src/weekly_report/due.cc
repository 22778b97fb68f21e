#include "weekly_report/due.h"

namespace insyn::weekly_report {

std::optional<Week> due_week(const std::vector<Utc>& weeks, Utc now) {
  std::optional<Week> newest;
  for (std::size_t next = 1; next < weeks.size(); ++next)
    if (weeks[next] + kAfterWeek <= now) newest = Week{weeks[next - 1], weeks[next]};
  return newest;
}

}  // namespace insyn::weekly_report
