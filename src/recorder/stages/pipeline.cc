#include "recorder/stages/pipeline.h"

#include "base/check.h"

namespace insyn::recorder {
namespace {

// Why nothing was kept, one reason after the other, while the session was hidden; then the last one counts.
constexpr std::size_t kMostReasons = 256;
// So many call statements are stored although nothing else is.
constexpr std::size_t kManyStatements = recording::kMostCallNotes / 2;

}  // namespace

recording::EndReason reason_for_spool(const Error& error) {
  return error.code == Code::kFull ? recording::EndReason::kDiskFull : recording::EndReason::kFault;
}

Pipeline::Pipeline(const Scope& scope, std::optional<PictureStages> pictures,
                   std::optional<EventStages> events, recording::RecordingWriter spool, const Clock& clock,
                   PipelineTimes times, Storing storing)
    : scope_(scope),
      pictures_(std::move(pictures)),
      events_(std::move(events)),
      spool_(std::move(spool)),
      clock_(clock),
      times_(times),
      storing_(storing) {}

track::TrackTime Pipeline::now() const {
  return std::chrono::duration_cast<track::TrackTime>(std::min(clock_.mono(), times_.keep_until) -
                                                      times_.start);
}

void Pipeline::frame(RawFrame frame) {
  CHECK(pictures_.has_value());
  if (may_keep()) pictures_->track.frame(now(), pictures_->mask.pass(scope_.pass(std::move(frame))));
}

void Pipeline::title(RawTitle title) {
  if (events_ && may_keep())
    events_->events.title(clock_.mono(), clock_.utc(), scope_.pass(std::move(title)));
}

Result<recording::SealedChunk> Pipeline::cut_pictures() {
  ++picture_chunks_;
  return pictures_->seal.pass(pictures_->track.take(now()));
}

Result<recording::SealedChunk> Pipeline::cut_events() { return events_->seal.pass(events_->events.take()); }

Status Pipeline::spool(const Result<recording::SealedChunk>& sealed) {
  if (!sealed) return Failure(sealed.error());
  TRY_ASSIGN([[maybe_unused]] const recording::SpoolEntry entry, spool_.append(*sealed));
  return {};
}

void Pipeline::note_statements(std::vector<std::string> notes) {
  for (std::string& note : notes)
    if (statements_.size() < recording::kMostCallNotes) statements_.push_back(std::move(note));
}

bool Pipeline::did_not_help() {
  if (!events_ || clock_.mono() >= times_.keep_until) return false;
  events_->events.did_not_help(clock_.mono(), clock_.utc());
  return true;
}

Status Pipeline::spool_events() {
  TRY(spool(cut_events()));
  events_->events.stored();
  return {};
}

Status Pipeline::store_statements() {
  if (statements_.empty()) return {};
  TRY_ASSIGN([[maybe_unused]] const recording::SpoolEntry entry,
             spool_.append_statements(std::exchange(statements_, {})));
  return {};
}

Status Pipeline::spool_what_is_due() {
  const Mono when = clock_.mono();
  const auto is_due = [&](std::optional<Mono> at) { return at && *at <= when; };
  Status spooled;
  if (statements_.size() >= kManyStatements) spooled = store_statements();
  if (storing_ == Storing::kOnceProven) {
    if (spooled && is_due(due())) spooled = cut_to_be_proven();
  } else {
    const std::optional<Mono> pictures = pictures_due(), events = events_due();
    if (spooled && (is_due(pictures) || is_due(events))) spooled = store_statements();
    if (spooled && is_due(pictures)) spooled = spool(cut_pictures());
    if (spooled && is_due(events)) spooled = spool_events();
  }
  spool_failed_ = !spooled;
  return spooled;
}

// All that there is, so that one proof is for all of it.
Status Pipeline::cut_to_be_proven() {
  unproven_since_ = pending_since().value_or(clock_.mono());
  if (pictures_due()) {
    TRY_ASSIGN(recording::SealedChunk sealed, cut_pictures());
    unproven_.push_back(std::move(sealed));
  }
  if (events_due()) {
    TRY_ASSIGN(recording::SealedChunk sealed, cut_events());
    unproven_.push_back(std::move(sealed));
  }
  cut_ = {now(), picture_chunks_, events_ ? events_->events.count() : 0,
          pictures_ ? pictures_->track.balance() : without_pictures_};
  return {};
}

Status Pipeline::store_unproven() {
  if (const Status stored = store_statements(); !stored) {
    spool_failed_ = true;
    return stored;
  }
  for (const recording::SealedChunk& chunk : std::exchange(unproven_, {})) {
    if (const auto stored = spool_.append(chunk); !stored) {
      spool_failed_ = true;
      return Failure(stored.error());
    }
  }
  if (events_) events_->events.stored();
  stored_ = cut_;
  return {};
}

void Pipeline::forget_unproven() {
  unproven_.clear();
  picture_chunks_ = stored_.picture_chunks;
  if (pictures_) {
    pictures_->track.begin_anew({picture_chunks_, now()}, stored_.balance);
  } else {
    without_pictures_ = stored_.balance;
  }
  if (events_) events_->events.begin_anew(stored_.events);
  open_.clear();
  if (hidden_.empty()) {
    forgotten_since_ = stored_.time;
  } else if (stored_.time < hidden_.front().since) {
    hidden_.insert(hidden_.begin(), {stored_.time, track::Withheld::kNotConfirmed});
  }
}

Status Pipeline::spool_rest() {
  session_shown();
  if (pictures_) pictures_->track.shown_until(now());
  // Twice where a video was playing: what was written lossily is then written losslessly.
  while (pictures_due()) TRY(spool(cut_pictures()));
  if (events_due()) TRY(spool_events());
  return {};
}

// What the agent has said was no capture, and needs no proof.
Status Pipeline::spool_words() {
  std::optional<EventChunk> words = events_ ? events_->events.take_words() : std::nullopt;
  return words ? spool(events_->seal.pass(std::move(*words))) : Status();
}

Result<recording::EndReason> Pipeline::close(recording::EndReason reason) {
  Status rest;
  if (storing_ == Storing::kOnceProven) {
    forget_unproven();
    if (!spool_failed_) rest = spool_words();
  } else if (!spool_failed_) {
    rest = spool_rest();
  }
  if (rest && !spool_failed_) rest = store_statements();
  if (!rest) reason = reason_for_spool(rest.error());
  const Mono end = times_.start + now();
  TRY(spool_.close({"", clock_.utc(), end.time_since_epoch(), now(), reason, balance()}));
  return reason;
}

std::optional<Mono> Pipeline::pictures_due() const {
  if (!pictures_) return std::nullopt;
  const auto when =
      storing_ == Storing::kAtOnce ? pictures_->track.due() : pictures_->track.due(kCutToBeProven);
  return when ? std::optional<Mono>(times_.start + *when) : std::nullopt;
}

std::optional<Mono> Pipeline::pending_since() const {
  std::optional<Mono> since;
  if (pictures_ && pictures_->track.due()) since = times_.start + pictures_->track.pending_since();
  if (events_ && events_->events.due())
    since = std::min(since.value_or(Mono::max()), events_->events.pending_since());
  return since;
}

std::optional<Mono> Pipeline::events_due() const {
  if (!events_) return std::nullopt;
  return storing_ == Storing::kAtOnce ? events_->events.due() : events_->events.due(kCutToBeProven);
}

std::optional<Mono> Pipeline::due() const {
  if (has_unproven()) return std::nullopt;
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
  if (const auto since = std::exchange(forgotten_since_, {}))
    hidden_.push_back({*since, track::Withheld::kNotConfirmed});
  hidden_.push_back({now(), track::Withheld::kSessionHidden});
  reason_is_unknown_ = true;
}

void Pipeline::hidden_because(track::Withheld reason) {
  if (hidden_.empty() || hidden_.size() >= kMostReasons) return;
  // The capture does not know why; from when it is told on, there is a reason from the beginning.
  const bool is_first = std::exchange(reason_is_unknown_, false);
  const track::TrackTime since = is_first ? hidden_.back().since : now();
  if (is_first) hidden_.pop_back();
  // For the one reason until now, for the other from now on.
  if (hidden_.empty() || hidden_.back().reason != reason) hidden_.push_back({since, reason});
}

void Pipeline::session_shown() {
  for (std::size_t i = 0; i < hidden_.size(); ++i)
    time_withheld(hidden_[i].since, i + 1 < hidden_.size() ? hidden_[i + 1].since : now(), hidden_[i].reason);
  hidden_.clear();
}

void Pipeline::time_withheld(track::TrackTime from, track::TrackTime to, track::Withheld reason) {
  if (to <= from) return;
  if (pictures_) {
    pictures_->track.time_withheld(from, to, reason);
  } else {
    ++without_pictures_.withheld[reason].times;
  }
}

void Pipeline::pointer(bool over_surface, Point at) {
  if (pictures_ && may_keep()) pictures_->track.pointer(now(), over_surface, at);
}

}  // namespace insyn::recorder
