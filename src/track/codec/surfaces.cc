#include "track/codec/surfaces.h"

namespace insyn::track {

const char* name_of(SurfaceKind kind) { return kind == SurfaceKind::kPopup ? "popup" : "window"; }

std::optional<SurfaceKind> surface_kind_of(std::uint8_t number) {
  if (number > static_cast<std::uint8_t>(SurfaceKind::kPopup)) return std::nullopt;
  return static_cast<SurfaceKind>(number);
}

}  // namespace insyn::track
