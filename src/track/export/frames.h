// The pictures of a recording, one per change.
#pragma once

#include "track/export/playback.h"
#include "track/render/canvas.h"

namespace insyn::track {

struct FrameTrack {
  CanvasBounds bounds;
  CanvasSize size;
};

// The first pass: how large the pictures have to be.
Result<FrameTrack> measure(ChunkSource& source, const ExportOptions& options);

using OnFrame = std::function<Status(TrackTime, const Image&)>;

// The second pass. Everything that happened at one time is one picture. A picture equal to the one before is
// not told; one that follows it by less than `apart` waits, and is left out where another takes its place.
Result<PlaybackResult> draw_frames(ChunkSource& source, const FrameTrack& frames,
                                   const ExportOptions& options, TrackTime apart, const OnFrame& on_frame);

}  // namespace insyn::track
