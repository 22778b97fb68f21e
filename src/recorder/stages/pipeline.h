// The pipeline joins the stages: RawFrame → ScopedFrame → MaskedFrame → TrackChunk → SealedChunk →
// SpoolEntry, and RawTitle → ScopedTitle → EventChunk → SealedChunk → SpoolEntry. Each type can only be made
// by its stage from the one before, so no step can be left out.
#pragma once

#include <optional>

#include "base/clock.h"
#include "recorder/capture/capture.h"
#include "recorder/stages/event_seal.h"
#include "recorder/stages/event_stage.h"
#include "recorder/stages/mask.h"
#include "recorder/stages/scope.h"
#include "recorder/stages/seal_stage.h"
#include "recorder/stages/track_stage.h"
#include "recording/writer/recording_writer.h"

namespace insyn::recorder {

// Why a recording ends whose spool met `error`.
recording::EndReason reason_for_spool(const Error& error);

// What becomes of frames.
struct PictureStages {
  Mask mask;
  SealStage seal;
  TrackStage track;
};

// What becomes of titles.
struct EventStages {
  EventStage events;
  EventSeal seal;
};

class Pipeline final : public CaptureSink {
 public:
  // `scope` and `clock` outlive it. Without `pictures` no frame may come, without `events` titles are
  // dropped. Track times count from `start`; from `keep_until` on nothing is kept.
  Pipeline(const Scope& scope, std::optional<PictureStages> pictures, std::optional<EventStages> events,
           recording::RecordingWriter spool, const Clock& clock, Mono start, Mono keep_until);

  void surface_opened(track::SurfaceId surface, track::SurfaceKind kind, const Rect& place) override;
  void surface_moved(track::SurfaceId surface, const Rect& place) override;
  void surface_closed(track::SurfaceId surface) override;
  void stacking(std::span<const track::SurfaceId> bottom_to_top) override;
  void frame(RawFrame frame) override;
  void title(RawTitle title) override;
  void unreadable(track::SurfaceId surface, const Rect& at, track::Withheld reason) override;
  void session_hidden() override;
  void session_shown() override;
  void pointer(bool over_surface, Point at) override;

  // Why nothing is read from the screen at this moment; it counts from when the capture said so.
  void hidden_because(track::Withheld reason);
  // When spool_what_is_due() has to be called next; nothing while nothing is pending.
  std::optional<Mono> due() const;
  // Brings chunks that are due to the disk. After an error only close() is left.
  Status spool_what_is_due();
  // Brings the rest to the disk, where that still works, and closes the recording: with `reason`, or with the
  // one for which the rest was lost. An error means that it is not closed.
  Result<recording::EndReason> close(recording::EndReason reason);

  // Where there are no pictures: how many events are kept, and how often nothing was.
  recording::Balance balance() const;
  const recording::RecordingWriter& spool() const { return spool_; }
  std::size_t open_surfaces() const { return pictures_ ? pictures_->track.open_surfaces() : open_.size(); }

 private:
  track::TrackTime now() const;
  bool may_keep() const { return clock_.mono() < keep_until_; }
  std::optional<Mono> pictures_due() const;
  std::optional<Mono> events_due() const;
  void withheld_until_now();
  Status spool_pictures();
  Status spool_events();

  const Scope& scope_;
  std::optional<PictureStages> pictures_;
  std::optional<EventStages> events_;
  std::set<track::SurfaceId> open_;
  recording::Balance without_pictures_;
  recording::RecordingWriter spool_;
  const Clock& clock_;
  Mono start_;
  Mono keep_until_;
  bool spool_failed_ = false;
  std::optional<track::TrackTime> hidden_since_;
  track::Withheld hidden_reason_ = track::Withheld::kSessionHidden;
};

}  // namespace insyn::recorder
