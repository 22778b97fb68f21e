#include "recorder/service/not_allowed_service.h"

#include "agreement/call_id.h"
#include "recorder/service/own_discard.h"

namespace insyn::recorder {

NotAllowedService::NotAllowedService(Set set, const FolderWatch& enrolment_folder, control::Server server,
                                     OwnPrograms programs, PauseMark pause, const StopRequest& stop,
                                     const Clock& clock)
    : RecorderHost(std::move(server), std::move(programs), set.who, stop, clock),
      set_(std::move(set)),
      enrolment_folder_(enrolment_folder),
      pause_mark_(std::move(pause)) {
  set_paused(pause_mark_.is_set());
}

void NotAllowedService::run() {
  while (!stop().asked() && !wait_until_readable(enrolment_folder_.fd(), std::chrono::milliseconds(0))) {
    serve();
    publish_state();
    wait();
  }
}

void NotAllowedService::add_to(EventLoop& loop) {
  RecorderHost::add_to(loop);
  loop.add_source(enrolment_folder_.fd(), "enrolment folder");
}

std::optional<control::Reply> NotAllowedService::carry_out_for_calls(control::ClientId,
                                                                     const control::Request& request) {
  if (request.verb != control::Verb::kDiscard) return control::refusal(set_.why);
  if (const auto unknown = who().unknown()) return control::refusal(*unknown);
  if (request.recording.empty()) {
    return control::refusal(
        {Code::kDenied, "nothing was recorded since the recorder started; name the recording to discard"});
  }
  const auto call =
      discard_by_own_terms(set_.spool, request.recording, who().agent(), set_.device, clock().utc());
  if (!call) return control::refusal(call.error());
  // Its keys are gone, whether or not it can be written down.
  (void)set_.usage.write_down({clock().utc(), who().agent(), {}, agreement::normalised_call_id(*call), true});
  return with_state();
}

Status NotAllowedService::keep_pause(bool paused) { return paused ? pause_mark_.set() : pause_mark_.clear(); }

void NotAllowedService::describe_calls(control::State& state) const {
  state.activity = control::Activity::kNotAllowed;
  state.why = set_.why;
}

}  // namespace insyn::recorder
