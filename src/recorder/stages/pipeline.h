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

// When what was captured is written. kOnceProven: once whoever knows has proven that the call went on after
// the last of it was captured; until then it is in memory, sealed.
enum class Storing { kAtOnce, kOnceProven };

struct PipelineTimes {
  Mono start;       // track times count from it
  Mono keep_until;  // from then on nothing is kept
};

class Pipeline final : public CaptureSink {
 public:
  // Where it has to be proven, what is pending is cut after this time.
  static constexpr std::chrono::milliseconds kCutToBeProven{1'000};

  // `scope` and `clock` outlive it. Without `pictures` no frame may come, without `events` titles are
  // dropped.
  Pipeline(const Scope& scope, std::optional<PictureStages> pictures, std::optional<EventStages> events,
           recording::RecordingWriter spool, const Clock& clock, PipelineTimes times,
           Storing storing = Storing::kAtOnce);

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
  // Why nothing is kept of the session now; nothing while it is shown.
  std::optional<track::Withheld> hidden_by() const {
    return hidden_.empty() ? std::nullopt : std::optional(hidden_.back().reason);
  }
  // When spool_what_is_due() has to be called next; nothing while nothing is pending.
  std::optional<Mono> due() const;
  // Brings chunks that are due to the disk; where they have to be proven, only to has_unproven(), and nothing
  // more while there are such. After an error only close() is left.
  Status spool_what_is_due();
  // What a call source has said of the call. It is stored with what is stored next; of more than
  // kMostCallNotes that wait the newest are dropped, which the others show.
  void note_statements(std::vector<std::string> notes);
  // The agent says that the system did not help: an event, at any moment of the call. False where no events
  // are kept, or nothing is any more.
  bool did_not_help();
  // Whether something waits for a proof.
  bool has_unproven() const { return !unproven_.empty(); }
  // When the capture of that began.
  Mono unproven_since() const { return unproven_since_; }
  // The call went on after it was captured. After an error only close() is left.
  Status store_unproven();
  // It may not be kept, nor what was captured after it: as if that had never been. Nothing is kept before
  // the capture has hidden the session and shown it again, and so has opened all surfaces anew.
  void forget_unproven();
  // Brings the rest to the disk, where that still works and need not be proven, and closes the recording:
  // with `reason`, or with the one for which the rest was lost. An error means that it is not closed.
  Result<recording::EndReason> close(recording::EndReason reason);

  // Where there are no pictures: how many events are kept, and how often nothing was.
  recording::Balance balance() const;
  const recording::RecordingWriter& spool() const { return spool_; }
  std::size_t open_surfaces() const { return pictures_ ? pictures_->track.open_surfaces() : open_.size(); }

 private:
  // From a moment on nothing is read from the screen, and why.
  struct Hidden {
    track::TrackTime since{0};
    track::Withheld reason = track::Withheld::kSessionHidden;
  };
  // How far the recording has come at a moment.
  struct Reached {
    track::TrackTime time{0};
    std::uint32_t picture_chunks = 0;
    std::uint64_t events = 0;
    recording::Balance balance;
  };

  track::TrackTime now() const;
  bool may_keep() const { return clock_.mono() < times_.keep_until && !forgotten_since_; }
  std::optional<Mono> pictures_due() const;
  // When the capture of what is pending began; nothing where nothing is.
  std::optional<Mono> pending_since() const;
  std::optional<Mono> events_due() const;
  void time_withheld(track::TrackTime from, track::TrackTime to, track::Withheld reason);
  Result<recording::SealedChunk> cut_pictures();
  Result<recording::SealedChunk> cut_events();
  Status spool(const Result<recording::SealedChunk>& sealed);
  Status store_statements();
  Status spool_events();
  Status spool_words();
  Status cut_to_be_proven();
  Status spool_rest();

  const Scope& scope_;
  std::optional<PictureStages> pictures_;
  std::optional<EventStages> events_;
  std::set<track::SurfaceId> open_;
  recording::Balance without_pictures_;
  recording::RecordingWriter spool_;
  const Clock& clock_;
  PipelineTimes times_;
  Storing storing_;
  bool spool_failed_ = false;
  std::vector<std::string> statements_;  // that wait to be stored
  std::vector<recording::SealedChunk> unproven_;
  Mono unproven_since_{};
  Reached cut_, stored_;  // when the last chunks were cut, and when those that are stored were
  std::uint32_t picture_chunks_ = 0;
  std::optional<track::TrackTime> forgotten_since_;  // and the session was not hidden since
  std::vector<Hidden> hidden_;                       // one after the other; empty while the session is shown
  bool reason_is_unknown_ = false;                   // of the last of them
};

}  // namespace insyn::recorder
