// Walks a recording from its start to its end.
#pragma once

#include "track/codec/reader.h"
#include "track/export/export.h"

namespace insyn::track {

struct PlaybackResult {
  TrackTime end{0};
  std::size_t damaged_chunks = 0;
};

// Called with what has just happened and the state after it.
using OnPlayed = std::function<Status(const Event&, const Scene&)>;

// Everything the source has, from its beginning. A gap is told as an event of its own: TimeWithheld for
// kDamagedRecording, with the picture withheld already.
Result<PlaybackResult> play(ChunkSource& source, const ExportOptions& options, const OnPlayed& on_played);

}  // namespace insyn::track
