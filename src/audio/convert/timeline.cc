#include "audio/convert/timeline.h"

#include <algorithm>

namespace insyn::audio {
namespace {
constexpr std::size_t kPiece = 48'000;  // samples of silence at a time
}  // namespace

Timeline::Timeline(std::vector<Cut> cuts, int channels, std::uint64_t skip, std::uint64_t most, Sink sink)
    : cuts_(std::move(cuts)),
      channels_(static_cast<std::size_t>(channels)),
      skip_(skip),
      most_(most),
      sink_(std::move(sink)) {}

Status Timeline::pass(std::span<const float> samples) {
  const std::uint64_t count = samples.size() / channels_;
  const std::uint64_t before = at_ >= skip_ ? 0 : std::min(count, skip_ - at_);
  at_ += count;
  const std::uint64_t wanted = std::min(count - before, most_ - passed_);
  if (wanted == 0) return {};
  passed_ += wanted;
  return sink_(samples.subspan(before * channels_, wanted * channels_));
}

// What was cut out where the call now is.
Status Timeline::silences() {
  while (next_ < cuts_.size() && cuts_[next_].from_ms * kSamplesAMillisecond <= at_) {
    const std::vector<float> silence(kPiece * channels_);
    for (std::uint64_t left = cuts_[next_].length_ms * kSamplesAMillisecond; left > 0;) {
      const std::uint64_t some = std::min<std::uint64_t>(left, kPiece);
      TRY(pass(std::span(silence).first(some * channels_)));
      left -= some;
    }
    ++next_;
  }
  return {};
}

Status Timeline::add(std::span<const float> samples) {
  while (!samples.empty() && !is_full()) {
    TRY(silences());
    std::uint64_t count = samples.size() / channels_;
    if (next_ < cuts_.size()) count = std::min(count, cuts_[next_].from_ms * kSamplesAMillisecond - at_);
    TRY(pass(samples.first(count * channels_)));
    samples = samples.subspan(count * channels_);
  }
  return {};
}

Status Timeline::finish() { return is_full() ? Status() : silences(); }

}  // namespace insyn::audio
