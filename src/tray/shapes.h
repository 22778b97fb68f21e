// The shape of each state, drawn on a grid of 16: told apart without colour.
#pragma once

#include <QPainter>
#include <optional>

#include "control/message.h"

namespace insyn::tray {

// In one colour, for what stands on a plain ground. Nothing: no recorder.
void draw_shape(QPainter& painter, const std::optional<control::Activity>& activity, const QColor& colour);
// Filled, with a light rim, so that it is seen on dark and on light panels.
void draw_rimmed_shape(QPainter& painter, const std::optional<control::Activity>& activity);

}  // namespace insyn::tray
