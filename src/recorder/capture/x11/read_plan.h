// Which areas to read for what was drawn: few enough requests, not much more than what changed.
#pragma once

#include <vector>

#include "base/region.h"

namespace insyn::recorder::x11 {

std::vector<Rect> areas_to_read(const Region& drawn);

}  // namespace insyn::recorder::x11
