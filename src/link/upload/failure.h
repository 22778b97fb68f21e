// What a failure means for a link: what stands in the way, and whether it does for all recordings.
#pragma once

#include "link/centre/centre.h"
#include "link/standing/standing.h"

namespace insyn::link {

struct Failed {
  Obstacle obstacle = Obstacle::kHere;
  Error error;
  std::optional<std::chrono::seconds> retry_after = {};
  std::optional<Refused> refused = {};
};
using Done = tl::expected<void, Failed>;

// Of a call of Centre that failed.
Failed failed_call(const Centre& centre, Error error);
// What is said of it, where `before` is what was said until now, and it is tried again after `wait`.
Trouble trouble_of(const Failed& failed, const std::optional<Trouble>& before, Utc now,
                   std::chrono::nanoseconds wait);
// Whether nothing else can be brought to the server either.
bool is_everywhere(Obstacle obstacle);

}  // namespace insyn::link
