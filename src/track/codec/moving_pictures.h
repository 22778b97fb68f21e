// Tells playing videos from everything else by how their tiles change, and keeps what these really show while
// it is written less exactly. What comes to rest is written exactly.
#pragma once

#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

#include "track/codec/surfaces.h"
#include "track/codec/tile.h"

namespace insyn::track {

class MovingPictures {
 public:
  // How a changed tile is to be written.
  enum class How { kExactly, kRoughly, kLater };

  // A tile, by its number in the grid of `tiles`, now looks like `tile`. What is to be written exactly is
  // settled() then.
  How changed(TrackTime at, SurfaceId surface, std::size_t tiles, std::size_t number, const Tile& tile);
  // What a tile really shows, where that is not what was written; else nothing.
  const Tile* shown(SurfaceId surface, std::size_t number) const;

  bool has_any() const;
  bool has_any(SurfaceId surface) const;
  // When one of them changed last; there must be one.
  TrackTime last_change() const;
  // The tiles that have not changed for a while at `now`, in the order of their numbers; all with `all`.
  std::vector<std::size_t> at_rest(SurfaceId surface, TrackTime now, bool all) const;
  // This one has been written exactly.
  void settled(SurfaceId surface, std::size_t number);
  // What is written next here is no part of a moving picture.
  void forget(SurfaceId surface, std::size_t number);
  void forget(SurfaceId surface);

  // So many bytes were needed for tiles that are written roughly.
  void spent(TrackTime at, std::size_t bytes);
  // How finely to write them, so that they stay within their share of bytes: an index into kFineness.
  std::uint32_t fineness() const;

 private:
  struct History {
    TrackTime last{-1'000'000};
    int changes = 0;  // of which none came long after the one before
  };
  struct Kept {
    Tile tile;
    TrackTime changed{0};
    TrackTime written{-1'000'000};
  };
  struct Picture {
    std::vector<History> history;
    std::unordered_map<std::size_t, std::unique_ptr<Kept>> kept;
  };

  static bool is_moving(History& history, TrackTime at, const Tile& tile, bool already);

  std::map<SurfaceId, Picture> pictures_;
  TrackTime counted_{0};
  std::size_t debt_ = 0;  // bytes beyond the share so far
};

// Whether a tile has more colours than drawn letters and lines have, and no withheld pixel.
bool is_photo(const Tile& tile);

}  // namespace insyn::track
