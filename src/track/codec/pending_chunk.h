// What a writer has been told since its last chunk, as the records of the next one.
#pragma once

#include "track/codec/moving_pictures.h"
#include "track/codec/record_writer.h"
#include "track/codec/tile_encoder.h"
#include "track/codec/tile_grid.h"
#include "track/codec/writer.h"

namespace insyn::track {

class PendingChunk {
 public:
  explicit PendingChunk(Videos videos) : videos_(videos) {}

  // As a reader sees it.
  Scene scene;
  RecordWriter records;

  // The time to write for a call at `at`; starts a chunk where none is pending.
  TrackTime record_at(TrackTime at);
  // Counts what a reader will have to do.
  void charge(std::int64_t pixels);
  Surface& open_surface(SurfaceId id);
  // `area` of the surface now looks like `fresh`.
  void change(TrackTime at, Surface& surface, const Rect& area, PixelView fresh);
  // What is kept of these pixels beside the scene must be forgotten.
  void forget(const Surface& surface, const Rect& area);
  void forget(SurfaceId surface) { moving_.forget(surface); }
  // Writes exactly what was written roughly: all of it, or what has come to rest.
  void sharpen(TrackTime at, Surface& surface, bool all);
  Chunk take(TrackTime now);

  // Something written roughly counts too: it is to be written again.
  bool has_content() const { return has_content_ || moving_.has_any(); }
  TrackTime begin() const;
  std::size_t estimate() const;

 private:
  void start_chunk();
  bool is_index_point_due() const;
  void restate();
  void apply_moves(TrackTime time, Surface& surface, const Rect& area, PixelView fresh);
  // Puts what a tile really shows into tile_.
  void load(const Surface& surface, const TileGrid& grid, std::size_t number);
  // `load_it` puts what a tile shows now into tile_.
  template <class Load>
  void write_tiles(TrackTime time, Surface& surface, std::span<const TileRun> runs, Load load_it);
  void write_tile(TrackTime time, Surface& surface, const Rect& at, bool roughly);
  bool is_full() const;
  void overlay(PixelView fresh, Point to);

  Videos videos_;
  std::uint64_t seed_ = random_seed();
  TileEncoder encoder_{seed_};
  MovingPictures moving_;
  Tile tile_;
  std::vector<bool> roughly_;  // by tile, of the change at hand
  bool has_content_ = false;
  bool index_point_ = false;
  std::uint32_t number_ = 0;
  TrackTime now_{0};
  TrackTime begin_{0};
  TrackTime last_index_{0};
  std::size_t bytes_since_index_ = 0;
  std::int64_t work_ = 0;

  static std::uint64_t random_seed();
};

}  // namespace insyn::track
