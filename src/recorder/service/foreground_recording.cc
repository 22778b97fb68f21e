#include "recorder/service/foreground_recording.h"

#include "os/loaded_code.h"

namespace insyn::recorder {
namespace {

constexpr std::chrono::seconds kPatienceWithTray(20);

}  // namespace

Result<std::unique_ptr<ForegroundRecording>> ForegroundRecording::start_tray(const StopRequest& stop,
                                                                             const Clock& clock) {
  TRY_ASSIGN(OwnPrograms programs, own_programs());
  TRY_ASSIGN(auto ends, LocalSocket::pair());
  TRY_ASSIGN(const Path folder, program_folder());
  TRY_ASSIGN(const int process, start_with_socket(folder / "insyn-tray", {"--socket", "3"},
                                                  without_loaded_code(own_environment()), ends.second.fd()));
  control::Server server = control::Server::without_socket();
  server.adopt(std::move(ends.first), process, clock.mono());
  return std::make_unique<ForegroundRecording>(std::move(server), std::move(programs), stop, clock);
}

Status ForegroundRecording::wait_for_tray() {
  const Mono deadline = clock().mono() + kPatienceWithTray;
  for (;;) {
    serve();
    if (tray().indicated()) return {};
    if (stop().asked()) return fail(Code::kTransient, "it was asked to stop before anything was recorded");
    if (clock().mono() >= deadline || server().is_empty()) {
      return fail(Code::kTransient,
                  "insyn-tray, which marks on the screen what is being recorded, does not answer; nothing is "
                  "recorded");
    }
    loop().add_deadline(deadline, "patience with the tray");
    wait();
  }
}

reason::OrReason<void> ForegroundRecording::begin(const agreement::Agreement& agreement,
                                                  AgreementMonitor& monitor, recording::Certifier& certifier,
                                                  const CallOrder& order) {
  if (const auto begun = begin_recording(agreement, monitor, certifier, order); !begun) return begun;
  publish_state();
  return {};
}

Result<CallEnding> ForegroundRecording::run(const std::function<void()>& after_turn) {
  while (!stop().asked()) {
    wait();
    TRY_ASSIGN(std::optional<CallEnding> ending, record());
    publish_state();
    if (ending) return *std::move(ending);
    after_turn();
  }
  TRY_ASSIGN(CallEnding ending, end_recording({recording::EndReason::kStopped, reason::StopRequested{}}));
  publish_state();
  return ending;
}

std::optional<control::Reply> ForegroundRecording::carry_out_for_calls(control::ClientId,
                                                                       const control::Request&) {
  return control::refusal({Code::kDenied, "this recorder was started for one call, by a terminal"});
}

void ForegroundRecording::describe_calls(control::State& state) const {
  if (recorder() == nullptr) return;
  state.call = recorder()->about().call;
  describe_recording(state);
}

}  // namespace insyn::recorder
