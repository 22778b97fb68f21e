#include "recorder/stages/mask.h"

namespace insyn::recorder {

MaskedFrame::MaskedFrame(ScopedFrame frame)
    : surface_(frame.surface_),
      at_(frame.at_),
      pixels_(frame.pixels_),
      kept_(std::move(frame.kept_)),
      withheld_(std::move(frame.withheld_)),
      reason_(frame.reason_) {}

Result<Mask> Mask::for_level(agreement::Level level) {
  if (level == agreement::Level::kFull) return Mask();
  return fail(
      Code::kDenied,
      "the agreement's level needs a mask that this version does not have; nothing is recorded. Only the "
      "levels \"full\" and \"metrics\" exist so far");
}

MaskedFrame Mask::pass(ScopedFrame frame) const { return MaskedFrame(std::move(frame)); }

}  // namespace insyn::recorder
