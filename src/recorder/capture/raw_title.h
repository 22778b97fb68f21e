// A RawTitle is a window's title that nobody has decided on yet: hostile bytes, and it may name a customer.
// Only a capture makes one and only the scope can look into it.
#pragma once

#include <string>
#include <utility>

#include "recorder/capture/facts.h"

namespace insyn::recorder {

class RawTitle {
 public:
  // More bytes of a title are not looked at.
  static constexpr std::size_t kMostBytes = 4096;

  RawTitle(RawTitle&&) = default;
  RawTitle& operator=(RawTitle&&) = default;
  RawTitle(const RawTitle&) = delete;
  RawTitle& operator=(const RawTitle&) = delete;

 private:
  friend class Capture;
  friend class Scope;
  RawTitle(track::SurfaceId surface, std::string text, TitleFacts facts)
      : surface_(surface), text_(std::move(text)), facts_(std::move(facts)) {}

  track::SurfaceId surface_;
  std::string text_;
  TitleFacts facts_;
};

}  // namespace insyn::recorder
