// The pipeline joins the stages: RawFrame → ScopedFrame → MaskedFrame → TrackChunk → SealedChunk →
// SpoolEntry. Each type can only be made by its stage from the one before, so no step can be left out.
#pragma once

#include <optional>

#include "base/clock.h"
#include "recorder/capture/capture.h"
#include "recorder/mask/mask.h"
#include "recorder/scope/scope.h"
#include "recorder/seal_stage.h"
#include "recorder/track_stage.h"
#include "recording/recording_writer.h"

namespace insyn::recorder {

// Why a recording ends whose spool met `error`.
recording::EndReason reason_for_spool(const Error& error);

class Pipeline final : public CaptureSink {
 public:
  // `scope` and `clock` outlive it. Track times count from `start`; from `keep_until` on nothing is kept.
  Pipeline(const Scope& scope, Mask mask, SealStage seal, recording::RecordingWriter spool,
           const Clock& clock, Mono start, Mono keep_until);

  void surface_opened(track::SurfaceId surface, track::SurfaceKind kind, const Rect& place) override;
  void surface_moved(track::SurfaceId surface, const Rect& place) override;
  void surface_closed(track::SurfaceId surface) override;
  void stacking(std::span<const track::SurfaceId> bottom_to_top) override;
  void frame(RawFrame frame) override;
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

  const recording::Balance& balance() const { return track_.balance(); }
  const recording::RecordingWriter& spool() const { return spool_; }
  std::size_t open_surfaces() const { return track_.open_surfaces(); }

 private:
  track::TrackTime now() const;
  bool may_keep() const { return clock_.mono() < keep_until_; }
  Status spool_one();

  const Scope& scope_;
  Mask mask_;
  TrackStage track_;
  SealStage seal_;
  recording::RecordingWriter spool_;
  const Clock& clock_;
  Mono start_;
  Mono keep_until_;
  bool spool_failed_ = false;
  std::optional<track::TrackTime> hidden_since_;
  track::Withheld hidden_reason_ = track::Withheld::kSessionHidden;
};

}  // namespace insyn::recorder
