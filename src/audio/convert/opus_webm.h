// Sound as WebM with Opus, in memory: seekable, its duration known.
#pragma once

#include <memory>
#include <span>

#include "base/bytes.h"
#include "base/result.h"

namespace insyn::audio {

inline constexpr std::size_t kLargestWebm = std::size_t{255} << 20;

class OpusWebm {
 public:
  static Result<std::unique_ptr<OpusWebm>> begin(int channels);
  virtual ~OpusWebm() = default;
  // Samples at 48 kHz, each channel's in turn.
  virtual Status add(std::span<const float> samples) = 0;
  virtual Result<Bytes> finish() = 0;
};

}  // namespace insyn::audio
