#include "track/codec/pending_chunk.h"

#include "base/check.h"
#include "track/codec/changes.h"
#include "track/codec/frame.h"
#include "track/codec/moves.h"

namespace insyn::track {
namespace {

// An index point forgets what was learned, and so costs all the screens that come back after it. It is made
// each minute where so many bytes came since the last one that reading them takes a moment; otherwise now and
// then, since what is damaged is lost up to the next one.
constexpr TrackTime kIndexEvery{60'000}, kIndexAtLeastEvery{300'000};
constexpr std::size_t kFewestBytesForIndex = std::size_t{128} << 10;
constexpr std::size_t kMostBytesWithoutIndex = std::size_t{8} << 20;
// Fewer changed tiles than this cannot be a scrolled page that is worth searching.
constexpr std::size_t kFewestTilesToSearch = 12;
// A chunk with more than this has to be taken; up to kLargestWork nothing is refused.
constexpr std::int64_t kMuchWork = kLargestWork / 4;
// From here on a chunk takes no more pixels: they are withheld.
constexpr std::size_t kFullBody = kLargestBody - (std::size_t{4} << 20);
constexpr std::int64_t kFullWork = kLargestWork - (std::int64_t{256} << 20);
constexpr std::size_t kTakeItNow = std::size_t{1} << 40;

Rect relative(const Rect& part, const Rect& whole) {
  return {part.x - whole.x, part.y - whole.y, part.width, part.height};
}

template <class Visit>
void for_each_tile(const TileGrid& grid, const Rect& area, Visit visit) {
  for (int row = area.y / kTileSide; row < grid.rows() && row * kTileSide < area.bottom(); ++row) {
    for (int column = area.x / kTileSide; column < grid.columns() && column * kTileSide < area.right();
         ++column)
      visit(grid.number_of(column, row));
  }
}

void add_to(std::vector<TileRun>& runs, std::size_t tile) {
  if (!runs.empty() && runs.back().first + runs.back().count == tile) {
    ++runs.back().count;
  } else {
    runs.push_back({tile, 1});
  }
}

bool differs(const Tile& shown, Point at, PixelView fresh) {
  for (int y = 0; y < fresh.height; ++y)
    if (!same_pixels(fresh.row(y), shown.row(at.y + y) + at.x, fresh.width)) return true;
  return false;
}

}  // namespace

std::uint64_t PendingChunk::random_seed() {
  const Bytes bytes = random_bytes(8);
  std::uint64_t seed = 0;
  for (const std::uint8_t byte : bytes) seed = seed << 8 | byte;
  return seed;
}

TrackTime PendingChunk::record_at(TrackTime at) {
  CHECK(at >= TrackTime{0} && at <= TrackTime{0xFFFF'FFFF});
  now_ = std::max(now_, at);
  if (!has_content_) start_chunk();
  charge(kRecordWork);
  return now_;
}

void PendingChunk::charge(std::int64_t pixels) {
  work_ += pixels;
  CHECK(work_ <= kLargestWork);
}

Surface& PendingChunk::open_surface(SurfaceId id) {
  Surface* surface = scene.find(id);
  CHECK(surface != nullptr);
  return *surface;
}

void PendingChunk::change(TrackTime at, Surface& surface, const Rect& area, PixelView fresh) {
  const TileGrid grid(surface.pixels.width, surface.pixels.height);
  Rect changed = changed_bounds(surface.pixels, area, fresh);
  if (changed.empty() && !moving_.has_any(surface.id)) return;
  // Where something is shown roughly, what was changed cannot be told from what a reader sees.
  changed = moving_.has_any(surface.id)
                ? area
                : Rect{area.x + changed.x, area.y + changed.y, changed.width, changed.height};
  now_ = std::max(now_, at);
  if (!moving_.has_any(surface.id) &&
      changed.area() >= static_cast<std::int64_t>(kFewestTilesToSearch * kTilePixels))
    apply_moves(at, surface, changed, fresh.part(relative(changed, area)));
  std::vector<TileRun> runs;
  roughly_.assign(grid.count(), false);
  const auto load_fresh = [&](std::size_t number) {
    const Rect tile = grid.tile(number), part = intersection(tile, changed);
    if (part == tile) {
      tile_.width = tile.width;
      tile_.height = tile.height;
    } else {
      load(surface, grid, number);
    }
    overlay(fresh.part(relative(part, area)), {part.x - tile.x, part.y - tile.y});
  };
  for_each_tile(grid, changed, [&](std::size_t number) {
    const Rect tile = grid.tile(number), part = intersection(tile, changed);
    const Tile* shown = moving_.shown(surface.id, number);
    const PixelView now = fresh.part(relative(part, area));
    if (shown != nullptr ? !differs(*shown, {part.x - tile.x, part.y - tile.y}, now)
                         : !differs(surface.pixels, part, now))
      return;
    load_fresh(number);
    const MovingPictures::How how = videos_ == Videos::kExactly
                                        ? MovingPictures::How::kExactly
                                        : moving_.changed(now_, surface.id, grid.count(), number, tile_);
    roughly_[number] = how == MovingPictures::How::kRoughly;
    if (how != MovingPictures::How::kLater) add_to(runs, number);
  });
  if (runs.empty()) return;
  write_tiles(record_at(at), surface, runs, load_fresh);
  for (const TileRun& run : runs)
    for (std::size_t number = run.first; number < run.first + run.count; ++number)
      if (!roughly_[number]) moving_.settled(surface.id, number);
}

void PendingChunk::forget(const Surface& surface, const Rect& area) {
  for_each_tile(TileGrid(surface.pixels.width, surface.pixels.height), area,
                [&](std::size_t number) { moving_.forget(surface.id, number); });
}

void PendingChunk::sharpen(TrackTime at, Surface& surface, bool all) {
  const std::vector<std::size_t> numbers = moving_.at_rest(surface.id, std::max(now_, at), all);
  if (numbers.empty()) return;
  const TrackTime time = record_at(at);
  if (!moving_.has_any(surface.id)) return;  // the chunk has begun with all of it
  const TileGrid grid(surface.pixels.width, surface.pixels.height);
  std::vector<TileRun> runs;
  for (const std::size_t number : numbers) add_to(runs, number);
  roughly_.assign(grid.count(), false);
  write_tiles(time, surface, runs, [&](std::size_t number) { load(surface, grid, number); });
  for (const std::size_t number : numbers) moving_.settled(surface.id, number);
}

Chunk PendingChunk::take(TrackTime now) {
  CHECK(has_content());
  const bool all = !has_content_;
  for (Surface& surface : scene.surfaces()) sharpen(now, surface, all);
  now_ = std::max(now_, now);
  const ChunkHeader header{index_point_, number_++, begin_, now_};
  Chunk chunk{pack(header, records.finish()), begin_, now_, index_point_};
  bytes_since_index_ += chunk.bytes.size();
  has_content_ = false;
  work_ = 0;
  return chunk;
}

TrackTime PendingChunk::begin() const {
  if (has_content_) return begin_;
  return moving_.has_any() ? moving_.last_change() : TrackTime{0};
}

std::size_t PendingChunk::estimate() const {
  if (!has_content_) return 0;
  return work_ > kMuchWork ? kTakeItNow : records.size();
}

void PendingChunk::start_chunk() {
  has_content_ = true;
  begin_ = now_;
  index_point_ = number_ == 0 || is_index_point_due();
  records.start_chunk(begin_, index_point_);
  if (index_point_) restate();
}

bool PendingChunk::is_index_point_due() const {
  const TrackTime passed = now_ - last_index_;
  return (passed >= kIndexEvery && bytes_since_index_ >= kFewestBytesForIndex) ||
         passed >= kIndexAtLeastEvery || bytes_since_index_ >= kMostBytesWithoutIndex;
}

void PendingChunk::restate() {
  last_index_ = now_;
  bytes_since_index_ = 0;
  encoder_.reset();
  for (Surface& surface : scene.surfaces()) {
    records.opened(now_, surface);
    charge(surface.place.area() + 2 * kRecordWork);
    const TileGrid grid(surface.pixels.width, surface.pixels.height);
    for (const std::size_t number : moving_.at_rest(surface.id, now_, true)) {
      const Rect at = grid.tile(number);
      surface.pixels.paste({at.x, at.y}, view_of(*moving_.shown(surface.id, number)));
      moving_.settled(surface.id, number);
    }
    std::vector<TileRun> runs;
    for (std::size_t tile = 0; tile < grid.count(); ++tile) {
      if (!surface.pixels.is_filled(grid.tile(tile), withheld_pixel(Withheld::kNotYetDrawn)))
        add_to(runs, tile);
    }
    roughly_.assign(grid.count(), false);
    // A reader begins with nothing, and pixels are told by what lies around them.
    const Image pixels = std::exchange(surface.pixels, Image(surface.place.width, surface.place.height,
                                                             withheld_pixel(Withheld::kNotYetDrawn)));
    write_tiles(now_, surface, runs,
                [&](std::size_t number) { load_tile(pixels, grid.tile(number), tile_); });
  }
  if (scene.cursor() != Cursor{}) records.cursor(now_, {}, scene.cursor());
  records.index_end(now_);
  charge(2 * kRecordWork);
}

void PendingChunk::apply_moves(TrackTime time, Surface& surface, const Rect& area, PixelView fresh) {
  for (const Move& move : find_moves(surface.pixels, area, fresh, seed_)) {
    records.copy(record_at(time), surface.id, move.from, move.to);
    surface.pixels.move(move.from, move.to);
    charge(move.from.area());
  }
}

void PendingChunk::load(const Surface& surface, const TileGrid& grid, std::size_t number) {
  if (const Tile* shown = moving_.shown(surface.id, number)) {
    tile_ = *shown;
  } else {
    load_tile(surface.pixels, grid.tile(number), tile_);
  }
}

template <class Load>
void PendingChunk::write_tiles(TrackTime time, Surface& surface, std::span<const TileRun> runs,
                               Load load_it) {
  if (runs.empty()) return;
  const TileGrid grid(surface.pixels.width, surface.pixels.height);
  records.tiles(time, surface.id, runs);
  for (const TileRun& run : runs) {
    for (std::size_t number = run.first; number < run.first + run.count; ++number) {
      load_it(number);
      write_tile(time, surface, grid.tile(number), roughly_[number]);
    }
  }
}

void PendingChunk::write_tile(TrackTime time, Surface& surface, const Rect& at, bool roughly) {
  charge(at.area());
  const Point corner{at.x, at.y};
  if (is_full()) {
    std::fill_n(tile_.pixels.begin(), tile_.count(), withheld_pixel(Withheld::kUnsupportedFormat));
    charge(kToldPixelWork * encoder_.encode(tile_, surface.pixels, corner, records.coder()));
    forget(surface, at);
  } else if (roughly) {
    const std::size_t before = records.size();
    charge(kToldPixelWork *
           encoder_.encode_roughly(tile_, surface.pixels, corner, moving_.fineness(), records.coder()));
    moving_.spent(time, records.size() - before);
  } else {
    charge(kToldPixelWork * encoder_.encode(tile_, surface.pixels, corner, records.coder()));
  }
}

bool PendingChunk::is_full() const { return records.size() > kFullBody || work_ > kFullWork; }

// Kept pixels, of which the top byte says nothing yet.
void PendingChunk::overlay(PixelView fresh, Point to) {
  for (int y = 0; y < fresh.height; ++y) {
    const std::uint32_t* from = fresh.row(y);
    std::uint32_t* row = tile_.row(to.y + y) + to.x;
    for (int x = 0; x < fresh.width; ++x) row[x] = from[x] & kColourMask;
  }
}

}  // namespace insyn::track
