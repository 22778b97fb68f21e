// The state of a track at one time: surfaces with their pixels and stacking order, and the cursor. Writer and
// reader keep the same scene and change it by the same calls. Each call refuses what the format does not
// allow, with kCorrupt or, where a limit on memory is reached, kFull; a refused call changes nothing.
#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "base/result.h"
#include "track/codec/pixels.h"

namespace insyn::track {

using SurfaceId = std::uint32_t;

// Since the start of the recording.
using TrackTime = std::chrono::milliseconds;

enum class SurfaceKind : std::uint8_t { kWindow = 0, kPopup = 1 };
// "window" or "popup", as in exported events.
const char* name_of(SurfaceKind kind);
std::optional<SurfaceKind> surface_kind_of(std::uint8_t number);

struct Surface {
  SurfaceId id = 0;
  SurfaceKind kind = SurfaceKind::kWindow;
  Rect place;    // in root coordinates
  Image pixels;  // kept and withheld pixels, see pixels.h
  // Tiles, by column and row, whose pixels are an approximation: a playing video. Only readers fill it.
  std::set<std::pair<int, int>> lossy_tiles = {};

  // Why the pixel at `at` is withheld; empty where it was kept. `at` is in surface coordinates and inside.
  std::optional<Withheld> withheld_at(Point at) const;

  // Both for every tile that `area` (surface coordinates, inside) overlaps.
  bool has_lossy(const Rect& area) const;
  void mark_lossy(const Rect& area);
  // `tile` is the rectangle of one tile.
  void mark_tile(const Rect& tile, bool lossless);
};

struct Cursor {
  bool visible = false;
  Point at;  // in root coordinates
  bool operator==(const Cursor&) const = default;
};

struct SceneLimits {
  std::size_t surfaces = 64;
  std::int32_t side = 16384;                     // pixels, of one surface
  std::int64_t pixels = std::int64_t{64} << 20;  // of all surfaces together
  std::int32_t farthest = 1 << 20;               // absolute value of a surface's coordinates
};

class Scene {
 public:
  explicit Scene(const SceneLimits& limits = {}) : limits_(limits) {}

  // From the bottom of the stack to its top.
  const std::vector<Surface>& surfaces() const { return surfaces_; }
  std::span<Surface> surfaces() { return surfaces_; }
  // Null where no such surface is open. Valid until a surface is opened, closed or restacked.
  const Surface* find(SurfaceId id) const;
  Surface* find(SurfaceId id);
  const Cursor& cursor() const { return cursor_; }

  // Whether a surface at `place` stays within the limits, together with all others except `instead_of`.
  Status has_room_for(const Rect& place, std::optional<SurfaceId> instead_of = {}) const;

  // The new surface lies on top, and all its pixels are withheld as not yet drawn.
  Status open(SurfaceId id, SurfaceKind kind, const Rect& place);
  // Keeps what old and new size have in common; the rest is withheld as not yet drawn.
  Status move(SurfaceId id, const Rect& place);
  Status close(SurfaceId id);
  // Surfaces that are not named keep their order, below the named ones.
  Status stack(std::span<const SurfaceId> bottom_to_top);
  Status withhold(SurfaceId id, const Rect& at, Withheld reason);
  // The two areas may overlap. Where the source overlaps a lossy tile, all tiles of the target become lossy.
  Status copy(SurfaceId id, const Rect& from, Point to);
  void set_cursor(const Cursor& cursor) { cursor_ = cursor; }

  void withhold_everything(Withheld reason);
  void clear();

 private:
  Result<Surface*> open_surface(SurfaceId id);

  SceneLimits limits_;
  std::vector<Surface> surfaces_;
  Cursor cursor_;
};

}  // namespace insyn::track
