#include "track/writer.h"

#include "base/check.h"
#include "track/changes.h"
#include "track/frame.h"
#include "track/moves.h"
#include "track/record_writer.h"
#include "track/tile_encoder.h"
#include "track/tile_grid.h"

namespace insyn::track {
namespace {

constexpr TrackTime kIndexEvery{60'000};
constexpr std::size_t kIndexEveryBytes = std::size_t{8} << 20;
// Fewer changed tiles than this cannot be a scrolled page that is worth searching.
constexpr std::size_t kFewestTilesToSearch = 12;
// A chunk with more than this has to be taken; up to kLargestWork nothing is refused.
constexpr std::int64_t kMuchWork = kLargestWork / 4;
// From here on a chunk takes no more pixels: they are withheld.
constexpr std::size_t kFullBody = kLargestBody - (std::size_t{4} << 20);
constexpr std::int64_t kFullWork = kLargestWork - (std::int64_t{256} << 20);
constexpr std::size_t kTakeItNow = std::size_t{1} << 40;

std::uint64_t random_seed() {
  const Bytes bytes = random_bytes(8);
  std::uint64_t seed = 0;
  for (const std::uint8_t byte : bytes) seed = seed << 8 | byte;
  return seed;
}

}  // namespace

class Writer::Pending {
 public:
  Scene scene;
  RecordWriter records;

  // The time to write for a call at `at`; starts a chunk where none is pending.
  TrackTime record_at(TrackTime at) {
    CHECK(at >= TrackTime{0} && at <= TrackTime{0xFFFF'FFFF});
    now_ = std::max(now_, at);
    if (!has_content_) start_chunk();
    charge(kRecordWork);
    return now_;
  }

  void charge(std::int64_t pixels) {
    work_ += pixels;
    CHECK(work_ <= kLargestWork);
  }

  Surface& open_surface(SurfaceId id) {
    Surface* surface = scene.find(id);
    CHECK(surface != nullptr);
    return *surface;
  }

  void change(TrackTime at, Surface& surface, const Rect& area, PixelView fresh) {
    const TileGrid grid(surface.pixels.width, surface.pixels.height);
    Rect changed = changed_bounds(surface.pixels, area, fresh);
    if (changed.empty()) return;
    changed.x += area.x;
    changed.y += area.y;
    const TrackTime time = record_at(at);
    if (changed.area() >= static_cast<std::int64_t>(kFewestTilesToSearch * kTilePixels))
      apply_moves(time, surface, changed, fresh.part(relative(changed, area)));
    std::vector<TileRun> runs;
    for_each_tile(grid, changed, [&](int column, int row) {
      const Rect part = intersection(grid.tile(column, row), changed);
      if (differs(surface.pixels, part, fresh.part(relative(part, area))))
        add_to(runs, static_cast<std::size_t>(row * grid.columns() + column));
    });
    write_tiles(time, surface, runs, [&](const Rect& tile) {
      load_tile(surface.pixels, tile, tile_);
      const Rect part = intersection(tile, changed);
      overlay(fresh.part(relative(part, area)), {part.x - tile.x, part.y - tile.y});
    });
  }

  Chunk take(TrackTime now) {
    CHECK(has_content_);
    now_ = std::max(now_, now);
    const ChunkHeader header{index_point_, number_++, begin_, now_};
    Chunk chunk{pack(header, records.finish()), begin_, now_, index_point_};
    bytes_since_index_ += chunk.bytes.size();
    has_content_ = false;
    work_ = 0;
    return chunk;
  }

  bool has_content() const { return has_content_; }
  TrackTime begin() const { return has_content_ ? begin_ : TrackTime{0}; }
  std::size_t estimate() const { return work_ > kMuchWork ? kTakeItNow : records.size(); }

 private:
  static Rect relative(const Rect& part, const Rect& whole) {
    return {part.x - whole.x, part.y - whole.y, part.width, part.height};
  }

  template <class Visit>
  static void for_each_tile(const TileGrid& grid, const Rect& area, Visit visit) {
    for (int row = area.y / kTileSide; row < grid.rows() && row * kTileSide < area.bottom(); ++row) {
      for (int column = area.x / kTileSide; column < grid.columns() && column * kTileSide < area.right();
           ++column)
        visit(column, row);
    }
  }

  static void add_to(std::vector<TileRun>& runs, std::size_t tile) {
    if (!runs.empty() && runs.back().first + runs.back().count == tile) {
      ++runs.back().count;
    } else {
      runs.push_back({tile, 1});
    }
  }

  void start_chunk() {
    has_content_ = true;
    begin_ = now_;
    index_point_ =
        number_ == 0 || now_ - last_index_ >= kIndexEvery || bytes_since_index_ >= kIndexEveryBytes;
    records.start_chunk(begin_, index_point_);
    if (index_point_) restate();
  }

  void restate() {
    last_index_ = now_;
    bytes_since_index_ = 0;
    encoder_.reset();
    for (Surface& surface : scene.surfaces()) {
      records.opened(now_, surface);
      charge(surface.place.area() + 2 * kRecordWork);
      const TileGrid grid(surface.pixels.width, surface.pixels.height);
      std::vector<TileRun> runs;
      for (std::size_t tile = 0; tile < grid.count(); ++tile) {
        if (!surface.pixels.is_filled(grid.tile(tile), withheld_pixel(Withheld::kNotYetDrawn)))
          add_to(runs, tile);
      }
      // A reader begins with nothing, and pixels are told by what lies around them.
      const Image pixels = std::exchange(surface.pixels, Image(surface.place.width, surface.place.height,
                                                               withheld_pixel(Withheld::kNotYetDrawn)));
      write_tiles(now_, surface, runs, [&](const Rect& at) { load_tile(pixels, at, tile_); });
    }
    if (scene.cursor() != Cursor{}) records.cursor(now_, {}, scene.cursor());
    records.index_end(now_);
    charge(2 * kRecordWork);
  }

  void apply_moves(TrackTime time, Surface& surface, const Rect& area, PixelView fresh) {
    for (const Move& move : find_moves(surface.pixels, area, fresh)) {
      surface.pixels.move(move.from, move.to);
      records.copy(time, surface.id, move.from, move.to);
      charge(move.from.area() + kRecordWork);
    }
  }

  // `load` puts what a tile shows now into tile_.
  template <class Load>
  void write_tiles(TrackTime time, Surface& surface, std::span<const TileRun> runs, Load load) {
    if (runs.empty()) return;
    const TileGrid grid(surface.pixels.width, surface.pixels.height);
    records.tiles(time, surface.id, runs);
    for (const TileRun& run : runs) {
      for (std::size_t tile = run.first; tile < run.first + run.count; ++tile) {
        load(grid.tile(tile));
        write_tile(surface, grid.tile(tile));
      }
    }
  }

  void write_tile(Surface& surface, const Rect& at) {
    charge(at.area());
    if (records.size() > kFullBody || work_ > kFullWork)
      std::fill_n(tile_.pixels.begin(), tile_.count(), withheld_pixel(Withheld::kUnsupportedFormat));
    charge(kToldPixelWork * encoder_.encode(tile_, surface.pixels, {at.x, at.y}, records.coder()));
  }

  // Kept pixels, of which the top byte says nothing yet.
  void overlay(PixelView fresh, Point to) {
    for (int y = 0; y < fresh.height; ++y) {
      const std::uint32_t* from = fresh.row(y);
      std::uint32_t* row = tile_.row(to.y + y) + to.x;
      for (int x = 0; x < fresh.width; ++x) row[x] = from[x] & kColourMask;
    }
  }

  TileEncoder encoder_{random_seed()};
  Tile tile_;
  bool has_content_ = false;
  bool index_point_ = false;
  std::uint32_t number_ = 0;
  TrackTime now_{0};
  TrackTime begin_{0};
  TrackTime last_index_{0};
  std::size_t bytes_since_index_ = 0;
  std::int64_t work_ = 0;
};

Writer::Writer() : pending_(std::make_unique<Pending>()) {}
Writer::~Writer() = default;
Writer::Writer(Writer&&) noexcept = default;
Writer& Writer::operator=(Writer&&) noexcept = default;

bool Writer::has_room_for(const Rect& place) const { return pending_->scene.has_room_for(place).has_value(); }

bool Writer::has_room_for(SurfaceId surface, const Rect& place) const {
  return pending_->scene.has_room_for(place, surface).has_value();
}

void Writer::surface_opened(TrackTime at, SurfaceId surface, SurfaceKind kind, const Rect& place) {
  const TrackTime time = pending_->record_at(at);
  CHECK(pending_->scene.open(surface, kind, place).has_value());
  pending_->records.opened(time, pending_->open_surface(surface));
  pending_->charge(place.area());
}

void Writer::surface_moved(TrackTime at, SurfaceId surface, const Rect& place) {
  if (pending_->open_surface(surface).place == place) return;
  const TrackTime time = pending_->record_at(at);
  CHECK(pending_->scene.move(surface, place).has_value());
  pending_->records.moved(time, surface, place);
  pending_->charge(place.area());
}

void Writer::surface_closed(TrackTime at, SurfaceId surface) {
  const TrackTime time = pending_->record_at(at);
  CHECK(pending_->scene.close(surface).has_value());
  pending_->records.closed(time, surface);
}

void Writer::stacking(TrackTime at, std::span<const SurfaceId> bottom_to_top) {
  const auto order = [this] {
    std::vector<SurfaceId> ids;
    for (const Surface& surface : pending_->scene.surfaces()) ids.push_back(surface.id);
    return ids;
  };
  const std::vector<SurfaceId> before = order();
  std::vector<SurfaceId> as_given(bottom_to_top.begin(), bottom_to_top.end());
  if (as_given == before) return;
  const TrackTime time = pending_->record_at(at);
  CHECK(pending_->scene.stack(bottom_to_top).has_value());
  pending_->records.stacking(time, bottom_to_top);
}

void Writer::pixels_changed(TrackTime at, SurfaceId surface, const Rect& area, PixelView pixels) {
  Surface& changed = pending_->open_surface(surface);
  CHECK(!area.empty() && intersection(area, changed.pixels.bounds()) == area);
  CHECK(pixels.width == area.width && pixels.height == area.height && pixels.stride >= pixels.width);
  pending_->change(at, changed, area, pixels);
}

void Writer::withheld(TrackTime at, SurfaceId surface, const Rect& area, Withheld reason) {
  const Surface& changed = pending_->open_surface(surface);
  const Rect inside = intersection(area, changed.pixels.bounds());
  if (inside.empty() || changed.pixels.is_filled(inside, withheld_pixel(reason))) return;
  const TrackTime time = pending_->record_at(at);
  CHECK(pending_->scene.withhold(surface, inside, reason).has_value());
  pending_->records.withheld_area(time, surface, inside, reason);
  pending_->charge(inside.area());
}

void Writer::withheld_time(TrackTime from, TrackTime to, Withheld reason) {
  CHECK(from >= TrackTime{0} && from <= to);
  pending_->records.withheld_time(pending_->record_at(to), from, to, reason);
}

void Writer::cursor(TrackTime at, bool visible, Point in_root) {
  const Cursor cursor{visible, visible ? in_root : Point{}};
  if (pending_->scene.cursor() == cursor) return;
  const TrackTime time = pending_->record_at(at);
  pending_->records.cursor(time, pending_->scene.cursor(), cursor);
  pending_->scene.set_cursor(cursor);
}

bool Writer::has_content() const { return pending_->has_content(); }
std::size_t Writer::pending_bytes() const { return pending_->estimate(); }
TrackTime Writer::pending_since() const { return pending_->begin(); }
Chunk Writer::take_chunk(TrackTime now) { return pending_->take(now); }

}  // namespace insyn::track
