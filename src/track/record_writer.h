// The records of a pending chunk, as bytes in its streams.
#pragma once

#include <span>

#include "track/scene.h"
#include "track/tile_encoder.h"

namespace insyn::track {

// Neighbouring tiles in row-major order.
struct TileRun {
  std::size_t first = 0, count = 0;
};

class RecordWriter {
 public:
  void start_chunk(TrackTime begin);
  void opened(TrackTime at, const Surface& surface);
  void moved(TrackTime at, SurfaceId surface, const Rect& place);
  void closed(TrackTime at, SurfaceId surface);
  void stacking(TrackTime at, std::span<const SurfaceId> bottom_to_top);
  // The tiles themselves follow through streams().
  void tiles(TrackTime at, SurfaceId surface, std::span<const TileRun> runs);
  void copy(TrackTime at, SurfaceId surface, const Rect& from, Point to);
  void withheld_area(TrackTime at, SurfaceId surface, const Rect& area, Withheld reason);
  void withheld_time(TrackTime at, TrackTime from, TrackTime to, Withheld reason);
  void cursor(TrackTime at, const Cursor& cursor);
  void index_end(TrackTime at);

  StreamWriters& streams() { return streams_; }
  const StreamWriters& streams() const { return streams_; }

 private:
  ByteWriter& begin(RecordKind kind, TrackTime at);
  void rect(const Rect& rect);

  StreamWriters streams_;
  TrackTime last_{0};
};

}  // namespace insyn::track
