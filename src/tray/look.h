// The design's roles for colour, light and dark (web/rooms/src/design/tokens.css, which a test compares), and
// the tray's windows in them: by the desktop's own palette, and no smaller than its type.
#pragma once

#include <QApplication>
#include <QColor>
#include <QPalette>
#include <optional>

#include "control/message.h"

namespace insyn::tray {

struct Look {
  QRgb sunken, paper, card, line, edge;
  QRgb ink, soft, accent, accent_soft, on_accent;
  QRgb recording, recording_soft, paused, paused_soft, withheld, withheld_soft, not_allowed, not_allowed_soft;
  QRgb danger, danger_soft;
};
const Look& look_of(bool dark);

// A sign that records is the same in both.
inline constexpr QRgb kFrameFill = 0xffb83c0b, kOnFrame = 0xffffffff;

// Of a state: its own colour, and what lies behind it. Nothing: no recorder.
struct StateColours {
  QRgb own, soft;
};
StateColours colours_of(const Look& look, const std::optional<control::Activity>& activity);

// By the desktop's palette.
bool is_dark(const QPalette& palette);
// The application's windows, from now on.
void use_look(QApplication& app);

// How well one is read on the other: from 1, the same, to 21 (WCAG 2).
double contrast(QRgb one, QRgb other);

}  // namespace insyn::tray
