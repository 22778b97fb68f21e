#include "recorder/service/service.h"

#include <fmt/format.h>

#include <algorithm>

#include "agreement/call_id.h"
#include "recorder/service/own_discard.h"
#include "words/reason.h"

namespace insyn::recorder {
namespace {

using control::Activity;
using control::AgentsWord;
using control::Request;
using control::Verb;
using recording::EndReason;

// Within this time clients that watch learn of what only time changes, such as the agreed hours.
constexpr std::chrono::seconds kLongestUnwatched(60);
// One click more says no more.
constexpr std::chrono::seconds kBetweenWords(10);

// The recorder's journal is in English.
std::string in_words(const reason::Reason& reason) { return words::say(reason, words::Language::kEnglish); }

std::pair<std::string, std::string> leg_of(const ToldCalls::Told& told) {
  return {told.leg->begin.source, told.leg->begin.leg};
}

std::vector<std::string> names_of(const std::vector<agreement::CallSource>& sources) {
  std::vector<std::string> names;
  names.reserve(sources.size());
  for (const agreement::CallSource& source : sources) names.push_back(source.name);
  return names;
}

}  // namespace

Service::Service(ServiceSet set, control::Server server, OwnPrograms programs, PauseMark pause,
                 const StopRequest& stop, const Clock& clock, Say say)
    : RecorderHost(std::move(server), std::move(programs), set.who, stop, clock),
      set_(std::move(set)),
      pause_mark_(std::move(pause)),
      say_(std::move(say)),
      book_(std::chrono::seconds(set_.agreement.terms().after_call_seconds)),
      sequence_file_(set_.sequences),
      watch_(clock),
      told_(set_.agreement.terms().call_sources,
            std::chrono::seconds(set_.agreement.terms().after_call_seconds), heard_before(), clock,
            [this](const calls::Asked& asked) { set_.carriers.ask(asked); }),
      slept_(clock.slept()) {
  told_.set_listener(&watch_);
  set_paused(pause_mark_.is_set());
}

Status Service::run() {
  if (const auto never = why_never(set_.agreement.terms())) {
    say_(fmt::format("no call will be recorded: {}", in_words(*never)));
  }
  while (!stop().asked())
    if (turn(Waits::kUntilThereIsSomething)) return {};
  if (recorder() != nullptr) end_recorder(EndReason::kStopped, reason::StopRequested{});
  return {};
}

bool Service::turn(Waits waits) {
  serve();
  const bool answered = carry_out_what_was_asked();
  publish_state();
  if (set_.monitor.enrolment_changed() && recorder() == nullptr) {
    say_(fmt::format("this recorder ends: {}", in_words(*problem_)));
    return true;
  }
  if (answered) loop().add_deadline(clock().mono(), "requests sent ahead of the answer");
  if (waits == Waits::kNot) loop().add_deadline(clock().mono(), "the next turn");
  wait();
  if (recorder() != nullptr) record_turn();
  return false;
}

void Service::add_to(EventLoop& loop) {
  RecorderHost::add_to(loop);
  loop.add_source(set_.enrolment_folder.fd(), "enrolment folder");
  set_.carriers.add_to(loop, clock().mono());
  if (const auto due = told_.due()) loop.add_deadline(*due, "word of a call source");
  if (const auto due = book_.due()) loop.add_deadline(*due, "end of the time after the call");
  if (server().is_watched() && has_just_said())
    loop.add_deadline(*said_at_ + kBetweenWords, "the agent's next word");
  if (server().is_watched())
    loop.add_deadline(clock().mono() + kLongestUnwatched, "state for those who watch");
}

// What has arrived, and what time has changed, reaches the gate at once.
void Service::serve() {
  RecorderHost::serve();
  end_calls_after_sleep();
  hear_of_calls();
  book_.tick(clock().mono());
  set_.enrolment_folder.drain();
  const auto problem = set_.monitor.problem();
  problem_ = problem ? std::optional(problem->why) : std::nullopt;
  hold_or_release();
}

// A call goes over no sleep: what it was bound to, and who was at the telephone, are not the same for sure.
// Nor does the answer who works here.
void Service::end_calls_after_sleep() {
  const auto slept = clock().slept();
  if (slept <= slept_ + kSleepTolerance) return;
  slept_ = slept;
  computer_slept_ = recorder() != nullptr;
  book_.end_all();
  forget_agent();
}

bool Service::in_call() const { return recorder() != nullptr || book_.current() != nullptr; }

// Nothing more of their calls, for whoever works here next.
void Service::agent_left() {
  agent_left_ = recorder() != nullptr && still_to_be_recorded();
  book_.refuse_all(reason::AgentUnknown{});
}

std::optional<reason::Reason> Service::not_listed() const {
  return set_.not_listed ? set_.not_listed : who().unknown();
}

void Service::record_turn() {
  const std::uint64_t call = recorded_call_;
  const auto recorded = record();
  if (recorded && !*recorded) return;
  // Nothing more of this call: it is not taken up again by itself.
  book_.refuse(call, note_ending(recorded ? Result<CallEnding>(**recorded)
                                          : Result<CallEnding>(Failure(recorded.error()))));
}

std::optional<control::Reply> Service::carry_out_for_calls(control::ClientId client, const Request& request) {
  // Not even a place in the book: it would put a call that a source has told of on hold.
  if (request.verb == Verb::kBegin && !set_.agreement.terms().manual_calls)
    return control::refusal(why_never(set_.agreement.terms()).value_or(reason::ManualCalls{}));
  if (request.verb == Verb::kDidNotHelp) return note_did_not_help();
  if (request.verb != Verb::kDiscard) {
    if (const Status changed = change_book(client, request); !changed) {
      return control::refusal(changed.error());
    }
  }
  const Call* call = book_.current();
  waiting_.push_back({client, request, call == nullptr ? 0 : call->number});
  return std::nullopt;
}

std::optional<reason::Reason> Service::why_not_said() const {
  if (!set_.agreement.terms().did_not_help) return reason::DidNotHelpNotAgreed{};
  if (!keeps_events(set_.agreement.terms())) return reason::NoEventsAgreed{};
  if (recorder() == nullptr || !still_to_be_recorded()) return reason::NoCallRecorded{};
  return std::nullopt;
}

bool Service::has_just_said() const { return said_at_ && clock().mono() < *said_at_ + kBetweenWords; }

control::Reply Service::note_did_not_help() {
  if (const auto why = why_not_said()) return control::refusal(*why);
  if (has_just_said()) return control::refusal(reason::SaidJustNow{});
  if (!recorder()->did_not_help()) return control::refusal(reason::NoCallRecorded{});
  said_at_ = clock().mono();
  return with_state();
}

Status Service::change_book(control::ClientId client, const Request& request) {
  if (request.verb == Verb::kBegin) {
    return book_.begin({request.call, request.kind, request.bound ? client : 0, {}, {}, request.queue});
  }
  if (request.verb == Verb::kHold) return book_.hold(request.call);
  if (request.verb == Verb::kResume) return book_.resume(request.call);
  return book_.end(request.call, clock().mono());
}

void Service::disconnected(control::ClientId client) {
  RecorderHost::disconnected(client);
  for (const std::uint64_t call : book_.source_gone(client))
    call_lost_ = call_lost_ || call == recorded_call_;
}

void Service::hold_or_release() const {
  if (recorder() == nullptr) return;
  const bool recorded = still_to_be_recorded();
  const auto keep_closed = [&](track::Withheld reason, bool closed) {
    if (closed) {
      recorder()->gate().close(reason);
    } else {
      recorder()->gate().open(reason);
    }
  };
  keep_closed(track::Withheld::kOnHold, !recorded || book_.current()->held);
  const Interruption why = recorded ? book_.current()->interruption : Interruption::kNone;
  keep_closed(track::Withheld::kCardData, why == Interruption::kCardData);
  keep_closed(track::Withheld::kNotConfirmed, why == Interruption::kUnclear);
}

void Service::hear_of_calls() {
  if (told_.sources().empty()) return;
  told_.set_numbers(who().numbers());
  set_.carriers.want({who().numbers(), names_of(told_.sources())});
  watch_.set_watched(server().is_told_of_calls());
  for (const calls::FromCarrier& message : set_.carriers.receive()) told_.take(message);
  for (const agreement::CallSource& source : told_.sources())
    watch_.set_source(source.name, why_unheard(source.name));
  told_.pass();
  hand_over_statements();
  keep_sequences();
  const std::vector<ToldCalls::Told> calls = told_.calls();
  std::erase_if(begun_, [&](const Leg& leg) {
    return std::none_of(calls.begin(), calls.end(), [&](const auto& told) { return leg_of(told) == leg; });
  });
  for (const ToldCalls::Told& told : calls) follow(told);
  take_up_what_goes_on();
}

void Service::hand_over_statements() {
  if (recorder() == nullptr || recorded_leg_.second.empty()) return;
  recorder()->note_statements(told_.take_notes(recorded_leg_.first, recorded_leg_.second));
}

void Service::follow(const ToldCalls::Told& told) {
  using Standing = ToldCalls::Standing;
  const calls::Statement& begin = told.leg->begin;
  const bool over = told.standing == Standing::kEnded || told.standing == Standing::kLost;
  if (!over && begun_.insert(leg_of(told)).second)
    book_.begin_told({begin.call, begin.kind, 0, begin.source, begin.leg, begin.queue});
  Interruption interruption = Interruption::kNone;
  switch (told.standing) {
    case Standing::kGoesOn:
      break;
    case Standing::kHeld:
      book_.hold_told(begin.source, begin.leg);
      break;
    case Standing::kCardData:
      interruption = Interruption::kCardData;
      break;
    case Standing::kUnclear:
      interruption = Interruption::kUnclear;
      break;
    case Standing::kEnded:
      book_.end_told(begin.source, begin.leg, clock().mono());
      break;
    case Standing::kLost:
      if (const auto call = book_.lose_told(begin.source, begin.leg))
        call_lost_ = call_lost_ || call == recorded_call_;
      break;
  }
  book_.interrupt_told(begin.source, begin.leg, interruption);
}

void Service::take_up_what_goes_on() {
  std::optional<Leg> on;
  for (const ToldCalls::Told& told : told_.calls()) {
    using Standing = ToldCalls::Standing;
    const bool in_progress = told.standing == Standing::kGoesOn || told.standing == Standing::kCardData ||
                             told.standing == Standing::kUnclear;
    if (in_progress && book_.told(told.leg->begin.source, told.leg->begin.leg) != nullptr) on = leg_of(told);
  }
  // Only where that has changed: a call that was begun by hand meanwhile stays on.
  if (on == told_on_) return;
  told_on_ = on;
  if (on) book_.resume_told(on->first, on->second);
}

calls::Trust::Sequences Service::heard_before() const {
  if (set_.sequences.empty()) return {};
  auto read = sequence_file_.read();
  if (!read) say_(read.error().message);
  return read.value_or(calls::Trust::Sequences());
}

void Service::keep_sequences() {
  if (set_.sequences.empty()) return;
  const Status kept = sequence_file_.write(told_.sequences());
  if (!kept && std::exchange(sequences_kept_, false)) say_(kept.error().message);
  sequences_kept_ = kept.has_value();
}

std::optional<reason::Reason> Service::why_unheard(const std::string& source) const {
  if (set_.carriers.is_empty()) return reason::NoCallCarrier{};
  switch (set_.carriers.reach(source)) {
    case calls::Reach::kSource:
      return std::nullopt;
    case calls::Reach::kServer:
      return reason::CallSourceSilent{{source}};
    case calls::Reach::kNothing:
      break;
  }
  return reason::CallCarrierCutOff{};
}

std::optional<reason::Reason> Service::why_none_heard() const {
  if (told_.sources().empty() || set_.agreement.terms().manual_calls) return std::nullopt;
  std::optional<reason::Reason> first;
  for (const agreement::CallSource& source : told_.sources()) {
    const auto why = why_unheard(source.name);
    if (!why) return std::nullopt;
    // That one is silent says more than that nothing is reached.
    if (!first ||
        (first->as<reason::CallSourceSilent>() == nullptr && why->as<reason::CallSourceSilent>() != nullptr))
      first = why;
  }
  return first;
}

Status Service::keep_pause(bool paused) {
  if (!paused) return pause_mark_.clear();
  // A pause that may not outlive the recorder is a pause all the same.
  if (const Status kept = pause_mark_.set(); !kept) say_(kept.error().message);
  return {};
}

bool Service::still_to_be_recorded() const {
  const Call* call = book_.current();
  return call != nullptr && call->number == recorded_call_ && !call->refused;
}

bool Service::carry_out_what_was_asked() {
  if (recorder() != nullptr && !still_to_be_recorded()) {
    if (std::exchange(computer_slept_, false)) {
      end_recorder(EndReason::kComputerSlept, reason::ComputerSlept{});
    } else if (std::exchange(agent_left_, false)) {
      end_recorder(EndReason::kStopped, reason::StopRequested{});
    } else if (call_lost_) {
      end_recorder(EndReason::kCallLost, reason::CallLost{});
    } else {
      end_recorder(EndReason::kCallEnded, reason::CallEnded{});
    }
  }
  const Call* call = book_.current();
  const bool may_begin = call != nullptr && !call->held && call->interruption == Interruption::kNone &&
                         !call->over_at && !call->refused;
  if (recorder() == nullptr && may_begin && !paused()) {
    begin_recorder();
    // Before it is answered, so that the answer is what was seen.
    if (recorder() != nullptr) record_turn();
  }
  const std::vector<Waiting> waiting = std::exchange(waiting_, {});
  for (const Waiting& one : waiting) answer(one);
  return !waiting.empty();
}

void Service::begin_recorder() {
  const Call& call = *book_.current();
  CallOrder order;
  order.facts = {call.id, who().agent(), who().recipients(), set_.certifier.device().name(),
                 {},      not_listed(),  call.leg.empty()};
  order.roster_hash = set_.roster_hash;
  order.kind = call.kind;
  order.queue = call.queue;
  if (!call.leg.empty()) {
    told_.prove(call.source, call.leg);
    order.proof = &told_;
  }
  order.spool = set_.spool;
  order.usage = &set_.usage;
  order.capture = &set_.capture;
  if (const auto begun = begin_recording(set_.agreement, set_.monitor, set_.certifier, order); !begun) {
    say_(fmt::format("a call is not recorded: {}", in_words(begun.error())));
    book_.refuse(call.number, begun.error());
    return;
  }
  recorded_call_ = call.number;
  recorded_leg_ = {call.source, call.leg};
  hand_over_statements();
  call_lost_ = false;
  agent_left_ = false;
  last_recording_ = recorder()->opening().id;
  say_(fmt::format("recording {}", last_recording_));
}

void Service::end_recorder(EndReason reason, reason::Reason why) {
  (void)note_ending(end_recording({reason, std::move(why)}));
}

reason::Reason Service::note_ending(const Result<CallEnding>& ending) {
  reason::Reason why = ending ? ending->why : ending.error();
  say_(fmt::format("the recording {} {}: {}", last_recording_, ending ? "is closed" : "could not be closed",
                   words::say_end(why, ending && ending->tail_lost, words::Language::kEnglish)));
  recorded_call_ = 0;
  return why;
}

void Service::answer(const Waiting& waiting) {
  if (waiting.request.verb == Verb::kDiscard) {
    const auto discarded = discard(waiting.request.recording);
    server().answer(waiting.client, discarded ? with_state() : control::refusal(discarded.error()));
    return;
  }
  const Call* call = book_.find(waiting.call);
  if (waiting.request.verb == Verb::kBegin && call != nullptr && call->refused) {
    server().answer(waiting.client, control::refusal(*call->refused));
    return;
  }
  server().answer(waiting.client, with_state());
}

reason::OrReason<void> Service::discard(const std::string& asked_for) {
  if (const auto unknown = who().unknown()) return reason::because(*unknown);
  const std::string id = asked_for.empty() ? last_recording_ : asked_for;
  if (id.empty()) {
    return fail(Code::kDenied,
                "nothing was recorded since the recorder started; name the recording to discard");
  }
  if (recorder() != nullptr && id == last_recording_) {
    const std::uint64_t call = recorded_call_;
    end_recorder(EndReason::kStopped, reason::StopRequested{});
    book_.refuse(call, reason::Discarded{});
  }
  TRY_ASSIGN(const std::string call,
             discard_by_own_terms(set_.spool, id, who().agent(), set_.certifier.device(), clock().utc()));
  book_.discard(call);
  const agreement::NotRecorded discarded{clock().utc(), who().agent(), set_.agreement.hash(),
                                         agreement::normalised_call_id(call), true};
  if (const Status kept = set_.usage.write_down(discarded); !kept) say_(kept.error().message);
  say_(fmt::format("the recording {} is discarded", id));
  return {};
}

void Service::describe_calls(control::State& state) const {
  const Call* call = book_.current();
  if (call != nullptr) state.call = call->id;
  state.warning = set_.warning;
  if (!why_not_said()) state.did_not_help = has_just_said() ? AgentsWord::kNoted : AgentsWord::kMay;
  if (call == nullptr || call->over_at) {
    if (recorder() != nullptr && still_to_be_recorded()) {
      state.activity = Activity::kRecording;
      return;
    }
    state.why = problem_;
    if (!state.why) state.why = set_.not_listed;
    if (!state.why) state.why = why_never(set_.agreement.terms());
    if (!state.why) state.why = agreement::allowed_at(set_.agreement.terms(), clock().utc()).why_not;
    if (!state.why) state.why = who().unknown();
    if (!state.why) state.why = why_none_heard();
    state.activity = state.why ? Activity::kNotAllowed : Activity::kIdle;
  } else if (call->refused) {
    state.why = call->refused;
    state.activity = Activity::kNotAllowed;
  } else if (call->held) {
    state.activity = Activity::kHeld;
  } else if (call->interruption != Interruption::kNone) {
    state.why = call->interruption == Interruption::kCardData
                    ? reason::Reason(reason::CardPause{})
                    : reason::Reason(reason::CallUnanswered{{call->source}});
    state.activity = Activity::kWithheld;
  } else if (recorder() != nullptr) {
    describe_recording(state);
  }
}

}  // namespace insyn::recorder
