// The mask takes out of a scoped frame what the agreed level does not allow. At level "full" that is nothing;
// the other levels are refused before a recording begins, so there is no frame for them to pass.
#pragma once

#include "recorder/stages/scope.h"

namespace insyn::recorder {

class MaskedFrame {
 public:
  MaskedFrame(MaskedFrame&&) = default;
  MaskedFrame& operator=(MaskedFrame&&) = default;
  MaskedFrame(const MaskedFrame&) = delete;
  MaskedFrame& operator=(const MaskedFrame&) = delete;

 private:
  friend class Mask;
  friend class TrackStage;
  explicit MaskedFrame(ScopedFrame frame);

  track::SurfaceId surface_;
  Rect at_;
  track::PixelView pixels_;
  Region kept_;
  Region withheld_;
  track::Withheld reason_;
};

class Mask {
 public:
  // kDenied for a level that this version does not have.
  static Result<Mask> for_level(agreement::Level level);

  MaskedFrame pass(ScopedFrame frame) const;

 private:
  Mask() = default;
};

}  // namespace insyn::recorder
