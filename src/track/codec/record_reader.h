// The records of one chunk, read and applied to a scene.
#pragma once

#include "track/codec/frame.h"
#include "track/codec/reader.h"
#include "track/codec/record_models.h"
#include "track/codec/tile_decoder.h"
#include "track/codec/tile_grid.h"

namespace insyn::track {

class RecordReader {
 public:
  // `after_damage` is handed on in the chunk's IndexPoint.
  RecordReader(const UnpackedChunk& chunk, const ReadLimits& limits, bool after_damage, Scene& scene,
               RecordModels& models, TileDecoder& tiles);

  // All records; errors name the record and where in the body it begins.
  Status read(const Reader::OnEvent& on_event);
  TrackTime time() const { return time_; }

 private:
  // The kind and the time of the next record.
  Result<RecordKind> begin();
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

  std::uint64_t number() { return models_.number(coder_, field_++, 0); }
  std::int64_t signed_number() { return models_.signed_number(coder_, field_++, 0); }
  Result<SurfaceId> surface_id();
  // Told as the distance from `from`.
  Result<std::int32_t> coordinate(std::int64_t from = 0);
  Result<std::int32_t> length();
  Result<Rect> rect();
  Result<Withheld> reason();
  Status charge(std::int64_t pixels);
  Result<std::vector<TileRun>> tile_runs(std::size_t tiles);
  Status check_all_read() const;
  Status check_not_overrun() const;

  RangeDecoder coder_;
  ChunkHeader header_;
  ReadLimits limits_;
  bool after_damage_;
  bool restating_;
  Scene& scene_;
  RecordModels& models_;
  TileDecoder& tiles_;
  TrackTime time_;
  TrackTime::rep passed_ = 0;  // until the record that was begun
  std::size_t field_ = 0;
  std::int64_t work_ = 0;
};

}  // namespace insyn::track
