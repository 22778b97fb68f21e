// Which samples of an imported file stand at which time of the call: where something was cut out of the file
// there is silence, and what lies before and after the part that is wanted is left away.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "base/result.h"

namespace insyn::audio {

inline constexpr std::uint64_t kSamplesAMillisecond = 48;

// From when on, and for how long, nothing of the call is in the file; in milliseconds of the call, counted
// from the file's first sample.
struct Cut {
  std::uint64_t from_ms = 0;
  std::uint64_t length_ms = 0;
  bool operator==(const Cut&) const = default;
};

class Timeline {
 public:
  using Sink = std::function<Status(std::span<const float>)>;
  // `cuts` ascending and apart. `skip` and `most` in samples: what is left away at the beginning, and how
  // many are passed on at most.
  Timeline(std::vector<Cut> cuts, int channels, std::uint64_t skip, std::uint64_t most, Sink sink);

  // The next samples of the file, each channel's in turn.
  Status add(std::span<const float> samples);
  // A cut at the very end is silence too.
  Status finish();
  // Nothing more is passed on.
  bool is_full() const { return passed_ == most_; }
  std::uint64_t passed() const { return passed_; }

 private:
  Status silences();
  Status pass(std::span<const float> samples);

  std::vector<Cut> cuts_;
  std::size_t next_ = 0;
  std::size_t channels_;
  std::uint64_t skip_, most_;
  Sink sink_;
  std::uint64_t at_ = 0;  // of the call, in samples
  std::uint64_t passed_ = 0;
};

}  // namespace insyn::audio
