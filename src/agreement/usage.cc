#include "agreement/usage.h"

#include <algorithm>

#include "agreement/call_id.h"
#include "agreement/zone.h"

namespace insyn::agreement {

int Usage::calls_of(const std::string& agent, const std::string& workstation) const {
  return static_cast<int>(std::count_if(calls.begin(), calls.end(), [&](const RecordedCall& call) {
    return call.agent == agent && (!agent.empty() || call.workstation == workstation);
  }));
}

const NotRecorded* Usage::against(const std::string& agent, const Digest& agreement_hash,
                                  std::string_view call, Utc now, std::chrono::minutes longest_call) const {
  const std::string id = normalised_call_id(call);
  const auto stands = [&](const NotRecorded& one) {
    if (one.agent != agent || (!one.discarded && one.agreement_hash != agreement_hash)) return false;
    return one.call == id || (may_be_one_call(one.call, id) && now < one.time + longest_call);
  };
  const auto found = std::find_if(not_recorded.begin(), not_recorded.end(), stands);
  return found == not_recorded.end() ? nullptr : &*found;
}

Result<Usage> usage_this_week(const UsageLog& log, const Terms& terms, Utc now) {
  TRY_ASSIGN(const Utc week, week_start(now, zone_of(terms)));
  return log.since(week);
}

}  // namespace insyn::agreement
