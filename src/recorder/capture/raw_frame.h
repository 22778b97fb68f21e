// A RawFrame is pixels that nobody has decided on yet. Only a capture stage makes one and only the scope can
// look into it, so a frame that did not pass the scope cannot be encoded: it does not compile.
#pragma once

#include <utility>

#include "recorder/capture/facts.h"
#include "track/codec/pixels.h"

namespace insyn::recorder {

class RawFrame {
 public:
  RawFrame(RawFrame&&) = default;
  RawFrame& operator=(RawFrame&&) = default;
  RawFrame(const RawFrame&) = delete;
  RawFrame& operator=(const RawFrame&) = delete;

 private:
  friend class Capture;
  friend class Scope;
  RawFrame(track::SurfaceId surface, Rect at, track::PixelView pixels, ReadFacts facts)
      : surface_(surface), at_(at), pixels_(pixels), facts_(std::move(facts)) {}

  track::SurfaceId surface_;
  Rect at_;                  // in the surface's coordinates
  track::PixelView pixels_;  // at_.width × at_.height, in the capture's memory until its next read
  ReadFacts facts_;
};

}  // namespace insyn::recorder
