// Encodes the records of a chunk, field by field. Nothing is checked: the writer passes only what the format
// allows.
#pragma once

#include <memory>
#include <span>

#include "track/codec/range_coder.h"
#include "track/codec/record_models.h"
#include "track/codec/scene.h"
#include "track/codec/tile.h"

namespace insyn::track {

class RecordEncoder {
 public:
  RecordEncoder() : models_(std::make_unique<RecordModels>()) {}

  // At an index point the models start anew.
  void start_chunk(TrackTime begin, bool index_point);
  void opened(TrackTime at, const Surface& surface);
  void moved(TrackTime at, SurfaceId surface, const Rect& place);
  void closed(TrackTime at, SurfaceId surface);
  void stacking(TrackTime at, std::span<const SurfaceId> bottom_to_top);
  // The caller then codes the tiles with coder().
  void tiles(TrackTime at, SurfaceId surface, std::span<const TileRun> runs);
  void copy(TrackTime at, SurfaceId surface, const Rect& from, Point to);
  void withheld_area(TrackTime at, SurfaceId surface, const Rect& area, Withheld reason);
  void withheld_time(TrackTime at, TrackTime from, TrackTime to, Withheld reason);
  void cursor(TrackTime at, const Cursor& before, const Cursor& cursor);
  void state_end(TrackTime at);
  // The body of the chunk; the next one may be started.
  Bytes finish();

  RangeEncoder& coder() { return coder_; }
  std::size_t size() const { return coder_.size(); }

 private:
  void begin(RecordKind kind, TrackTime at);
  void number(std::uint64_t value) { models_->number(coder_, field_++, value); }
  void signed_number(std::int64_t value) { models_->signed_number(coder_, field_++, value); }
  void rect(const Rect& rect);

  RangeEncoder coder_;
  std::unique_ptr<RecordModels> models_;  // large
  std::size_t field_ = 0;
  TrackTime last_{0};
};

}  // namespace insyn::track
