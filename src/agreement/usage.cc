#include "agreement/usage.h"

#include <algorithm>

#include "agreement/zone.h"

namespace insyn::agreement {

int Usage::calls_of(const std::string& agent, const std::string& workstation) const {
  return static_cast<int>(std::count_if(calls.begin(), calls.end(), [&](const RecordedCall& call) {
    return call.agent == agent && (!agent.empty() || call.workstation == workstation);
  }));
}

Result<Usage> usage_this_week(const UsageLog& log, const Terms& terms, Utc now) {
  TRY_ASSIGN(const Utc week, week_start(now, zone_of(terms)));
  return log.since(week);
}

}  // namespace insyn::agreement
