#include "recorder/service/service.h"

#include <fmt/format.h>

#include <algorithm>

#include "words/reason.h"

namespace insyn::recorder {
namespace {

using control::Activity;
using control::Request;
using control::Verb;
using recording::EndReason;

// Those who watch are told of what only time changes (the agreed hours) within as long.
constexpr std::chrono::seconds kLongestUnwatched(60);

// The recorder's journal is in English.
std::string in_words(const reason::Reason& reason) { return words::say(reason, words::Language::kEnglish); }

}  // namespace

Service::Service(ServiceSet set, control::Server& server, TrayHost& tray, PauseMark pause, const Clock& clock,
                 Say say)
    : set_(std::move(set)),
      server_(server),
      tray_(tray),
      pause_mark_(std::move(pause)),
      clock_(clock),
      say_(std::move(say)),
      paused_(pause_mark_.is_set()),
      book_(std::chrono::seconds(set_.agreement.terms().after_call_seconds)) {}

Status Service::run(const StopRequest& stop) {
  TRY_ASSIGN(WaitSet wake, WaitSet::create());
  TRY(wake.add(stop.fd()));
  TRY(wake.add(server_.fd()));
  TRY(wake.add(set_.agreement_folder.fd()));
  wake_fd_ = wake.fd();
  while (!stop.asked()) {
    listen();
    const bool answered = catch_up();
    server_.tell_if_changed(state());
    if (set_.standing.agreement_gone() && !recorder_) {
      say_(fmt::format("this recorder ends: {}", in_words(*objection_)));
      return {};
    }
    if (recorder_) {
      turn();
    } else if (!answered) {
      sleep();
    }
  }
  if (recorder_) end_recording(EndReason::kStopped, reason::StopRequested{});
  return {};
}

void Service::listen() {
  const Mono now = clock_.mono();
  server_.handle_arrived(now, *this);
  book_.tick(now);
  look_at_agreement();
  hold_or_open();
}

void Service::look_at_agreement() {
  set_.agreement_folder.drain();
  const auto objection = set_.standing.objection();
  objection_ = objection ? std::optional(objection->why) : std::nullopt;
}

void Service::turn() {
  const std::uint64_t call = recorded_call_;
  const auto turned = recorder_->turn();
  if (turned && !*turned) return;
  // Nothing more of this call: it is not taken up again by itself.
  book_.refuse(call,
               ended(turned ? Result<CallEnding>(**turned) : Result<CallEnding>(Failure(turned.error()))));
}

void Service::sleep() const {
  const Mono now = clock_.mono();
  std::optional<Mono> deadline = server_.due();
  const auto consider = [&](Mono when) { deadline = deadline ? std::min(*deadline, when) : when; };
  if (const auto due = book_.due()) consider(*due);
  if (server_.is_watched()) consider(now + kLongestUnwatched);
  const auto patience = deadline ? std::chrono::ceil<std::chrono::milliseconds>(*deadline - now)
                                 : std::chrono::milliseconds(std::chrono::hours(24));
  (void)wait_until_readable(wake_fd_, std::max(patience, std::chrono::milliseconds(0)));
}

std::optional<control::Reply> Service::carry_out(control::ClientId client, const Request& request) {
  switch (request.verb) {
    case Verb::kPause:
      return pause();
    case Verb::kUnpause:
      return unpause();
    case Verb::kHello:
    case Verb::kStatus:
    case Verb::kWatch:
      return with_state();
    case Verb::kBegin:
    case Verb::kHold:
    case Verb::kResume:
    case Verb::kEnd:
      if (const Status changed = change_book(client, request); !changed) {
        return control::refusal(changed.error());
      }
      break;
    case Verb::kDiscard:
      break;
    case Verb::kIndicate:
      if (const Status taken = tray_.indicate(client); !taken) return control::refusal(taken.error());
      return with_state();
    case Verb::kPainted:
      tray_.painted(client, request);
      return control::Reply();
  }
  const Call* call = book_.current();
  waiting_.push_back({client, request, call == nullptr ? 0 : call->number});
  return std::nullopt;
}

Status Service::change_book(control::ClientId client, const Request& request) {
  if (request.verb == Verb::kBegin) {
    return book_.begin(request.call, request.kind, request.bound ? client : 0);
  }
  if (request.verb == Verb::kHold) return book_.hold(request.call);
  if (request.verb == Verb::kResume) return book_.resume(request.call);
  return book_.end(request.call, clock_.mono());
}

void Service::gone(control::ClientId client) {
  tray_.gone(client);
  for (const std::uint64_t call : book_.source_gone(client))
    call_lost_ = call_lost_ || call == recorded_call_;
}

// At once, even between the look at the screen and the decision what of it is kept.
void Service::hold_or_open() const {
  if (!recorder_) return;
  if (still_to_be_recorded() && !book_.current()->held) {
    recorder_->gate().open(track::Withheld::kOnHold);
  } else {
    recorder_->gate().close(track::Withheld::kOnHold);
  }
}

control::Reply Service::pause() {
  paused_ = true;
  if (recorder_) recorder_->gate().close(track::Withheld::kPaused);
  if (const Status kept = pause_mark_.set(); !kept) say_(kept.error().message);
  return with_state();
}

control::Reply Service::unpause() {
  if (const Status cleared = pause_mark_.clear(); !cleared) return control::refusal(cleared.error());
  paused_ = false;
  if (recorder_) recorder_->gate().open(track::Withheld::kPaused);
  return with_state();
}

bool Service::still_to_be_recorded() const {
  const Call* call = book_.current();
  return call != nullptr && call->number == recorded_call_ && !call->refused;
}

bool Service::catch_up() {
  if (recorder_ && !still_to_be_recorded()) {
    if (call_lost_) {
      end_recording(EndReason::kCallLost, reason::CallLost{});
    } else {
      end_recording(EndReason::kCallEnded, reason::CallEnded{});
    }
  }
  const Call* call = book_.current();
  const bool may_begin = call != nullptr && !call->held && !call->over_at && !call->refused;
  if (!recorder_ && may_begin && !paused_) begin_recording();
  const std::vector<Waiting> waiting = std::exchange(waiting_, {});
  for (const Waiting& one : waiting) answer(one);
  return !waiting.empty();
}

void Service::begin_recording() {
  const Call& call = *book_.current();
  CallOrder order;
  order.facts = {call.id, set_.agent, set_.device.verifier().name(), {}};
  order.kind = call.kind;
  order.spool = set_.spool;
  order.wake_fd = wake_fd_;
  order.capture = &set_.capture;
  order.service = this;
  order.indicator = &tray_;
  auto recorder = CallRecorder::begin(set_.agreement, set_.standing, set_.device, order, clock_);
  if (!recorder) {
    say_(fmt::format("a call is not recorded: {}", in_words(recorder.error())));
    book_.refuse(call.number, recorder.error());
    return;
  }
  recorder_ = std::move(*recorder);
  recorded_call_ = call.number;
  call_lost_ = false;
  last_recording_ = recorder_->opening().id;
  say_(fmt::format("recording {}", last_recording_));
}

void Service::end_recording(EndReason reason, reason::Reason why) {
  (void)ended(recorder_->end({reason, std::move(why)}));
}

reason::Reason Service::ended(const Result<CallEnding>& ending) {
  reason::Reason why = ending ? ending->why : ending.error();
  say_(fmt::format("the recording {} {}: {}", last_recording_, ending ? "is closed" : "could not be closed",
                   words::say_end(why, ending && ending->tail_lost, words::Language::kEnglish)));
  recorder_.reset();
  recorded_call_ = 0;
  return why;
}

void Service::answer(const Waiting& waiting) {
  if (waiting.request.verb == Verb::kDiscard) {
    const Status discarded = discard(waiting.request.recording);
    server_.answer(waiting.client, discarded ? with_state() : control::refusal(discarded.error()));
    return;
  }
  const Call* call = book_.find(waiting.call);
  if (waiting.request.verb == Verb::kBegin && call != nullptr && call->refused) {
    server_.answer(waiting.client, control::refusal(*call->refused));
    return;
  }
  server_.answer(waiting.client, with_state());
}

Status Service::discard(const std::string& asked_for) {
  const std::string id = asked_for.empty() ? last_recording_ : asked_for;
  if (id.empty()) {
    return fail(Code::kDenied,
                "nothing was recorded since the recorder started; name the recording to discard");
  }
  if (recorder_ && id == last_recording_) {
    const std::uint64_t call = recorded_call_;
    end_recording(EndReason::kStopped, reason::StopRequested{});
    book_.refuse(call, reason::Discarded{});
  }
  const recording::DiscardRight right{set_.agent,
                                      std::chrono::hours(set_.agreement.terms().discard_within_hours)};
  TRY(recording::discard(set_.spool, id, right, set_.device.verifier(), clock_.utc()));
  say_(fmt::format("the recording {} is discarded", id));
  return {};
}

control::Reply Service::with_state() const {
  control::Reply reply;
  reply.state = state();
  return reply;
}

control::State Service::state() const {
  control::State state;
  state.activity = activity(state.why);
  state.paused = paused_;
  state.indicated = tray_.indicated();
  if (const Call* call = book_.current()) state.call = call->id;
  if (recorder_) {
    const recording::Opening& opening = recorder_->opening();
    state.recording = opening.id;
    state.application = fmt::format("{}", fmt::join(opening.applications, ", "));
    state.since = opening.start;
    state.since_mono = Mono(opening.start_mono);
  }
  state.warning = set_.warning;
  return state;
}

Activity Service::activity(std::optional<reason::Reason>& why) const {
  if (paused_) return Activity::kPaused;
  const Call* call = book_.current();
  if (call == nullptr || call->over_at) {
    if (recorder_ && still_to_be_recorded()) return Activity::kRecording;
    why = objection_;
    if (why) return Activity::kNotAllowed;
    const agreement::Allowed allowed = agreement::allowed_at(set_.agreement.terms(), clock_.utc());
    why = allowed.why_not;
    return allowed ? Activity::kIdle : Activity::kNotAllowed;
  }
  why = call->refused;
  if (why) return Activity::kNotAllowed;
  if (call->held) return Activity::kHeld;
  if (!recorder_) return Activity::kIdle;
  why = recorder_->why_nothing_is_kept();
  return why ? Activity::kWithheld : Activity::kRecording;
}

}  // namespace insyn::recorder
