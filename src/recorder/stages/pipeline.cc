#include "recorder/stages/pipeline.h"

#include "base/check.h"

namespace insyn::recorder {

recording::EndReason reason_for_spool(const Error& error) {
  return error.code == Code::kFull ? recording::EndReason::kDiskFull : recording::EndReason::kFault;
}

Pipeline::Pipeline(const Scope& scope, std::optional<PictureStages> pictures,
                   std::optional<EventStages> events, recording::RecordingWriter spool, const Clock& clock,
                   Mono start, Mono keep_until)
    : scope_(scope),
      pictures_(std::move(pictures)),
      events_(std::move(events)),
      spool_(std::move(spool)),
      clock_(clock),
      start_(start),
      keep_until_(keep_until) {}

track::TrackTime Pipeline::now() const {
  return std::chrono::duration_cast<track::TrackTime>(std::min(clock_.mono(), keep_until_) - start_);
}

void Pipeline::frame(RawFrame frame) {
  CHECK(pictures_.has_value());
  if (may_keep()) pictures_->track.frame(now(), pictures_->mask.pass(scope_.pass(std::move(frame))));
}

void Pipeline::title(RawTitle title) {
  if (events_ && may_keep())
    events_->events.title(clock_.mono(), clock_.utc(), scope_.pass(std::move(title)));
}

Status Pipeline::spool_pictures() {
  TRY_ASSIGN(const recording::SealedChunk sealed, pictures_->seal.pass(pictures_->track.take(now())));
  TRY_ASSIGN([[maybe_unused]] const recording::SpoolEntry entry, spool_.append(sealed));
  return {};
}

Status Pipeline::spool_events() {
  TRY_ASSIGN(const recording::SealedChunk sealed, events_->seal.pass(events_->events.take()));
  TRY_ASSIGN([[maybe_unused]] const recording::SpoolEntry entry, spool_.append(sealed));
  return {};
}

Status Pipeline::spool_what_is_due() {
  const Mono when = clock_.mono();
  const std::optional<Mono> pictures = pictures_due(), events = events_due();
  Status spooled;
  if (pictures && *pictures <= when) spooled = spool_pictures();
  if (spooled && events && *events <= when) spooled = spool_events();
  spool_failed_ = !spooled;
  return spooled;
}

Result<recording::EndReason> Pipeline::close(recording::EndReason reason) {
  if (!spool_failed_) session_shown();
  if (!spool_failed_ && pictures_) pictures_->track.shown_until(now());
  Status rest;
  // Twice where a video was playing: what was written lossily is then written losslessly.
  while (rest && !spool_failed_ && pictures_due()) rest = spool_pictures();
  if (rest && !spool_failed_ && events_due()) rest = spool_events();
  if (!rest) reason = reason_for_spool(rest.error());
  const Mono end = start_ + now();
  TRY(spool_.close({"", clock_.utc(), end.time_since_epoch(), now(), reason, balance()}));
  return reason;
}

std::optional<Mono> Pipeline::pictures_due() const {
  const auto when = pictures_ ? pictures_->track.due() : std::nullopt;
  return when ? std::optional<Mono>(start_ + *when) : std::nullopt;
}

std::optional<Mono> Pipeline::events_due() const { return events_ ? events_->events.due() : std::nullopt; }

std::optional<Mono> Pipeline::due() const {
  const std::optional<Mono> pictures = pictures_due(), events = events_due();
  return pictures && events ? std::min(pictures, events) : pictures ? pictures : events;
}

recording::Balance Pipeline::balance() const {
  if (pictures_) return pictures_->track.balance();
  recording::Balance balance = without_pictures_;
  if (events_) balance.kept.times = events_->events.count();
  return balance;
}

void Pipeline::surface_opened(track::SurfaceId surface, track::SurfaceKind kind, const Rect& place) {
  if (!may_keep()) return;
  open_.insert(surface);
  if (pictures_) pictures_->track.surface_opened(now(), surface, kind, place);
}

void Pipeline::surface_moved(track::SurfaceId surface, const Rect& place) {
  if (pictures_ && may_keep()) pictures_->track.surface_moved(now(), surface, place);
}

void Pipeline::surface_closed(track::SurfaceId surface) {
  open_.erase(surface);
  if (pictures_) pictures_->track.surface_closed(now(), surface);
  if (events_) events_->events.surface_closed(surface);
}

void Pipeline::stacking(std::span<const track::SurfaceId> bottom_to_top) {
  if (pictures_ && may_keep()) pictures_->track.stacking(now(), bottom_to_top);
}

void Pipeline::unreadable(track::SurfaceId surface, const Rect& at, track::Withheld reason) {
  if (!may_keep()) return;
  if (pictures_) {
    pictures_->track.withheld(now(), surface, at, reason);
  } else {
    ++without_pictures_.withheld[reason].times;
  }
}

void Pipeline::session_hidden() {
  hidden_since_ = now();
  hidden_reason_ = track::Withheld::kSessionHidden;
}

void Pipeline::hidden_because(track::Withheld reason) {
  if (!hidden_since_ || reason == hidden_reason_) return;
  // For the one reason until now, for the other from now on.
  withheld_until_now();
  hidden_since_ = now();
  hidden_reason_ = reason;
}

void Pipeline::withheld_until_now() {
  const track::TrackTime until = now();
  if (until <= *hidden_since_) return;
  if (pictures_) {
    pictures_->track.time_withheld(*hidden_since_, until, hidden_reason_);
  } else {
    ++without_pictures_.withheld[hidden_reason_].times;
  }
}

void Pipeline::session_shown() {
  if (!hidden_since_) return;
  withheld_until_now();
  hidden_since_.reset();
}

void Pipeline::pointer(bool over_surface, Point at) {
  if (pictures_ && may_keep()) pictures_->track.pointer(now(), over_surface, at);
}

}  // namespace insyn::recorder
