// What a made-up centre has behind it: weeks of calls, spread over its workstations' working days.
#pragma once

#include "fleet/calls.h"

namespace insyn::fleet {

// The calls that a workstation, counted from 1, has recorded in so many weeks before `now`, `count` of them,
// the oldest first: kinds of question, queues and lengths as a support centre of a telecom operator has them.
// One kind is so rare that few workstations ever have it. The same for the same workstation.
std::vector<MadeUpCall> history(std::size_t workstation, std::size_t count, int weeks, Utc now);

}  // namespace insyn::fleet
