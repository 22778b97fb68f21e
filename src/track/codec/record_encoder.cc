#include "track/codec/record_encoder.h"

namespace insyn::track {

void RecordEncoder::start_chunk(TrackTime begin, bool index_point) {
  last_ = begin;
  if (index_point) models_->reset();
}

void RecordEncoder::begin(RecordKind kind, TrackTime at) {
  models_->begin(coder_, kind);
  field_ = 0;
  number(static_cast<std::uint64_t>((at - last_).count()));
  last_ = at;
}

void RecordEncoder::rect(const Rect& rect) {
  signed_number(rect.x);
  signed_number(rect.y);
  number(static_cast<std::uint64_t>(rect.width));
  number(static_cast<std::uint64_t>(rect.height));
}

void RecordEncoder::opened(TrackTime at, const Surface& surface) {
  begin(RecordKind::kOpened, at);
  number(surface.id);
  number(static_cast<std::uint64_t>(surface.kind));
  rect(surface.place);
}

void RecordEncoder::moved(TrackTime at, SurfaceId surface, const Rect& place) {
  begin(RecordKind::kMoved, at);
  number(surface);
  rect(place);
}

void RecordEncoder::closed(TrackTime at, SurfaceId surface) {
  begin(RecordKind::kClosed, at);
  number(surface);
}

void RecordEncoder::stacking(TrackTime at, std::span<const SurfaceId> bottom_to_top) {
  begin(RecordKind::kStacking, at);
  number(bottom_to_top.size());
  for (const SurfaceId surface : bottom_to_top) {
    number(surface);
    --field_;
  }
}

void RecordEncoder::tiles(TrackTime at, SurfaceId surface, std::span<const TileRun> runs) {
  begin(RecordKind::kTiles, at);
  number(surface);
  number(runs.size());
  std::size_t next = 0;
  for (const TileRun& run : runs) {
    number(run.first - next);
    number(run.count);
    field_ -= 2;
    next = run.first + run.count;
  }
}

void RecordEncoder::copy(TrackTime at, SurfaceId surface, const Rect& from, Point to) {
  begin(RecordKind::kCopy, at);
  number(surface);
  rect(from);
  signed_number(to.x - from.x);
  signed_number(to.y - from.y);
}

void RecordEncoder::withheld_area(TrackTime at, SurfaceId surface, const Rect& area, Withheld reason) {
  begin(RecordKind::kWithheldArea, at);
  number(surface);
  rect(area);
  number(static_cast<std::uint64_t>(reason));
}

void RecordEncoder::withheld_time(TrackTime at, TrackTime from, TrackTime to, Withheld reason) {
  begin(RecordKind::kWithheldTime, at);
  number(static_cast<std::uint64_t>(from.count()));
  number(static_cast<std::uint64_t>(to.count()));
  number(static_cast<std::uint64_t>(reason));
}

void RecordEncoder::cursor(TrackTime at, const Cursor& before, const Cursor& cursor) {
  begin(RecordKind::kCursor, at);
  number(cursor.visible ? 1 : 0);
  signed_number(cursor.at.x - before.at.x);
  signed_number(cursor.at.y - before.at.y);
}

void RecordEncoder::state_end(TrackTime at) { begin(RecordKind::kStateEnd, at); }

Bytes RecordEncoder::finish() {
  models_->begin(coder_, RecordKind::kEnd);
  return coder_.finish();
}

}  // namespace insyn::track
