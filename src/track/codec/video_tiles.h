// Which tiles belong to a playing video, told by how often they change, and the rate control of their lossy
// coding. Keeps the source pixels of a lossy tile, so that it can be coded losslessly once it is at rest.
#pragma once

#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

#include "track/codec/scene.h"
#include "track/codec/tile.h"

namespace insyn::track {

// Tiles are named by their number in the TileGrid of their surface. "Pending" tiles are those whose coded
// pixels differ from their source.
class VideoTiles {
 public:
  enum class Coding { kLossless, kLossy, kDeferred };

  // How to code a tile that now has the pixels of `source`; `tiles` is the size of the surface's grid. After
  // lossless coding the caller calls settle().
  Coding choose_coding(TrackTime at, SurfaceId surface, std::size_t tiles, std::size_t number,
                       const Tile& source);
  // The pixels of a pending tile; null for any other. Valid until the tile is settled or discarded.
  const Tile* source_of(SurfaceId surface, std::size_t number) const;

  bool has_pending() const;
  bool has_pending(SurfaceId surface) const;
  // The latest change of a pending tile; zero without one.
  TrackTime last_change() const;
  // The pending tiles that have not changed for half a second at `now`, or with `all` every one; ascending.
  std::vector<std::size_t> pending_at_rest(SurfaceId surface, TrackTime now, bool all) const;
  // The tile has been coded losslessly.
  void settle(SurfaceId surface, std::size_t number);
  // Drops the source pixels and the history of a tile, or of all tiles of a surface.
  void discard(SurfaceId surface, std::size_t number);
  void discard(SurfaceId surface);

  // Rate control: lossy tiles took `bytes`.
  void add_bytes(TrackTime at, std::size_t bytes);
  // The quantiser that keeps lossy tiles to their share of bytes: an index of kQuantiserSteps.
  std::uint32_t quantiser() const;

 private:
  struct History {
    TrackTime last{-1'000'000};
    int changes = 0;  // in quick succession, up to the last one
  };
  struct Pending {
    Tile source;
    TrackTime changed{0};
    TrackTime coded{-1'000'000};
  };
  struct SurfaceTiles {
    std::vector<History> history;
    std::unordered_map<std::size_t, std::unique_ptr<Pending>> pending;
  };

  static bool is_video(History& history, TrackTime at, const Tile& source, bool is_pending);

  std::map<SurfaceId, SurfaceTiles> surfaces_;
  TrackTime counted_{0};
  std::size_t excess_ = 0;  // bytes beyond the share so far
};

}  // namespace insyn::track
