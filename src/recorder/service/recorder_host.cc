#include "recorder/service/recorder_host.h"

#include <fmt/format.h>

#include "recording/store/kept_terms.h"

namespace insyn::recorder {

RecorderHost::RecorderHost(control::Server server, OwnPrograms programs, WhoIsHere who,
                           const StopRequest& stop, const Clock& clock)
    : server_(std::move(server)),
      command_(std::move(programs.command)),
      tray_(server_, std::move(programs.tray), clock),
      who_(std::move(who)),
      stop_(stop),
      clock_(clock) {
  server_.reserve_for([this](const ProcessHandle& process) {
    return is_the_command(process) || tray_.is_the_program(process);
  });
}

bool RecorderHost::is_the_command(const ProcessHandle& process) const {
  const Result<FileIdentity> program = process.program();
  return command_ && program && *program == command_->identity();
}

bool RecorderHost::is_the_agent(control::ClientId client) const {
  if (tray_.is_of_the_tray(client)) return true;
  const ProcessHandle* process = server_.handle_of(client);
  return process != nullptr && is_the_command(*process) && process->at_terminal();
}

std::optional<control::Reply> RecorderHost::carry_out(control::ClientId client,
                                                      const control::Request& request) {
  using control::Verb;
  switch (request.verb) {
    case Verb::kHello:
    case Verb::kStatus:
    case Verb::kWatch:
    case Verb::kCalls:
      return with_state();
    case Verb::kPause:
      return pause(true);
    case Verb::kUnpause:
      if (!is_the_agent(client)) {
        return control::refusal({Code::kDenied,
                                 "only the agent ends a pause: by the tray, or by insyn call unpause at a "
                                 "terminal of this session"});
      }
      return pause(false);
    case Verb::kIndicate:
      if (const Status taken = tray_.indicate(client); !taken) return control::refusal(taken.error());
      return with_state();
    case Verb::kPainted:
      tray_.painted(client, request);
      return control::Reply();
    case Verb::kWho:
      return tell_who_may_work_here(client, request);
    case Verb::kHere:
      return take_who_works_here(client, request);
    case Verb::kBegin:
    case Verb::kHold:
    case Verb::kResume:
    case Verb::kEnd:
    case Verb::kDiscard:
      break;
    case Verb::kDidNotHelp:
      if (!is_the_agent(client)) {
        return control::refusal({Code::kDenied,
                                 "only the agent says that the system did not help: by the tray, or by insyn "
                                 "call did-not-help at a terminal of this session"});
      }
      break;
  }
  return carry_out_for_calls(client, request);
}

void RecorderHost::add_to(EventLoop& loop) {
  loop.add_source(stop_.fd(), "stop request");
  server_.add_to(loop);
  if (recorder_) recorder_->add_to(loop);
}

void RecorderHost::serve() {
  server_.handle_arrived(clock_.mono(), *this);
  // Another tray may be another person's, who is asked anew.
  if (who_.answered_by() && !tray_.is_by(*who_.answered_by())) forget_agent();
}

void RecorderHost::forget_agent() {
  if (!who_.answered_by()) return;
  who_.leave();
  agent_left();
}

Status RecorderHost::may_say_who(control::ClientId client) const {
  if (!tray_.is_by(client) || !tray_.is_of_the_tray(client))
    return fail(Code::kDenied, "only the tray that marks what is recorded says who is working here");
  if (!who_.is_shared())
    return fail(Code::kDenied, "this computer is enrolled for one agent, who is not asked");
  return {};
}

control::Reply RecorderHost::tell_who_may_work_here(control::ClientId client,
                                                    const control::Request& request) {
  if (const Status may = may_say_who(client); !may) return control::refusal(may.error());
  control::Reply reply;
  reply.agents = who_.ask(client, request.from);
  return reply;
}

control::Reply RecorderHost::take_who_works_here(control::ClientId client, const control::Request& request) {
  if (const Status may = may_say_who(client); !may) return control::refusal(may.error());
  if (request.agent.empty()) {
    forget_agent();
    return with_state();
  }
  if (in_call() && who_.answered_by() && who_.agent() != request.agent)
    return control::refusal(reason::AgentInCall{who_.agent()});
  const auto answered = who_.answer(client, request.agent, request.signature);
  return answered ? with_state() : control::refusal(answered.error());
}

void RecorderHost::wait() {
  add_to(loop_);
  loop_.wait(clock_);
}

reason::OrReason<void> RecorderHost::begin_recording(const agreement::Agreement& agreement,
                                                     AgreementMonitor& monitor,
                                                     recording::Certifier& certifier, CallOrder order) {
  // Before there is a recording that they are the terms of.
  if (Status kept = recording::keep_terms(order.spool, agreement.text()); !kept)
    return in_context("nothing is recorded, the spool cannot be used", std::move(kept).error());
  order.indicator = &tray_;
  order.service = this;
  auto begun = CallRecorder::begin(agreement, monitor, certifier, order, clock_);
  if (!begun) return reason::because(begun.error());
  recorder_ = *std::move(begun);
  set_paused(paused_);
  return {};
}

Result<std::optional<CallEnding>> RecorderHost::record() {
  auto recorded = recorder_->record();
  if (!recorded || *recorded) recorder_.reset();
  return recorded;
}

Result<CallEnding> RecorderHost::end_recording(CallEnding ending) {
  auto ended = recorder_->end(std::move(ending));
  recorder_.reset();
  return ended;
}

control::Reply RecorderHost::pause(bool paused) {
  // Nothing is kept from here on, whatever becomes of the rest.
  if (paused) set_paused(true);
  if (const Status kept = keep_pause(paused); !kept) return control::refusal(kept.error());
  set_paused(paused);
  return with_state();
}

void RecorderHost::set_paused(bool paused) {
  paused_ = paused;
  if (!recorder_) return;
  if (paused) {
    recorder_->gate().close(track::Withheld::kPaused);
  } else {
    recorder_->gate().open(track::Withheld::kPaused);
  }
}

control::Reply RecorderHost::with_state() const {
  control::Reply reply;
  reply.state = state();
  return reply;
}

control::State RecorderHost::state() const {
  control::State state;
  state.paused = paused_;
  state.indicated = tray_.indicated();
  if (recorder_) {
    const recording::CertificateRequest& about = recorder_->about();
    state.recording = about.id;
    state.application = names_of(recorder_->opening().applications);
    state.since = about.begin;
    state.since_mono = Mono(about.begin_mono);
  }
  state.shared = who_.is_shared();
  state.agent = who_.agent();
  describe_calls(state);
  if (paused_) {
    state.activity = control::Activity::kPaused;
    state.why.reset();
  }
  return state;
}

void RecorderHost::publish_state() {
  server_.publish_calls(take_call_news(), [this] { return present_calls(); });
  server_.publish(state());
}

std::vector<control::CallNews> RecorderHost::present_calls() const {
  return {control::CallNews{clock_.utc(), control::AllPresent{}, {}}};
}

void RecorderHost::describe_recording(control::State& state) const {
  state.why = recorder_->why_nothing_is_kept();
  state.activity = state.why ? control::Activity::kWithheld : control::Activity::kRecording;
}

}  // namespace insyn::recorder
