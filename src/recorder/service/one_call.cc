#include "recorder/service/one_call.h"

#include <fmt/format.h>

namespace insyn::recorder {
namespace {

constexpr std::chrono::seconds kPatienceWithTray(20);

}  // namespace

Result<std::unique_ptr<OneCall>> OneCall::begin(const StopRequest& stop, const Clock& clock) {
  TRY_ASSIGN(HeldFile program, tray_program());
  TRY_ASSIGN(control::Server server, control::Server::without_socket());
  TRY_ASSIGN(auto ends, LocalSocket::pair());
  TRY_ASSIGN(const Path folder, program_folder());
  TRY_ASSIGN(const int process,
             start_with_socket(folder / "insyn-tray", {"--socket", "3"}, ends.second.fd()));
  TRY(server.adopt(std::move(ends.first), process, clock.mono()));
  TRY_ASSIGN(WaitSet wake, WaitSet::create());
  TRY(wake.add(stop.fd()));
  TRY(wake.add(server.fd()));
  return std::unique_ptr<OneCall>(
      new OneCall(std::move(server), std::move(program), std::move(wake), stop, clock));
}

void OneCall::give_to(CallOrder& order) {
  order.wake_fd = wake_.fd();
  order.service = this;
  order.indicator = &tray_;
}

Status OneCall::wait_for_tray() {
  const Mono deadline = clock_.mono() + kPatienceWithTray;
  for (;;) {
    listen();
    if (tray_.indicated()) return {};
    const Mono now = clock_.mono();
    if (stop_.asked()) return fail(Code::kTransient, "it was asked to stop before anything was recorded");
    if (now >= deadline || server_.is_empty()) {
      return fail(Code::kTransient,
                  "insyn-tray, which marks on the screen what is being recorded, does not answer; nothing is "
                  "recorded");
    }
    const auto until = std::min(deadline, server_.due().value_or(deadline));
    (void)wait_until_readable(wake_.fd(), std::chrono::ceil<std::chrono::milliseconds>(until - now));
  }
}

void OneCall::set_recorder(CallRecorder* recorder) {
  recorder_ = recorder;
  if (recorder_ != nullptr && paused_) pause(true);
  tell_if_changed();
}

void OneCall::listen() { server_.handle_arrived(clock_.mono(), *this); }

void OneCall::pause(bool paused) {
  paused_ = paused;
  if (recorder_ == nullptr) return;
  if (paused) {
    recorder_->gate().close(track::Withheld::kPaused);
  } else {
    recorder_->gate().open(track::Withheld::kPaused);
  }
}

std::optional<control::Reply> OneCall::carry_out(control::ClientId client, const control::Request& request) {
  using control::Verb;
  switch (request.verb) {
    case Verb::kIndicate:
      if (const Status taken = tray_.indicate(client); !taken) return control::refusal(taken.error());
      break;
    case Verb::kPainted:
      tray_.painted(client, request);
      return control::Reply();
    case Verb::kPause:
    case Verb::kUnpause:
      pause(request.verb == Verb::kPause);
      break;
    case Verb::kHello:
    case Verb::kStatus:
    case Verb::kWatch:
      break;
    default:
      return control::refusal({Code::kDenied, "this recorder was started for one call, by a terminal"});
  }
  control::Reply reply;
  reply.state = state();
  return reply;
}

control::State OneCall::state() const {
  using control::Activity;
  control::State state;
  state.paused = paused_;
  state.indicated = tray_.indicated();
  if (paused_) state.activity = Activity::kPaused;
  if (recorder_ == nullptr) return state;
  const recording::Opening& opening = recorder_->opening();
  state.call = opening.call;
  state.recording = opening.id;
  state.application = fmt::format("{}", fmt::join(opening.applications, ", "));
  state.since = opening.start;
  state.since_mono = Mono(opening.start_mono);
  if (paused_) return state;
  state.why = recorder_->why_nothing_is_kept();
  state.activity = state.why ? Activity::kWithheld : Activity::kRecording;
  return state;
}

}  // namespace insyn::recorder
