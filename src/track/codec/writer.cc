#include "track/codec/writer.h"

#include "base/check.h"
#include "track/codec/chunk.h"
#include "track/codec/motion_search.h"
#include "track/codec/record_encoder.h"
#include "track/codec/tile_codec.h"
#include "track/codec/video_tiles.h"

namespace insyn::track {
namespace {

// An index point resets all models and caches, so every screen that comes back afterwards costs its full size
// again. There is one each minute in which enough bytes came to make decoding them noticeable; otherwise a
// rare one, as damage withholds everything up to the next.
constexpr TrackTime kIndexInterval{60'000}, kLongestIndexInterval{300'000};
constexpr std::size_t kFewestBytesForIndex = std::size_t{128} << 10;
constexpr std::size_t kMostBytesWithoutIndex = std::size_t{8} << 20;
// A smaller change cannot be a scrolled page that is worth a motion search.
constexpr std::int64_t kFewestPixelsToSearch = std::int64_t{12} * kTilePixels;
// A chunk with more work than this should be taken; up to kLargestWork it is still valid.
constexpr std::int64_t kMuchWork = kLargestWork / 4;
constexpr std::size_t kTakeItNow = std::size_t{1} << 40;
// From here on a chunk takes no more pixels: they are withheld.
constexpr std::size_t kFullBody = kLargestBody - (std::size_t{4} << 20);
constexpr std::int64_t kFullWork = kLargestWork - (std::int64_t{256} << 20);

constexpr std::uint32_t kNotYetDrawn = withheld_pixel(Withheld::kNotYetDrawn);

Rect relative(const Rect& part, const Rect& whole) {
  return {part.x - whole.x, part.y - whole.y, part.width, part.height};
}

// Calls visit(number) for each tile that `area` overlaps.
template <class Visit>
void for_each_tile(const TileGrid& grid, const Rect& area, Visit visit) {
  for (int row = area.y / kTileSide; row < grid.rows() && row * kTileSide < area.bottom(); ++row) {
    for (int column = area.x / kTileSide; column < grid.columns() && column * kTileSide < area.right();
         ++column)
      visit(grid.number_of(column, row));
  }
}

void append(std::vector<TileRun>& runs, std::size_t tile) {
  if (!runs.empty() && runs.back().first + runs.back().count == tile) {
    ++runs.back().count;
  } else {
    runs.push_back({tile, 1});
  }
}

bool differs(const Tile& source, Point at, PixelView captured) {
  for (int y = 0; y < captured.height; ++y)
    if (!same_pixels(captured.row(y), source.row(at.y + y) + at.x, captured.width)) return true;
  return false;
}

std::uint64_t random_seed() {
  const Bytes bytes = random_bytes(8);
  std::uint64_t seed = 0;
  for (const std::uint8_t byte : bytes) seed = seed << 8 | byte;
  return seed;
}

}  // namespace

// The scene as a reader reconstructs it, and the records since the last chunk.
class Writer::State {
 public:
  State(VideoCoding videos, TrackPosition from)
      : videos_(videos), first_(from.chunk), number_(from.chunk), now_(from.time) {}

  Scene scene;
  RecordEncoder records;

  // Starts a chunk where none is pending. Returns the time for a record of a call at `at`.
  TrackTime begin_record(TrackTime at);
  // Counts the work of decoding, see format.h.
  void charge(std::int64_t work);
  Surface& open_surface(SurfaceId id);
  void change(TrackTime at, Surface& surface, const Rect& area, PixelView captured);
  // Drops source pixels that are kept beside the scene.
  void discard(const Surface& surface, const Rect& area);
  void discard(SurfaceId surface) { video_.discard(surface); }
  // Codes lossy tiles again without loss: those at rest, or all.
  void settle(TrackTime at, Surface& surface, bool all);
  Chunk take(TrackTime now);

  bool has_content() const { return has_content_ || video_.has_pending(); }
  bool is_empty() const { return number_ == first_ && !has_content(); }
  TrackTime pending_since() const;
  std::size_t pending_bytes() const;

 private:
  // Captured pixels of an area of a surface.
  struct Change {
    const Surface& surface;
    TileGrid grid;
    Rect area;
    PixelView captured;

    Rect part_in(std::size_t tile) const { return intersection(grid.tile(tile), area); }
    PixelView captured_in(const Rect& part) const { return captured.part(relative(part, area)); }
  };

  void start_chunk();
  bool is_index_point_due() const;
  void write_state();
  void write_surface_state(Surface& surface);
  void write_copies(TrackTime time, Surface& surface, const Rect& area, PixelView captured);
  bool is_changed(const Change& change, std::size_t number) const;
  std::vector<TileRun> choose_tiles(const Change& change);
  // Both set tile_: to the source of a tile, and to the source as it is after a change.
  void load_source(const Surface& surface, const TileGrid& grid, std::size_t number);
  void load_changed(const Change& change, std::size_t number);
  // `load(number)` sets tile_ to what is to be coded; `is_lossy(number)` says how.
  template <class Load, class IsLossy>
  void write_tiles(TrackTime time, Surface& surface, std::span<const TileRun> runs, Load load,
                   IsLossy is_lossy);
  void write_tile(TrackTime time, Surface& surface, const Rect& at, bool lossy);
  bool is_full() const { return records.size() > kFullBody || work_ > kFullWork; }

  VideoCoding videos_;
  std::uint64_t seed_ = random_seed();
  TileEncoder encoder_{seed_};
  VideoTiles video_;
  Tile tile_;
  std::vector<bool> lossy_;  // by tile, of the change being coded
  bool has_content_ = false;
  bool index_point_ = false;
  const std::uint32_t first_;
  std::uint32_t number_;
  TrackTime now_;
  TrackTime begin_{0};
  TrackTime last_index_{0};
  std::size_t bytes_since_index_ = 0;
  std::int64_t work_ = 0;
};

TrackTime Writer::State::begin_record(TrackTime at) {
  CHECK(at >= TrackTime{0} && at <= TrackTime{0xFFFF'FFFF});
  now_ = std::max(now_, at);
  if (!has_content_) start_chunk();
  charge(kRecordWork);
  return now_;
}

void Writer::State::charge(std::int64_t work) {
  work_ += work;
  CHECK(work_ <= kLargestWork);
}

Surface& Writer::State::open_surface(SurfaceId id) {
  Surface* surface = scene.find(id);
  CHECK(surface != nullptr);
  return *surface;
}

void Writer::State::change(TrackTime at, Surface& surface, const Rect& area, PixelView captured) {
  Rect changed = area;
  // Where lossy tiles are pending, the scene is not what was captured last and cannot tell what has changed.
  if (!video_.has_pending(surface.id)) {
    const Rect bounds = changed_bounds(surface.pixels, area, captured);
    if (bounds.empty()) return;
    changed = {area.x + bounds.x, area.y + bounds.y, bounds.width, bounds.height};
    if (changed.area() >= kFewestPixelsToSearch) write_copies(at, surface, changed, captured.part(bounds));
  }
  now_ = std::max(now_, at);
  const Change change{surface,
                      {surface.pixels.width, surface.pixels.height},
                      changed,
                      captured.part(relative(changed, area))};
  const std::vector<TileRun> runs = choose_tiles(change);
  if (runs.empty()) return;
  const TrackTime time = begin_record(at);
  // An index point that has begun with this record settled all tiles.
  const auto is_lossy = [&](std::size_t number) {
    return lossy_[number] && video_.source_of(surface.id, number) != nullptr;
  };
  write_tiles(
      time, surface, runs, [&](std::size_t number) { load_changed(change, number); }, is_lossy);
  for (const TileRun& run : runs)
    for (std::size_t number = run.first; number < run.first + run.count; ++number)
      if (!lossy_[number]) video_.settle(surface.id, number);
}

bool Writer::State::is_changed(const Change& change, std::size_t number) const {
  const Rect tile = change.grid.tile(number), part = change.part_in(number);
  const PixelView captured = change.captured_in(part);
  const Tile* source = video_.source_of(change.surface.id, number);
  if (source == nullptr) return track::differs(change.surface.pixels, part, captured);
  return differs(*source, {part.x - tile.x, part.y - tile.y}, captured);
}

// The tiles to code now; sets lossy_. Video tiles whose turn has not come are left out.
std::vector<TileRun> Writer::State::choose_tiles(const Change& change) {
  std::vector<TileRun> runs;
  lossy_.assign(change.grid.count(), false);
  for_each_tile(change.grid, change.area, [&](std::size_t number) {
    if (!is_changed(change, number)) return;
    VideoTiles::Coding coding = VideoTiles::Coding::kLossless;
    if (videos_ == VideoCoding::kLossy) {
      load_changed(change, number);
      coding = video_.choose_coding(now_, change.surface.id, change.grid.count(), number, tile_);
    }
    lossy_[number] = coding == VideoTiles::Coding::kLossy;
    if (coding != VideoTiles::Coding::kDeferred) append(runs, number);
  });
  return runs;
}

void Writer::State::discard(const Surface& surface, const Rect& area) {
  for_each_tile(TileGrid(surface.pixels.width, surface.pixels.height), area,
                [&](std::size_t number) { video_.discard(surface.id, number); });
}

void Writer::State::settle(TrackTime at, Surface& surface, bool all) {
  const std::vector<std::size_t> numbers = video_.pending_at_rest(surface.id, std::max(now_, at), all);
  if (numbers.empty()) return;
  const TrackTime time = begin_record(at);
  if (!video_.has_pending(surface.id)) return;  // an index point that has just begun settled them
  const TileGrid grid(surface.pixels.width, surface.pixels.height);
  std::vector<TileRun> runs;
  for (const std::size_t number : numbers) append(runs, number);
  write_tiles(
      time, surface, runs, [&](std::size_t number) { load_source(surface, grid, number); },
      [](std::size_t) { return false; });
  for (const std::size_t number : numbers) video_.settle(surface.id, number);
}

Chunk Writer::State::take(TrackTime now) {
  CHECK(has_content());
  const bool all = !has_content_;
  for (Surface& surface : scene.surfaces()) settle(now, surface, all);
  now_ = std::max(now_, now);
  const ChunkHeader header{index_point_, number_++, begin_, now_};
  Chunk chunk{pack_chunk(header, records.finish()), begin_, now_, index_point_};
  bytes_since_index_ += chunk.bytes.size();
  has_content_ = false;
  work_ = 0;
  return chunk;
}

TrackTime Writer::State::pending_since() const { return has_content_ ? begin_ : video_.last_change(); }

std::size_t Writer::State::pending_bytes() const {
  if (!has_content_) return 0;
  return work_ > kMuchWork ? kTakeItNow : records.size();
}

void Writer::State::start_chunk() {
  has_content_ = true;
  begin_ = now_;
  index_point_ = number_ == first_ || is_index_point_due();
  records.start_chunk(begin_, index_point_);
  if (index_point_) write_state();
}

bool Writer::State::is_index_point_due() const {
  const TrackTime passed = now_ - last_index_;
  return (passed >= kIndexInterval && bytes_since_index_ >= kFewestBytesForIndex) ||
         passed >= kLongestIndexInterval || bytes_since_index_ >= kMostBytesWithoutIndex;
}

void Writer::State::write_state() {
  last_index_ = now_;
  bytes_since_index_ = 0;
  encoder_.reset();
  for (Surface& surface : scene.surfaces()) write_surface_state(surface);
  if (scene.cursor() != Cursor{}) records.cursor(now_, {}, scene.cursor());
  records.state_end(now_);
  charge(2 * kRecordWork);
}

void Writer::State::write_surface_state(Surface& surface) {
  records.opened(now_, surface);
  charge(surface.place.area() + 2 * kRecordWork);
  const TileGrid grid(surface.pixels.width, surface.pixels.height);
  for (const std::size_t number : video_.pending_at_rest(surface.id, now_, true)) {
    const Rect at = grid.tile(number);
    surface.pixels.paste({at.x, at.y}, video_.source_of(surface.id, number)->view());
    video_.settle(surface.id, number);
  }
  std::vector<TileRun> runs;
  for (std::size_t tile = 0; tile < grid.count(); ++tile)
    if (!surface.pixels.is_filled(grid.tile(tile), kNotYetDrawn)) append(runs, tile);
  // A reader starts with a blank surface, and pixels are predicted from what is there.
  const Image pixels =
      std::exchange(surface.pixels, Image(surface.place.width, surface.place.height, kNotYetDrawn));
  write_tiles(
      now_, surface, runs, [&](std::size_t number) { load_tile(pixels, grid.tile(number), tile_); },
      [](std::size_t) { return false; });
}

void Writer::State::write_copies(TrackTime time, Surface& surface, const Rect& area, PixelView captured) {
  for (const Motion& motion : find_motion(surface.pixels, area, captured, seed_)) {
    records.copy(begin_record(time), surface.id, motion.from, motion.to);
    surface.pixels.move(motion.from, motion.to);
    charge(motion.from.area());
  }
}

void Writer::State::load_source(const Surface& surface, const TileGrid& grid, std::size_t number) {
  if (const Tile* source = video_.source_of(surface.id, number)) {
    tile_ = *source;
  } else {
    load_tile(surface.pixels, grid.tile(number), tile_);
  }
}

void Writer::State::load_changed(const Change& change, std::size_t number) {
  const Rect tile = change.grid.tile(number), part = change.part_in(number);
  if (part == tile) {
    tile_.width = tile.width;
    tile_.height = tile.height;
  } else {
    load_source(change.surface, change.grid, number);
  }
  const PixelView captured = change.captured_in(part);
  for (int y = 0; y < captured.height; ++y) {
    const std::uint32_t* from = captured.row(y);
    std::uint32_t* row = tile_.row(part.y - tile.y + y) + part.x - tile.x;
    for (int x = 0; x < captured.width; ++x) row[x] = from[x] & kColourMask;
  }
}

template <class Load, class IsLossy>
void Writer::State::write_tiles(TrackTime time, Surface& surface, std::span<const TileRun> runs, Load load,
                                IsLossy is_lossy) {
  if (runs.empty()) return;
  const TileGrid grid(surface.pixels.width, surface.pixels.height);
  records.tiles(time, surface.id, runs);
  for (const TileRun& run : runs) {
    for (std::size_t number = run.first; number < run.first + run.count; ++number) {
      load(number);
      write_tile(time, surface, grid.tile(number), is_lossy(number));
    }
  }
}

void Writer::State::write_tile(TrackTime time, Surface& surface, const Rect& at, bool lossy) {
  charge(at.area());
  const Point corner{at.x, at.y};
  if (is_full()) {
    std::fill_n(tile_.pixels.begin(), tile_.count(), withheld_pixel(Withheld::kUnsupportedFormat));
    charge(kCodedPixelWork * encoder_.encode(tile_, surface.pixels, corner, records.coder()));
    discard(surface, at);
  } else if (lossy) {
    const std::size_t before = records.size();
    charge(kCodedPixelWork *
           encoder_.encode_lossy(tile_, surface.pixels, corner, video_.quantiser(), records.coder()));
    video_.add_bytes(time, records.size() - before);
  } else {
    charge(kCodedPixelWork * encoder_.encode(tile_, surface.pixels, corner, records.coder()));
  }
}

Writer::Writer(VideoCoding videos, TrackPosition from) : state_(std::make_unique<State>(videos, from)) {}
Writer::~Writer() = default;
Writer::Writer(Writer&&) noexcept = default;
Writer& Writer::operator=(Writer&&) noexcept = default;

bool Writer::has_room_for(const Rect& place) const { return state_->scene.has_room_for(place).has_value(); }

bool Writer::has_room_for(SurfaceId surface, const Rect& place) const {
  return state_->scene.has_room_for(place, surface).has_value();
}

void Writer::surface_opened(TrackTime at, SurfaceId surface, SurfaceKind kind, const Rect& place) {
  const TrackTime time = state_->begin_record(at);
  CHECK(state_->scene.open(surface, kind, place).has_value());
  state_->records.opened(time, state_->open_surface(surface));
  state_->charge(place.area());
}

void Writer::surface_moved(TrackTime at, SurfaceId surface, const Rect& place) {
  Surface& moved = state_->open_surface(surface);
  if (moved.place == place) return;
  state_->settle(at, moved, true);
  state_->discard(surface);
  const TrackTime time = state_->begin_record(at);
  CHECK(state_->scene.move(surface, place).has_value());
  state_->records.moved(time, surface, place);
  state_->charge(place.area());
}

void Writer::surface_closed(TrackTime at, SurfaceId surface) {
  const TrackTime time = state_->begin_record(at);
  CHECK(state_->scene.close(surface).has_value());
  state_->records.closed(time, surface);
  state_->discard(surface);
}

void Writer::stacking(TrackTime at, std::span<const SurfaceId> bottom_to_top) {
  const auto order = [this] {
    std::vector<SurfaceId> ids;
    for (const Surface& surface : state_->scene.surfaces()) ids.push_back(surface.id);
    return ids;
  };
  const std::vector<SurfaceId> before = order();
  std::vector<SurfaceId> as_given(bottom_to_top.begin(), bottom_to_top.end());
  if (as_given == before) return;
  const TrackTime time = state_->begin_record(at);
  CHECK(state_->scene.stack(bottom_to_top).has_value());
  state_->records.stacking(time, bottom_to_top);
}

void Writer::pixels_changed(TrackTime at, SurfaceId surface, const Rect& area, PixelView pixels) {
  Surface& changed = state_->open_surface(surface);
  CHECK(!area.empty() && intersection(area, changed.pixels.bounds()) == area);
  CHECK(pixels.width == area.width && pixels.height == area.height && pixels.stride >= pixels.width);
  state_->change(at, changed, area, pixels);
}

void Writer::withheld(TrackTime at, SurfaceId surface, const Rect& area, Withheld reason) {
  Surface& changed = state_->open_surface(surface);
  const Rect inside = intersection(area, changed.pixels.bounds());
  if (inside.empty() || changed.pixels.is_filled(inside, withheld_pixel(reason))) return;
  state_->settle(at, changed, true);
  state_->discard(changed, inside);
  const TrackTime time = state_->begin_record(at);
  CHECK(state_->scene.withhold(surface, inside, reason).has_value());
  state_->records.withheld_area(time, surface, inside, reason);
  state_->charge(inside.area());
}

void Writer::withheld_time(TrackTime from, TrackTime to, Withheld reason) {
  CHECK(from >= TrackTime{0} && from <= to);
  state_->records.withheld_time(state_->begin_record(to), from, to, reason);
}

void Writer::cursor(TrackTime at, bool visible, Point in_root) {
  const Cursor cursor{visible, visible ? in_root : Point{}};
  if (state_->scene.cursor() == cursor) return;
  const TrackTime time = state_->begin_record(at);
  state_->records.cursor(time, state_->scene.cursor(), cursor);
  state_->scene.set_cursor(cursor);
}

// A stack of no surface changes nothing.
void Writer::shown_until(TrackTime at) {
  if (!state_->is_empty()) state_->records.stacking(state_->begin_record(at), {});
}

bool Writer::has_content() const { return state_->has_content(); }
std::size_t Writer::pending_bytes() const { return state_->pending_bytes(); }
TrackTime Writer::pending_since() const { return state_->pending_since(); }
Chunk Writer::take_chunk(TrackTime now) { return state_->take(now); }

}  // namespace insyn::track
