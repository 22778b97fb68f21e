// What an agreement allows now.
#pragma once

#include <optional>
#include <string_view>

#include "agreement/agreement.h"
#include "agreement/zone.h"
#include "reason/reason.h"

namespace insyn::agreement {

struct Allowed {
  // Where it is not allowed: NotYet, Expired, OutsideHours, OutsideDays, NoClock, CapReached or NotSampled.
  std::optional<reason::Reason> why_not = reason::NoClock{};
  // Where it is allowed: the first instant at which it no longer is. Otherwise the time asked about.
  Utc until{};

  explicit operator bool() const { return !why_not; }
};

// Whether the dates and hours allow recording at `now`. On a day on which the clock shows the first or the
// last minute twice, the shorter span counts.
Allowed allowed_at(const Terms& terms, Utc now);

// Whether a call that begins at `now` may be recorded: dates, hours, the cap (`calls_this_week` recordings
// of this agent since week_start(now, zone_of(terms))) and the sample.
Allowed allowed_for_call(const Agreement& agreement, Utc now, std::string_view agent_or_device,
                         std::string_view call_id, int calls_this_week);

// Whether the call is in the agreed sample. The same call gives the same answer everywhere, and nobody
// chooses it: HMAC-SHA-256, with the agreement's hash as key, over the length of the agent as eight
// little-endian bytes, the agent and the call, read as a fraction of one.
bool is_sampled(const Agreement& agreement, std::string_view agent_or_device, std::string_view call_id);

}  // namespace insyn::agreement
