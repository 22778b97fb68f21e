// What a reader tells about a track, one event per record.
#pragma once

#include <variant>

#include "track/codec/scene.h"

namespace insyn::track {

struct SurfaceOpened {
  SurfaceId surface = 0;
  SurfaceKind kind = SurfaceKind::kWindow;
  Rect place;
};
struct SurfaceMoved {
  SurfaceId surface = 0;
  Rect place;
};
struct SurfaceClosed {
  SurfaceId surface = 0;
};
struct Restacked {
  std::vector<SurfaceId> bottom_to_top;
};
struct PixelsChanged {
  SurfaceId surface = 0;
  Rect area;          // the smallest rectangle around the change, in surface coordinates
  bool exact = true;  // no tile that was written, or copied to, is part of a moving picture
};
struct AreaWithheld {
  SurfaceId surface = 0;
  Rect area;
  Withheld reason = Withheld::kNotYetDrawn;
};
struct TimeWithheld {
  TrackTime from{0};
  TrackTime to{0};
  Withheld reason = Withheld::kPaused;
};
struct CursorMoved {
  Cursor cursor;
};
// The whole state was stated again. Only after damage does that change the picture.
struct IndexPoint {
  bool after_damage = false;
};

struct Event {
  TrackTime time{0};
  std::variant<SurfaceOpened, SurfaceMoved, SurfaceClosed, Restacked, PixelsChanged, AreaWithheld,
               TimeWithheld, CursorMoved, IndexPoint>
      what;
  // No further event of the same chunk has the same time.
  bool ends_moment = true;
};

}  // namespace insyn::track
