#include "track/record_reader.h"

#include <limits>

#include "track/tile_grid.h"

namespace insyn::track {
namespace {

template <std::size_t... I>
StreamReaders readers_of(const UnpackedChunk& chunk, std::index_sequence<I...>) {
  return {ByteReader(chunk.streams[I])...};
}

constexpr std::uint64_t kLatest = std::numeric_limits<std::uint32_t>::max();

}  // namespace

RecordReader::RecordReader(const UnpackedChunk& chunk, const ReadLimits& limits, bool after_damage,
                           Scene& scene, TileDecoder& tiles)
    : streams_(readers_of(chunk, std::make_index_sequence<kStreamCount>())),
      header_(chunk.header),
      limits_(limits),
      after_damage_(after_damage),
      restating_(chunk.header.index_point),
      scene_(scene),
      tiles_(tiles),
      time_(chunk.header.begin) {}

Status RecordReader::read(const Reader::OnEvent& on_event) {
  for (std::size_t number = 0; records().left() > 0; ++number) {
    const std::size_t offset = records().offset();
    if (Status status = read_one(on_event); !status)
      return in_context(fmt::format("track record {} at byte {} of the records", number, offset),
                        std::move(status).error());
  }
  return check_all_read();
}

Status RecordReader::check_all_read() const {
  if (restating_) return fail(Code::kCorrupt, "track chunk: the state at its index point has no end");
  for (std::size_t i = 0; i < kStreamCount; ++i) {
    if (streams_[i].left() > 0)
      return fail(Code::kCorrupt, "track chunk: {} bytes of stream {} belong to no record",
                  streams_[i].left(), i);
  }
  return {};
}

Status RecordReader::read_one(const Reader::OnEvent& on_event) {
  TRY_ASSIGN(const std::uint8_t kind, records().u8());
  TRY_ASSIGN(const std::uint64_t passed, records().varint());
  if (passed > static_cast<std::uint64_t>((header_.end - time_).count()))
    return fail(Code::kCorrupt, "it lies after the end of its chunk");
  time_ += TrackTime(static_cast<TrackTime::rep>(passed));
  TRY_ASSIGN(Event event, apply(static_cast<RecordKind>(kind)));
  event.time = time_;
  event.ends_moment = next_is_later();
  if (restating_ || !on_event) return {};
  return on_event(event);
}

bool RecordReader::next_is_later() const {
  ByteReader ahead = streams_[kRecords];
  if (!ahead.u8()) return true;
  const auto passed = ahead.varint();
  return !passed || *passed > 0;
}

Result<Event> RecordReader::apply(RecordKind kind) {
  switch (kind) {
    case RecordKind::kOpened:
      return opened();
    case RecordKind::kMoved:
      return moved();
    case RecordKind::kClosed:
      return closed();
    case RecordKind::kStacking:
      return stacking();
    case RecordKind::kTiles:
      return tiles();
    case RecordKind::kCopy:
      return copy();
    case RecordKind::kWithheldArea:
      return withheld_area();
    case RecordKind::kWithheldTime:
      return withheld_time();
    case RecordKind::kCursor:
      return cursor();
    case RecordKind::kIndexEnd:
      return index_end();
  }
  return fail(Code::kCorrupt, "there is no record kind {}", static_cast<int>(kind));
}

Result<SurfaceId> RecordReader::surface_id() {
  TRY_ASSIGN(const std::uint64_t id, records().varint());
  if (id > std::numeric_limits<SurfaceId>::max()) return fail(Code::kCorrupt, "surface number {}", id);
  return static_cast<SurfaceId>(id);
}

Result<std::int32_t> RecordReader::coordinate() {
  TRY_ASSIGN(const std::int64_t value, records().zigzag());
  if (value < -limits_.scene.farthest || value > limits_.scene.farthest)
    return fail(Code::kCorrupt, "coordinate {} is too far away", value);
  return static_cast<std::int32_t>(value);
}

Result<std::int32_t> RecordReader::length() {
  TRY_ASSIGN(const std::uint64_t value, records().varint());
  if (value == 0 || value > static_cast<std::uint64_t>(limits_.scene.side))
    return fail(Code::kCorrupt, "a side of {} pixels", value);
  return static_cast<std::int32_t>(value);
}

Result<Rect> RecordReader::rect() {
  Rect rect;
  TRY_ASSIGN(rect.x, coordinate());
  TRY_ASSIGN(rect.y, coordinate());
  TRY_ASSIGN(rect.width, length());
  TRY_ASSIGN(rect.height, length());
  return rect;
}

Result<Withheld> RecordReader::reason() {
  TRY_ASSIGN(const std::uint8_t number, records().u8());
  const auto reason = withheld_of(number);
  if (!reason) return fail(Code::kCorrupt, "there is no reason {}", number);
  return *reason;
}

Status RecordReader::charge(std::int64_t pixels) {
  work_ += pixels;
  if (work_ > limits_.work)
    return fail(Code::kCorrupt, "the chunk changes more than {} pixels", limits_.work);
  return {};
}

Result<Event> RecordReader::opened() {
  SurfaceOpened what;
  TRY_ASSIGN(what.surface, surface_id());
  TRY_ASSIGN(const std::uint8_t number, records().u8());
  const auto kind = surface_kind_of(number);
  if (!kind) return fail(Code::kCorrupt, "there is no surface kind {}", number);
  what.kind = *kind;
  TRY_ASSIGN(what.place, rect());
  TRY(charge(what.place.area()));
  TRY(scene_.open(what.surface, what.kind, what.place));
  return Event{time_, what};
}

Result<Event> RecordReader::moved() {
  SurfaceMoved what;
  TRY_ASSIGN(what.surface, surface_id());
  TRY_ASSIGN(what.place, rect());
  TRY(charge(what.place.area()));
  TRY(scene_.move(what.surface, what.place));
  return Event{time_, what};
}

Result<Event> RecordReader::closed() {
  TRY_ASSIGN(const SurfaceId surface, surface_id());
  TRY(scene_.close(surface));
  return Event{time_, SurfaceClosed{surface}};
}

Result<Event> RecordReader::stacking() {
  TRY_ASSIGN(const std::uint64_t count, records().varint());
  if (count > limits_.scene.surfaces) return fail(Code::kCorrupt, "a stack of {} surfaces", count);
  Restacked what;
  for (std::uint64_t i = 0; i < count; ++i) {
    TRY_ASSIGN(const SurfaceId surface, surface_id());
    what.bottom_to_top.push_back(surface);
  }
  TRY(scene_.stack(what.bottom_to_top));
  return Event{time_, std::move(what)};
}

Result<Event> RecordReader::tiles() {
  TRY_ASSIGN(const SurfaceId id, surface_id());
  Surface* surface = scene_.find(id);
  if (surface == nullptr) return fail(Code::kCorrupt, "surface {} is not open", id);
  TRY_ASSIGN(const std::uint64_t runs, records().varint());
  Rect changed;
  std::size_t next = 0;
  for (std::uint64_t i = 0; i < runs; ++i) TRY(read_run(*surface, next, changed));
  return Event{time_, PixelsChanged{id, changed}};
}

Status RecordReader::read_run(Surface& surface, std::size_t& next, Rect& changed) {
  const TileGrid grid(surface.pixels.width, surface.pixels.height);
  TRY_ASSIGN(const std::uint64_t skipped, records().varint());
  TRY_ASSIGN(const std::uint64_t count, records().varint());
  const std::size_t left = grid.count() - next;
  if (count == 0 || skipped > left || count > left - skipped)
    return fail(Code::kCorrupt, "{} tiles after {} others, of {} that are left", count, skipped, left);
  next += skipped;
  Tile tile;
  for (const std::size_t end = next + count; next < end; ++next) {
    const Rect at = grid.tile(next);
    TRY(charge(at.area()));
    tile.width = at.width;
    tile.height = at.height;
    TRY(tiles_.decode(streams_, tile));
    surface.pixels.paste({at.x, at.y}, view_of(tile));
    changed = bounds(changed, at);
  }
  return {};
}

Result<Event> RecordReader::copy() {
  TRY_ASSIGN(const SurfaceId id, surface_id());
  TRY_ASSIGN(const Rect from, rect());
  TRY_ASSIGN(const std::int32_t right, coordinate());
  TRY_ASSIGN(const std::int32_t down, coordinate());
  TRY(charge(from.area()));
  const Point to{from.x + right, from.y + down};
  TRY(scene_.copy(id, from, to));
  return Event{time_, PixelsChanged{id, {to.x, to.y, from.width, from.height}}};
}

Result<Event> RecordReader::withheld_area() {
  AreaWithheld what;
  TRY_ASSIGN(what.surface, surface_id());
  TRY_ASSIGN(what.area, rect());
  TRY_ASSIGN(what.reason, reason());
  TRY(charge(what.area.area()));
  TRY(scene_.withhold(what.surface, what.area, what.reason));
  return Event{time_, what};
}

Result<Event> RecordReader::withheld_time() {
  TRY_ASSIGN(const std::uint64_t from, records().varint());
  TRY_ASSIGN(const std::uint64_t to, records().varint());
  TRY_ASSIGN(const Withheld why, reason());
  if (from > to || to > kLatest) return fail(Code::kCorrupt, "a time from {} to {} ms", from, to);
  return Event{time_, TimeWithheld{TrackTime(from), TrackTime(to), why}};
}

Result<Event> RecordReader::cursor() {
  TRY_ASSIGN(const std::uint8_t visible, records().u8());
  if (visible > 1) return fail(Code::kCorrupt, "a cursor that is neither visible nor hidden");
  Cursor cursor;
  cursor.visible = visible == 1;
  TRY_ASSIGN(cursor.at.x, coordinate());
  TRY_ASSIGN(cursor.at.y, coordinate());
  scene_.set_cursor(cursor);
  return Event{time_, CursorMoved{cursor}};
}

Result<Event> RecordReader::index_end() {
  if (!restating_) return fail(Code::kCorrupt, "the end of an index point where none was begun");
  restating_ = false;
  return Event{time_, IndexPoint{after_damage_}};
}

}  // namespace insyn::track
