#include "agreement/weeks.h"

#include "agreement/zone.h"

namespace insyn::agreement {
namespace {

// Terms of longer than that are none.
constexpr std::size_t kMostWeeks = 10'000;

Result<Utc> next_monday(Utc monday, std::string_view zone) {
  // A week is an hour shorter or longer where the clocks are set; noon of its eighth day is in the next week.
  return week_start(monday + std::chrono::days(7) + std::chrono::hours(12), zone);
}

}  // namespace

Result<std::vector<Utc>> whole_weeks(const Terms& terms) {
  const std::string_view zone = zone_of(terms);
  TRY_ASSIGN(Utc monday, week_start(terms.not_before, zone));
  if (monday < terms.not_before) {
    TRY_ASSIGN(monday, next_monday(monday, zone));
  }
  std::vector<Utc> begins;
  while (monday <= terms.not_after && begins.size() < kMostWeeks) {
    begins.push_back(monday);
    TRY_ASSIGN(monday, next_monday(monday, zone));
  }
  if (begins.size() < 2) begins.clear();
  return begins;
}

}  // namespace insyn::agreement
