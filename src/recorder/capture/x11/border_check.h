// Whether the screen shows the indicator's border around a window: its sides are windows of the process that
// has to draw them, lie where they belong, and what is seen there is pixel for pixel what was asked for.
#pragma once

#include <vector>

#include "indicator/x11/monitors.h"
#include "recorder/capture/capture.h"
#include "recorder/capture/x11/connection.h"

namespace insyn::recorder::x11 {

// For each of `windows`. `popups` are the application's own, which may lie over a part of a border. Only what
// a monitor shows at this moment counts, and of each border an eighth at the least.
std::vector<bool> borders_shown(const Connection& connection, const indicator::x11::Monitors& monitors,
                                const Painted& painted, const std::vector<indicator::MarkedWindow>& windows,
                                const std::vector<Rect>& popups);

}  // namespace insyn::recorder::x11
