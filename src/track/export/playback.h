// Plays a recording from its start to its end, as events or as frames: pictures of all its surfaces on a
// canvas of constant size.
#pragma once

#include "track/codec/reader.h"
#include "track/export/export.h"
#include "track/render/canvas.h"

namespace insyn::track {

struct PlaybackResult {
  TrackTime end{0};
  std::size_t damaged_chunks = 0;
};

// Called with each event and the scene after it.
using OnPlayed = std::function<Status(const Event&, const Scene&)>;

// Plays everything that the source has, from its beginning. A gap is an event: TimeWithheld for
// kDamagedRecording, with everything withheld already. An error of the source or of `on_played` ends the
// playback; so does a refused chunk unless the options allow damage.
Result<PlaybackResult> play(ChunkSource& source, const ExportOptions& options, const OnPlayed& on_played);

// What all frames of a recording need in common.
struct FrameLayout {
  CanvasBounds bounds;
  CanvasSize size;
};

// The first of two passes. It is the first half of the reported progress.
Result<FrameLayout> measure_frames(ChunkSource& source, const ExportOptions& options);

using OnFrame = std::function<Status(TrackTime, const Image&)>;

// The second pass. All events of one time make one frame; a frame that equals the last one is left out. One
// that follows the last by less than `interval` is delayed until then, and left out where a later one takes
// its place.
Result<PlaybackResult> play_frames(ChunkSource& source, const FrameLayout& layout,
                                   const ExportOptions& options, TrackTime interval, const OnFrame& on_frame);

}  // namespace insyn::track
