#include "tray/sign_place.h"

#include <algorithm>
#include <optional>

#include "indicator/border.h"

namespace insyn::tray {
namespace {

constexpr int kFrame = indicator::kThickness;

// `wanted`, or as near to it as `length` fits between the two; the first where it does not fit.
int between(int wanted, int first, int end, int length) {
  return std::max(std::min(wanted, end - length), first);
}

bool holds(const Rect& room, const Rect& sign) {
  return sign.x >= room.x && sign.y >= room.y && sign.right() <= room.right() &&
         sign.bottom() <= room.bottom();
}

std::optional<SignPlace> outside(SignSize sign, const Rect& window, const Rect& room) {
  const Rect frame{window.x - kFrame, window.y - kFrame, window.width + 2 * kFrame,
                   window.height + 2 * kFrame};
  const int x = between(frame.x, room.x, room.right(), sign.width);
  const int y = between(frame.y, room.y, room.bottom(), sign.height);
  const SignPlace wanted[] = {
      {{x, frame.y - sign.height, sign.width, sign.height}, SignSide::kAbove},
      {{x, frame.bottom(), sign.width, sign.height}, SignSide::kBelow},
      {{frame.right(), y, sign.width, sign.height}, SignSide::kRight},
      {{frame.x - sign.width, y, sign.width, sign.height}, SignSide::kLeft},
  };
  for (const SignPlace& one : wanted) {
    if (holds(room, one.at)) return one;
  }
  return std::nullopt;
}

}  // namespace

SignPlace place_sign(SignSize sign, const Rect& window, const Rect& monitor, const Rect& free) {
  if (const auto place = outside(sign, window, intersection(free, monitor))) return *place;
  if (const auto place = outside(sign, window, monitor)) return *place;
  // Inside of the frame's lower side, which then lies inside of the window too.
  const Rect seen = intersection(window, monitor);
  const int x = between(seen.x + kFrame, monitor.x, monitor.right(), sign.width);
  const int y = between(seen.bottom() - kFrame - sign.height, monitor.y, monitor.bottom(), sign.height);
  return {{x, y, sign.width, sign.height}, SignSide::kInside};
}

}  // namespace insyn::tray
