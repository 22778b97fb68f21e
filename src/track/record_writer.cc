#include "track/record_writer.h"

namespace insyn::track {

void RecordWriter::start_chunk(TrackTime begin) { last_ = begin; }

ByteWriter& RecordWriter::begin(RecordKind kind, TrackTime at) {
  ByteWriter& records = streams_[kRecords];
  records.u8(static_cast<std::uint8_t>(kind));
  records.varint(static_cast<std::uint64_t>((at - last_).count()));
  last_ = at;
  return records;
}

void RecordWriter::rect(const Rect& rect) {
  ByteWriter& records = streams_[kRecords];
  records.zigzag(rect.x);
  records.zigzag(rect.y);
  records.varint(static_cast<std::uint64_t>(rect.width));
  records.varint(static_cast<std::uint64_t>(rect.height));
}

void RecordWriter::opened(TrackTime at, const Surface& surface) {
  ByteWriter& record = begin(RecordKind::kOpened, at);
  record.varint(surface.id);
  record.u8(static_cast<std::uint8_t>(surface.kind));
  rect(surface.place);
}

void RecordWriter::moved(TrackTime at, SurfaceId surface, const Rect& place) {
  begin(RecordKind::kMoved, at).varint(surface);
  rect(place);
}

void RecordWriter::closed(TrackTime at, SurfaceId surface) { begin(RecordKind::kClosed, at).varint(surface); }

void RecordWriter::stacking(TrackTime at, std::span<const SurfaceId> bottom_to_top) {
  ByteWriter& record = begin(RecordKind::kStacking, at);
  record.varint(bottom_to_top.size());
  for (const SurfaceId surface : bottom_to_top) record.varint(surface);
}

void RecordWriter::tiles(TrackTime at, SurfaceId surface, std::span<const TileRun> runs) {
  ByteWriter& record = begin(RecordKind::kTiles, at);
  record.varint(surface);
  record.varint(runs.size());
  std::size_t next = 0;
  for (const TileRun& run : runs) {
    record.varint(run.first - next);
    record.varint(run.count);
    next = run.first + run.count;
  }
}

void RecordWriter::copy(TrackTime at, SurfaceId surface, const Rect& from, Point to) {
  ByteWriter& record = begin(RecordKind::kCopy, at);
  record.varint(surface);
  rect(from);
  record.zigzag(to.x - from.x);
  record.zigzag(to.y - from.y);
}

void RecordWriter::withheld_area(TrackTime at, SurfaceId surface, const Rect& area, Withheld reason) {
  ByteWriter& record = begin(RecordKind::kWithheldArea, at);
  record.varint(surface);
  rect(area);
  record.u8(static_cast<std::uint8_t>(reason));
}

void RecordWriter::withheld_time(TrackTime at, TrackTime from, TrackTime to, Withheld reason) {
  ByteWriter& record = begin(RecordKind::kWithheldTime, at);
  record.varint(static_cast<std::uint64_t>(from.count()));
  record.varint(static_cast<std::uint64_t>(to.count()));
  record.u8(static_cast<std::uint8_t>(reason));
}

void RecordWriter::cursor(TrackTime at, const Cursor& cursor) {
  ByteWriter& record = begin(RecordKind::kCursor, at);
  record.u8(cursor.visible ? 1 : 0);
  record.zigzag(cursor.at.x);
  record.zigzag(cursor.at.y);
}

void RecordWriter::index_end(TrackTime at) { begin(RecordKind::kIndexEnd, at); }

}  // namespace insyn::track
