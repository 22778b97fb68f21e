#include "recorder/pipeline.h"

namespace insyn::recorder {

recording::EndReason reason_for_spool(const Error& error) {
  return error.code == Code::kFull ? recording::EndReason::kDiskFull : recording::EndReason::kFault;
}

Pipeline::Pipeline(const Scope& scope, Mask mask, SealStage seal, recording::RecordingWriter spool,
                   const Clock& clock, Mono start, Mono keep_until)
    : scope_(scope),
      mask_(mask),
      seal_(std::move(seal)),
      spool_(std::move(spool)),
      clock_(clock),
      start_(start),
      keep_until_(keep_until) {}

track::TrackTime Pipeline::now() const {
  return std::chrono::duration_cast<track::TrackTime>(std::min(clock_.mono(), keep_until_) - start_);
}

void Pipeline::frame(RawFrame frame) {
  if (may_keep()) track_.frame(now(), mask_.pass(scope_.pass(std::move(frame))));
}

Status Pipeline::spool_one() {
  TRY_ASSIGN(recording::SealedChunk sealed, seal_.pass(track_.take(now())));
  TRY_ASSIGN([[maybe_unused]] const recording::SpoolEntry entry, spool_.append(sealed));
  return {};
}

Status Pipeline::spool_what_is_due() {
  const std::optional<Mono> when = due();
  if (!when || clock_.mono() < *when) return {};
  Status spooled = spool_one();
  spool_failed_ = !spooled;
  return spooled;
}

Result<recording::EndReason> Pipeline::close(recording::EndReason reason) {
  if (!spool_failed_) session_shown();
  // Twice where a video was playing: what was written roughly is written exactly then.
  while (track_.due() && !spool_failed_) {
    const Status rest = spool_one();
    if (rest) continue;
    reason = reason_for_spool(rest.error());
    break;
  }
  TRY(spool_.close(clock_.utc(), now(), reason, balance()));
  return reason;
}

std::optional<Mono> Pipeline::due() const {
  const std::optional<track::TrackTime> when = track_.due();
  return when ? std::optional<Mono>(start_ + *when) : std::nullopt;
}

void Pipeline::surface_opened(track::SurfaceId surface, track::SurfaceKind kind, const Rect& place) {
  if (may_keep()) track_.surface_opened(now(), surface, kind, place);
}

void Pipeline::surface_moved(track::SurfaceId surface, const Rect& place) {
  if (may_keep()) track_.surface_moved(now(), surface, place);
}

void Pipeline::surface_closed(track::SurfaceId surface) { track_.surface_closed(now(), surface); }

void Pipeline::stacking(std::span<const track::SurfaceId> bottom_to_top) {
  if (may_keep()) track_.stacking(now(), bottom_to_top);
}

void Pipeline::unreadable(track::SurfaceId surface, const Rect& at, track::Withheld reason) {
  if (may_keep()) track_.withheld(now(), surface, at, reason);
}

void Pipeline::session_hidden() {
  hidden_since_ = now();
  hidden_reason_ = track::Withheld::kSessionHidden;
}

void Pipeline::hidden_because(track::Withheld reason) {
  if (!hidden_since_ || reason == hidden_reason_) return;
  // For the one reason until now, for the other from now on.
  const track::TrackTime until = now();
  if (until > *hidden_since_) track_.time_withheld(*hidden_since_, until, hidden_reason_);
  hidden_since_ = until;
  hidden_reason_ = reason;
}

void Pipeline::session_shown() {
  if (!hidden_since_) return;
  if (now() > *hidden_since_) track_.time_withheld(*hidden_since_, now(), hidden_reason_);
  hidden_since_.reset();
}

void Pipeline::pointer(bool over_surface, Point at) {
  if (may_keep()) track_.pointer(now(), over_surface, at);
}

}  // namespace insyn::recorder
