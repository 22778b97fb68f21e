#include "agreement/discard_right.h"

namespace insyn::agreement {

Utc discard_until(Utc began, const Terms& terms) {
  return began + std::chrono::minutes(terms.max_minutes) + std::chrono::hours(terms.discard_within_hours);
}

}  // namespace insyn::agreement
