// The records of one chunk, read and applied to a scene.
#pragma once

#include "track/frame.h"
#include "track/reader.h"
#include "track/tile_decoder.h"

namespace insyn::track {

class RecordReader {
 public:
  // `after_damage` is handed on in the chunk's IndexPoint.
  RecordReader(const UnpackedChunk& chunk, const ReadLimits& limits, bool after_damage, Scene& scene,
               TileDecoder& tiles);

  // All records; errors name the record and where it begins in its stream.
  Status read(const Reader::OnEvent& on_event);
  TrackTime time() const { return time_; }

 private:
  Status read_one(const Reader::OnEvent& on_event);
  Result<Event> apply(RecordKind kind);
  Result<Event> opened();
  Result<Event> moved();
  Result<Event> closed();
  Result<Event> stacking();
  Result<Event> tiles();
  Result<Event> copy();
  Result<Event> withheld_area();
  Result<Event> withheld_time();
  Result<Event> cursor();
  Result<Event> index_end();

  Result<SurfaceId> surface_id();
  Result<std::int32_t> coordinate();
  Result<std::int32_t> length();
  Result<Rect> rect();
  Result<Withheld> reason();
  Status charge(std::int64_t pixels);
  Status read_run(Surface& surface, std::size_t& next, Rect& changed);
  Status check_all_read() const;
  bool next_is_later() const;

  ByteReader& records() { return streams_[kRecords]; }

  StreamReaders streams_;
  ChunkHeader header_;
  ReadLimits limits_;
  bool after_damage_;
  bool restating_;
  Scene& scene_;
  TileDecoder& tiles_;
  TrackTime time_;
  std::int64_t work_ = 0;
};

}  // namespace insyn::track
