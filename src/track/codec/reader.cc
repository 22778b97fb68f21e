#include "track/codec/reader.h"

#include <algorithm>
#include <limits>

#include "track/codec/chunk.h"
#include "track/codec/record_models.h"
#include "track/codec/tile_codec.h"

namespace insyn::track {
namespace {

constexpr std::uint64_t kLatestTime = std::numeric_limits<std::uint32_t>::max();  // ms

// Decodes the records of one chunk and applies them to a scene.
class RecordDecoder {
 public:
  // `after_damage` is reported with the chunk's IndexPoint.
  RecordDecoder(const UnpackedChunk& chunk, const ReadLimits& limits, bool after_damage, Scene& scene,
                RecordModels& models, TileDecoder& tiles);

  // Errors name the record, counted from 0, and the offset in the body at which it begins.
  Status read(const Reader::OnEvent& on_event);

 private:
  // Reads the kind and the time of the next record.
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
  Result<Event> state_end();

  std::uint64_t number() { return models_.number(coder_, field_++, 0); }
  std::int64_t signed_number() { return models_.signed_number(coder_, field_++, 0); }
  Result<SurfaceId> surface_id();
  // Coded relative to `from`.
  Result<std::int32_t> coordinate(std::int64_t from = 0);
  Result<std::int32_t> length();
  Result<Rect> rect();
  Result<Withheld> reason();
  Status charge(std::int64_t pixels);
  Result<std::vector<TileRun>> tile_runs(std::size_t tiles);
  Status check_complete() const;
  Status check_not_overrun() const;

  RangeDecoder coder_;
  ChunkHeader header_;
  ReadLimits limits_;
  bool after_damage_;
  bool in_state_;
  Scene& scene_;
  RecordModels& models_;
  TileDecoder& tiles_;
  TrackTime time_;
  TrackTime::rep elapsed_ = 0;  // from the record before to the one begun
  std::size_t field_ = 0;
  std::int64_t work_ = 0;
};

RecordDecoder::RecordDecoder(const UnpackedChunk& chunk, const ReadLimits& limits, bool after_damage,
                             Scene& scene, RecordModels& models, TileDecoder& tiles)
    : coder_(chunk.body),
      header_(chunk.header),
      limits_(limits),
      after_damage_(after_damage),
      in_state_(chunk.header.index_point),
      scene_(scene),
      models_(models),
      tiles_(tiles),
      time_(chunk.header.begin) {}

Status RecordDecoder::read(const Reader::OnEvent& on_event) {
  std::size_t number = 0, offset = 0;
  const auto named = [&](Error error) {
    return in_context(fmt::format("track record {} at byte {} of the body", number, offset),
                      std::move(error));
  };
  auto kind = begin();
  while (kind && *kind != RecordKind::kEnd) {
    time_ += TrackTime(elapsed_);
    auto event = apply(*kind);
    if (!event) return named(std::move(event).error());
    event->time = time_;
    const bool is_event = !in_state_ || *kind == RecordKind::kStateEnd;
    ++number;
    offset = coder_.offset() - 4;
    kind = begin();
    if (!kind) break;
    event->ends_moment = *kind == RecordKind::kEnd || elapsed_ > 0;
    if (is_event && on_event) TRY(on_event(*event));
  }
  if (!kind) return named(std::move(kind).error());
  return check_complete();
}

Status RecordDecoder::check_complete() const {
  if (in_state_) return fail(Code::kCorrupt, "track chunk: the state of its index point has no end");
  if (coder_.has_unread_bytes()) return fail(Code::kCorrupt, "track chunk: bytes after its last record");
  return {};
}

Status RecordDecoder::check_not_overrun() const {
  if (coder_.overrun()) return fail(Code::kCorrupt, "the chunk ends within it");
  return {};
}

Result<RecordKind> RecordDecoder::begin() {
  const RecordKind kind = models_.begin(coder_, RecordKind::kEnd);
  TRY(check_not_overrun());
  if (kind == RecordKind::kEnd) return kind;
  field_ = 0;
  const std::uint64_t passed = number();
  if (passed > static_cast<std::uint64_t>((header_.end - time_).count()))
    return fail(Code::kCorrupt, "it lies after the end of its chunk");
  elapsed_ = static_cast<TrackTime::rep>(passed);
  TRY(charge(kRecordWork));
  return kind;
}

Result<Event> RecordDecoder::apply(RecordKind kind) {
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
    case RecordKind::kStateEnd:
      return state_end();
  }
  return fail(Code::kCorrupt, "there is no record kind {}", static_cast<int>(kind));
}

Result<SurfaceId> RecordDecoder::surface_id() {
  const std::uint64_t id = number();
  if (id > std::numeric_limits<SurfaceId>::max()) return fail(Code::kCorrupt, "surface number {}", id);
  return static_cast<SurfaceId>(id);
}

Result<std::int32_t> RecordDecoder::coordinate(std::int64_t from) {
  const std::int64_t step = signed_number();
  const std::int64_t farthest = std::int64_t{4} * limits_.scene.farthest;
  const std::int64_t value = from + std::clamp(step, -farthest, farthest);
  if (value < -limits_.scene.farthest || value > limits_.scene.farthest)
    return fail(Code::kCorrupt, "coordinate {} is too far away", value);
  return static_cast<std::int32_t>(value);
}

Result<std::int32_t> RecordDecoder::length() {
  const std::uint64_t value = number();
  if (value == 0 || value > static_cast<std::uint64_t>(limits_.scene.side))
    return fail(Code::kCorrupt, "a side of {} pixels", value);
  return static_cast<std::int32_t>(value);
}

Result<Rect> RecordDecoder::rect() {
  Rect rect;
  TRY_ASSIGN(rect.x, coordinate());
  TRY_ASSIGN(rect.y, coordinate());
  TRY_ASSIGN(rect.width, length());
  TRY_ASSIGN(rect.height, length());
  return rect;
}

Result<Withheld> RecordDecoder::reason() {
  const std::uint64_t value = number();
  const auto reason = withheld_of(static_cast<std::uint8_t>(std::min<std::uint64_t>(value, 255)));
  if (!reason) return fail(Code::kCorrupt, "there is no reason {}", value);
  return *reason;
}

Status RecordDecoder::charge(std::int64_t pixels) {
  work_ += pixels;
  if (work_ > limits_.work)
    return fail(Code::kCorrupt, "decoding the chunk costs more than {} units of work", limits_.work);
  return {};
}

Result<Event> RecordDecoder::opened() {
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

Result<Event> RecordDecoder::moved() {
  SurfaceMoved what;
  TRY_ASSIGN(what.surface, surface_id());
  TRY_ASSIGN(what.place, rect());
  TRY(charge(what.place.area()));
  TRY(scene_.move(what.surface, what.place));
  return Event{time_, what};
}

Result<Event> RecordDecoder::closed() {
  TRY_ASSIGN(const SurfaceId surface, surface_id());
  TRY(scene_.close(surface));
  return Event{time_, SurfaceClosed{surface}};
}

Result<Event> RecordDecoder::stacking() {
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

Result<Event> RecordDecoder::tiles() {
  TRY_ASSIGN(const SurfaceId id, surface_id());
  Surface* surface = scene_.find(id);
  if (surface == nullptr) return fail(Code::kCorrupt, "surface {} is not open", id);
  const TileGrid grid(surface->pixels.width, surface->pixels.height);
  TRY_ASSIGN(const std::vector<TileRun> runs, tile_runs(grid.count()));
  Rect changed;
  bool lossless = true;
  for (const TileRun& run : runs) {
    for (std::size_t tile = run.first; tile < run.first + run.count; ++tile) {
      const Rect at = grid.tile(tile);
      TRY(charge(at.area()));
      TRY_ASSIGN(const std::int64_t coded_pixels, tiles_.decode(coder_, surface->pixels, at));
      TRY(charge(coded_pixels * kCodedPixelWork));
      TRY(check_not_overrun());
      surface->mark_tile(at, tiles_.was_lossless());
      lossless = lossless && tiles_.was_lossless();
      changed = bounds(changed, at);
    }
  }
  return Event{time_, PixelsChanged{id, changed, lossless}};
}

Result<std::vector<TileRun>> RecordDecoder::tile_runs(std::size_t tiles) {
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

Result<Event> RecordDecoder::copy() {
  TRY_ASSIGN(const SurfaceId id, surface_id());
  TRY_ASSIGN(const Rect from, rect());
  TRY_ASSIGN(const std::int32_t right, coordinate());
  TRY_ASSIGN(const std::int32_t down, coordinate());
  TRY(charge(from.area()));
  const Point to{from.x + right, from.y + down};
  TRY(scene_.copy(id, from, to));
  const Rect changed{to.x, to.y, from.width, from.height};
  return Event{time_, PixelsChanged{id, changed, !scene_.find(id)->has_lossy(changed)}};
}

Result<Event> RecordDecoder::withheld_area() {
  AreaWithheld what;
  TRY_ASSIGN(what.surface, surface_id());
  TRY_ASSIGN(what.area, rect());
  TRY_ASSIGN(what.reason, reason());
  TRY(charge(what.area.area()));
  TRY(scene_.withhold(what.surface, what.area, what.reason));
  return Event{time_, what};
}

Result<Event> RecordDecoder::withheld_time() {
  const std::uint64_t from = number();
  const std::uint64_t to = number();
  TRY_ASSIGN(const Withheld why, reason());
  if (from > to || to > kLatestTime) return fail(Code::kCorrupt, "a time from {} to {} ms", from, to);
  return Event{time_, TimeWithheld{TrackTime(from), TrackTime(to), why}};
}

Result<Event> RecordDecoder::cursor() {
  const std::uint64_t visible = number();
  if (visible > 1) return fail(Code::kCorrupt, "a cursor that is neither visible nor hidden");
  Cursor cursor;
  cursor.visible = visible == 1;
  TRY_ASSIGN(cursor.at.x, coordinate(scene_.cursor().at.x));
  TRY_ASSIGN(cursor.at.y, coordinate(scene_.cursor().at.y));
  scene_.set_cursor(cursor);
  return Event{time_, CursorMoved{cursor}};
}

Result<Event> RecordDecoder::state_end() {
  if (!in_state_) return fail(Code::kCorrupt, "the end of a state that was not begun");
  in_state_ = false;
  return Event{time_, IndexPoint{after_damage_}};
}

}  // namespace

class Reader::State {
 public:
  explicit State(const ReadLimits& limits) : scene(limits.scene), limits_(limits) {}

  Status feed(ByteView chunk, const OnEvent& on_event) {
    TRY_ASSIGN(const UnpackedChunk unpacked, unpack_chunk(chunk, limits_.body));
    const ChunkHeader& header = unpacked.header;
    if (header.index_point) {
      reset();
    } else if (in_gap || !started_) {
      return skip(header, on_event);
    } else {
      TRY(check_follows(header));
    }
    RecordDecoder records(unpacked, limits_, in_gap, scene, *models_, tiles_);
    const auto report = [&](const Event& event) -> Status {
      time = event.time;
      return on_event ? on_event(event) : Status{};
    };
    TRY(records.read(report));
    in_gap = false;
    finish(header);
    return {};
  }

  void gap() {
    in_gap = true;
    scene.withhold_everything(Withheld::kDamagedRecording);
    tiles_.reset();
  }

  Scene scene;
  TrackTime time{0};
  bool in_gap = false;

 private:
  void reset() {
    scene.clear();
    models_->reset();
    tiles_.reset();
  }

  Status skip(const ChunkHeader& header, const OnEvent& on_event) {
    in_gap = true;
    finish(header);
    if (!on_event) return {};
    return on_event({header.end, TimeWithheld{header.begin, header.end, Withheld::kDamagedRecording}});
  }

  Status check_follows(const ChunkHeader& header) const {
    if (header.number != next_number_)
      return fail(Code::kCorrupt, "track chunk {} comes where chunk {} was expected", header.number,
                  next_number_);
    if (header.begin < time)
      return fail(Code::kCorrupt, "track chunk {} begins before the one before it ends", header.number);
    return {};
  }

  void finish(const ChunkHeader& header) {
    started_ = true;
    next_number_ = header.number + 1;
    time = header.end;
  }

  ReadLimits limits_;
  std::unique_ptr<RecordModels> models_ = std::make_unique<RecordModels>();  // large
  TileDecoder tiles_;
  bool started_ = false;
  std::uint32_t next_number_ = 0;
};

Reader::Reader(const ReadLimits& limits) : state_(std::make_unique<State>(limits)) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

Status Reader::feed(ByteView chunk, const OnEvent& on_event) {
  Status status = state_->feed(chunk, on_event);
  if (!status) state_->gap();
  return status;
}

void Reader::gap() { state_->gap(); }
bool Reader::in_gap() const { return state_->in_gap; }
const Scene& Reader::scene() const { return state_->scene; }
TrackTime Reader::time() const { return state_->time; }

}  // namespace insyn::track
