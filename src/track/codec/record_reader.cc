#include "track/codec/record_reader.h"

#include <algorithm>
#include <limits>

namespace insyn::track {
namespace {

constexpr std::uint64_t kLatest = std::numeric_limits<std::uint32_t>::max();

}  // namespace

RecordReader::RecordReader(const UnpackedChunk& chunk, const ReadLimits& limits, bool after_damage,
                           Scene& scene, RecordModels& models, TileDecoder& tiles)
    : coder_(chunk.body),
      header_(chunk.header),
      limits_(limits),
      after_damage_(after_damage),
      restating_(chunk.header.index_point),
      scene_(scene),
      models_(models),
      tiles_(tiles),
      time_(chunk.header.begin) {}

Status RecordReader::read(const Reader::OnEvent& on_event) {
  std::size_t number = 0, offset = 0;
  const auto named = [&](Error error) {
    return in_context(fmt::format("track record {} at byte {} of the body", number, offset),
                      std::move(error));
  };
  auto kind = begin();
  while (kind && *kind != RecordKind::kEnd) {
    time_ += TrackTime(passed_);
    auto event = apply(*kind);
    if (!event) return named(std::move(event).error());
    event->time = time_;
    const bool is_event = !restating_ || *kind == RecordKind::kIndexEnd;
    ++number;
    offset = coder_.offset() - 4;
    kind = begin();
    if (!kind) break;
    event->ends_moment = *kind == RecordKind::kEnd || passed_ > 0;
    if (is_event && on_event) TRY(on_event(*event));
  }
  if (!kind) return named(std::move(kind).error());
  return check_all_read();
}

Status RecordReader::check_all_read() const {
  if (restating_) return fail(Code::kCorrupt, "track chunk: the state at its index point has no end");
  if (coder_.has_rest()) return fail(Code::kCorrupt, "track chunk: bytes behind its last record");
  return {};
}

Status RecordReader::check_not_overrun() const {
  if (coder_.overrun()) return fail(Code::kCorrupt, "the chunk ends within it");
  return {};
}

Result<RecordKind> RecordReader::begin() {
  const RecordKind kind = models_.begin(coder_, RecordKind::kEnd);
  TRY(check_not_overrun());
  if (kind == RecordKind::kEnd) return kind;
  field_ = 0;
  const std::uint64_t passed = number();
  if (passed > static_cast<std::uint64_t>((header_.end - time_).count()))
    return fail(Code::kCorrupt, "it lies after the end of its chunk");
  passed_ = static_cast<TrackTime::rep>(passed);
  TRY(charge(kRecordWork));
  return kind;
}

Result<Event> RecordReader::apply(RecordKind kind) {
  switch (kind) {
    case RecordKind::kEnd:
      break;
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
  const std::uint64_t id = number();
  if (id > std::numeric_limits<SurfaceId>::max()) return fail(Code::kCorrupt, "surface number {}", id);
  return static_cast<SurfaceId>(id);
}

Result<std::int32_t> RecordReader::coordinate(std::int64_t from) {
  const std::int64_t step = signed_number();
  const std::int64_t farthest = std::int64_t{4} * limits_.scene.farthest;
  const std::int64_t value = from + std::clamp(step, -farthest, farthest);
  if (value < -limits_.scene.farthest || value > limits_.scene.farthest)
    return fail(Code::kCorrupt, "coordinate {} is too far away", value);
  return static_cast<std::int32_t>(value);
}

Result<std::int32_t> RecordReader::length() {
  const std::uint64_t value = number();
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
  const std::uint64_t value = number();
  const auto reason = withheld_of(static_cast<std::uint8_t>(std::min<std::uint64_t>(value, 255)));
  if (!reason) return fail(Code::kCorrupt, "there is no reason {}", value);
  return *reason;
}

Status RecordReader::charge(std::int64_t pixels) {
  work_ += pixels;
  if (work_ > limits_.work)
    return fail(Code::kCorrupt, "the chunk does more than its {} pixels' worth", limits_.work);
  return {};
}

Result<Event> RecordReader::opened() {
  SurfaceOpened what;
  TRY_ASSIGN(what.surface, surface_id());
  const std::uint64_t value = number();
  const auto kind = surface_kind_of(static_cast<std::uint8_t>(std::min<std::uint64_t>(value, 255)));
  if (!kind) return fail(Code::kCorrupt, "there is no surface kind {}", value);
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
  const std::uint64_t count = number();
  if (count > limits_.scene.surfaces) return fail(Code::kCorrupt, "a stack of {} surfaces", count);
  Restacked what;
  for (std::uint64_t i = 0; i < count; ++i) {
    TRY_ASSIGN(const SurfaceId surface, surface_id());
    --field_;
    what.bottom_to_top.push_back(surface);
  }
  TRY(scene_.stack(what.bottom_to_top));
  return Event{time_, std::move(what)};
}

Result<Event> RecordReader::tiles() {
  TRY_ASSIGN(const SurfaceId id, surface_id());
  Surface* surface = scene_.find(id);
  if (surface == nullptr) return fail(Code::kCorrupt, "surface {} is not open", id);
  const TileGrid grid(surface->pixels.width, surface->pixels.height);
  TRY_ASSIGN(const std::vector<TileRun> runs, tile_runs(grid.count()));
  Rect changed;
  bool exact = true;
  for (const TileRun& run : runs) {
    for (std::size_t tile = run.first; tile < run.first + run.count; ++tile) {
      const Rect at = grid.tile(tile);
      TRY(charge(at.area()));
      TRY_ASSIGN(const std::int64_t told, tiles_.decode(coder_, surface->pixels, at));
      TRY(charge(told * kToldPixelWork));
      TRY(check_not_overrun());
      surface->mark_tile(at, tiles_.was_exact());
      exact = exact && tiles_.was_exact();
      changed = bounds(changed, at);
    }
  }
  return Event{time_, PixelsChanged{id, changed, exact}};
}

Result<std::vector<TileRun>> RecordReader::tile_runs(std::size_t tiles) {
  const std::uint64_t count = number();
  if (count > tiles) return fail(Code::kCorrupt, "{} runs of {} tiles", count, tiles);
  std::vector<TileRun> runs;
  std::size_t next = 0;
  while (runs.size() < count) {
    const std::uint64_t skipped = number();
    const std::uint64_t length = number();
    field_ -= 2;
    const std::size_t left = tiles - next;
    if (length == 0 || skipped > left || length > left - skipped)
      return fail(Code::kCorrupt, "{} tiles after {} others, of {} that are left", length, skipped, left);
    runs.push_back({next + skipped, length});
    next += skipped + length;
  }
  return runs;
}

Result<Event> RecordReader::copy() {
  TRY_ASSIGN(const SurfaceId id, surface_id());
  TRY_ASSIGN(const Rect from, rect());
  TRY_ASSIGN(const std::int32_t right, coordinate());
  TRY_ASSIGN(const std::int32_t down, coordinate());
  TRY(charge(from.area()));
  const Point to{from.x + right, from.y + down};
  TRY(scene_.copy(id, from, to));
  const Rect changed{to.x, to.y, from.width, from.height};
  return Event{time_, PixelsChanged{id, changed, !scene_.find(id)->has_rough(changed)}};
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
  const std::uint64_t from = number();
  const std::uint64_t to = number();
  TRY_ASSIGN(const Withheld why, reason());
  if (from > to || to > kLatest) return fail(Code::kCorrupt, "a time from {} to {} ms", from, to);
  return Event{time_, TimeWithheld{TrackTime(from), TrackTime(to), why}};
}

Result<Event> RecordReader::cursor() {
  const std::uint64_t visible = number();
  if (visible > 1) return fail(Code::kCorrupt, "a cursor that is neither visible nor hidden");
  Cursor cursor;
  cursor.visible = visible == 1;
  TRY_ASSIGN(cursor.at.x, coordinate(scene_.cursor().at.x));
  TRY_ASSIGN(cursor.at.y, coordinate(scene_.cursor().at.y));
  scene_.set_cursor(cursor);
  return Event{time_, CursorMoved{cursor}};
}

Result<Event> RecordReader::index_end() {
  if (!restating_) return fail(Code::kCorrupt, "the end of an index point where none was begun");
  restating_ = false;
  return Event{time_, IndexPoint{after_damage_}};
}

}  // namespace insyn::track
