// For how long an agent may discard an own recording.
#pragma once

#include "agreement/terms.h"
#include "base/clock.h"

namespace insyn::agreement {

// When that right ends of a recording that began then. Nobody without a key knows when the call ended, so the
// longest call that is agreed counts.
Utc discard_until(Utc began, const Terms& terms);

}  // namespace insyn::agreement
