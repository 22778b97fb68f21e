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

  // When the pending content has to be taken: at once where it has grown large enough, two seconds' worth of
  // loss at most; nothing without content.
  std::optional<track::TrackTime> due() const;
  // There must be content.
  TrackChunk take(track::TrackTime now);

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
