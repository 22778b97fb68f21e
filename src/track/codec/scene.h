// What a track shows at one time. The writer and the reader keep the same scene and change it by the same
// calls; each refuses what the format does not allow, so hostile input ends in an Error and not in memory.
#pragma once

#include <set>
#include <span>
#include <vector>

#include "base/result.h"
#include "track/codec/pixels.h"
#include "track/codec/surfaces.h"

namespace insyn::track {

struct Surface {
  SurfaceId id = 0;
  SurfaceKind kind = SurfaceKind::kWindow;
  Rect place;    // in root coordinates
  Image pixels;  // kept and withheld pixels, see surfaces.h
  // Tiles, by column and row, that show about what was there: a playing video. Readers only.
  std::set<std::pair<int, int>> rough = {};

  // Why this pixel of the surface is blank; nothing where it was kept.
  std::optional<Withheld> withheld_at(Point at) const;

  // Of the tiles that `area` touches.
  bool has_rough(const Rect& area) const;
  void mark_rough(const Rect& area);
  void mark_tile(const Rect& tile, bool exact);
};

struct Cursor {
  bool visible = false;
  Point at;  // in root coordinates
  bool operator==(const Cursor&) const = default;
};

struct SceneLimits {
  std::size_t surfaces = 64;
  std::int32_t side = 16384;
  std::int64_t pixels = std::int64_t{64} << 20;
  // Places further from the origin than this are refused.
  std::int32_t farthest = 1 << 20;
};

class Scene {
 public:
  explicit Scene(const SceneLimits& limits = {}) : limits_(limits) {}

  // From the bottom of the stack to its top.
  const std::vector<Surface>& surfaces() const { return surfaces_; }
  std::span<Surface> surfaces() { return surfaces_; }
  const Surface* find(SurfaceId id) const;
  Surface* find(SurfaceId id);
  const Cursor& cursor() const { return cursor_; }

  // Whether a surface at `place` stays within the limits, beside all the others but `instead_of`.
  Status has_room_for(const Rect& place, std::optional<SurfaceId> instead_of = {}) const;

  // A new surface lies on top and is withheld as not yet drawn.
  Status open(SurfaceId id, SurfaceKind kind, const Rect& place);
  // After a change of size the overlap stays, and the rest is not yet drawn.
  Status move(SurfaceId id, const Rect& place);
  Status close(SurfaceId id);
  // Surfaces that are not named keep their order, below the named ones.
  Status stack(std::span<const SurfaceId> bottom_to_top);
  Status withhold(SurfaceId id, const Rect& at, Withheld reason);
  // What is copied from a rough tile makes those that it reaches rough.
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
