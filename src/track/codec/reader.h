// Decodes tracks (docs/track-format.md) from bytes that may be anything: chunks in, a scene and events out.
#pragma once

#include <functional>
#include <memory>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "track/codec/format.h"
#include "track/codec/scene.h"

namespace insyn::track {

// Events: one for each record, after it has been applied to the scene.
struct SurfaceOpened {
  SurfaceId surface = 0;
  SurfaceKind kind = SurfaceKind::kWindow;
  Rect place;  // in root coordinates
};
struct SurfaceMoved {
  SurfaceId surface = 0;
  Rect place;
};
struct SurfaceClosed {
  SurfaceId surface = 0;
};
struct Restacked {
  std::vector<SurfaceId> bottom_to_top;  // surfaces not named lie below, in the order they had
};
struct PixelsChanged {
  SurfaceId surface = 0;
  Rect area;             // the bounds of the change, in surface coordinates
  bool lossless = true;  // no lossy tile was coded, or copied from
};
struct AreaWithheld {
  SurfaceId surface = 0;
  Rect area;  // in surface coordinates
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
// An index point: the chunk began with the complete state. It changes what is shown only after damage.
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

struct ReadLimits {
  SceneLimits scene;
  std::size_t body = kLargestBody;   // bytes
  std::int64_t work = kLargestWork;  // of one chunk, see format.h
};

class Reader {
 public:
  // An error stops the reading and becomes the result of feed().
  using OnEvent = std::function<Status(const Event&)>;

  explicit Reader(const ReadLimits& limits = {});
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;

  // Decodes the next chunk. Decoding may start at any index point. In a gap, chunks that are no index point
  // are skipped, and each is reported as one TimeWithheld. On an error the reader is in a gap: kCorrupt names
  // the record and its offset in the body; kPermanent is a version that this reader does not know.
  Status feed(ByteView chunk, const OnEvent& on_event = {});
  // To be called where a chunk is missing: everything is withheld as kDamagedRecording until the next index
  // point.
  void gap();
  bool in_gap() const;

  const Scene& scene() const;
  // The end of the last chunk; during feed() the time of the event.
  TrackTime time() const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace insyn::track
