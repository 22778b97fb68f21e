// What a recording shows, for tests: every state of its track, opened with both keys.
#pragma once

#include <functional>

#include "recording/store/recording.h"
#include "recording/verify/verify.h"
#include "support/parties.h"
#include "track/codec/reader.h"

namespace insyn::support {

struct Shown {
  track::Scene last;        // at the end
  std::size_t moments = 0;  // how many states there were
  track::TrackTime last_moment{0};
  std::size_t lossy_tiles = 0;  // of a playing video, which are approximations; over all states
  std::size_t colour_seen = 0;  // pixels of the colour asked about, over all states
  recording::Verification verification;
};

// Throws where the recording cannot be verified, opened or read, unless its chunks are faulty: the proven
// ones are read then. `colour` is looked for in every state, in every surface.
Shown watch(const Path& recording, const Parties& parties, std::uint32_t colour = 0xFF00FF);

// When pixels were kept, by the workstation's monotonic clock, in order.
std::vector<Mono> kept_moments(const Path& recording, const Parties& parties);

// When nothing was kept, and why, by the same clock and in order, as far as the recording's pictures tell.
struct NothingKept {
  Mono from{};
  Mono to{};
  track::Withheld reason = track::Withheld::kPaused;
};
std::vector<NothingKept> nothing_kept(const Path& recording, const Parties& parties);

// The largest surface, as an image; withheld pixels are as in track/codec/pixels.h.
const track::Surface& largest(const track::Scene& scene);

// How many pixels of `image` have this colour.
std::size_t count(const track::Image& image, std::uint32_t colour);

}  // namespace insyn::support
