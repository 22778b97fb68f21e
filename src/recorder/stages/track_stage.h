// The stage that turns masked frames into chunks of track.
#pragma once

#include <optional>
#include <set>
#include <span>

#include "recorder/stages/mask.h"
#include "recording/format/balance.h"
#include "track/codec/writer.h"

namespace insyn::recorder {

// A chunk of track that holds nothing but masked frames. Only the track stage makes one and only the seal
// stage looks into it.
class TrackChunk {
 public:
  TrackChunk(TrackChunk&&) = default;
  TrackChunk& operator=(TrackChunk&&) = default;
  TrackChunk(const TrackChunk&) = delete;
  TrackChunk& operator=(const TrackChunk&) = delete;

 private:
  friend class TrackStage;
  friend class SealStage;
  explicit TrackChunk(track::Chunk chunk) : chunk_(std::move(chunk)) {}
  track::Chunk chunk_;
};

class TrackStage {
 public:
  // A surface that the track has no room for is refused: it and all that happens to it is left out.
  void surface_opened(track::TrackTime at, track::SurfaceId surface, track::SurfaceKind kind,
                      const Rect& place);
  void surface_moved(track::TrackTime at, track::SurfaceId surface, const Rect& place);
  void surface_closed(track::TrackTime at, track::SurfaceId surface);
  void stacking(track::TrackTime at, std::span<const track::SurfaceId> bottom_to_top);
  void frame(track::TrackTime at, MaskedFrame frame);
  void withheld(track::TrackTime at, track::SurfaceId surface, const Rect& area, track::Withheld reason);
  void time_withheld(track::TrackTime from, track::TrackTime to, track::Withheld reason);
  void pointer(track::TrackTime at, bool over_surface, Point in_root);
  // The recording ends: what is shown was shown until then.
  void shown_until(track::TrackTime at) { writer_.shown_until(at); }

  // Short of two seconds by what a picture may have waited for its turn, and what sealing and a slow disk may
  // take, so that a crash costs two at most.
  static constexpr track::TrackTime kGathered{1'200};

  // When the pending content has to be taken: at once where it has grown large enough, otherwise when it was
  // gathered for this long; nothing without content.
  std::optional<track::TrackTime> due(track::TrackTime gathered = kGathered) const;
  // There must be content, here and below.
  track::TrackTime pending_since() const { return writer_.pending_since(); }
  TrackChunk take(track::TrackTime now);

  // What was passed since chunk `from.chunk` is forgotten, and of the surfaces that they are open: a fresh
  // writer goes on. `balance` is what it was when that chunk began.
  void begin_anew(track::TrackPosition from, recording::Balance balance);

  const recording::Balance& balance() const { return balance_; }
  // How many surfaces are being recorded at this moment, and how many were refused for lack of room.
  std::size_t open_surfaces() const { return open_.size(); }
  std::size_t refused_surfaces() const { return refused_; }

 private:
  void count_withheld(track::Withheld reason, const Rect& area);

  track::Writer writer_;
  std::set<track::SurfaceId> open_;
  std::size_t refused_ = 0;
  recording::Balance balance_;
};

}  // namespace insyn::recorder
