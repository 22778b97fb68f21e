// The whole weeks of an agreement, which its reports are about.
#pragma once

#include <vector>

#include "agreement/terms.h"

namespace insyn::agreement {

// Where the weeks of ISO 8601 begin, Monday 00:00 in zone_of(terms), that lie within the terms from beginning
// to end; and where the last of them ends. Empty where there is none.
Result<std::vector<Utc>> whole_weeks(const Terms& terms);

}  // namespace insyn::agreement
