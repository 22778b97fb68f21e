#include "cli/verbs/try.h"

#include "cli/verbs/foreground.h"
#include "cli/verbs/trial_set.h"
#include "control/client.h"
#include "control/place.h"
#include "enrolment/enrolled.h"
#include "recorder/capture/x11/pick_window.h"
#include "recorder/capture/x11/x11_backend.h"
#include "recorder/service/foreground_recording.h"
#include "recording/store/spool_usage.h"

namespace insyn::cli {
namespace {

// The video is made by a program of its own, so that the recorder carries no video library.
Status make_video(const Path& folder, const Path& recording, const Path& video) {
  TRY_ASSIGN(const Path programs, program_folder());
  TRY_ASSIGN(const int code, run_program(programs / "insyn-export",
                                         {recording.string(), "--key", (folder / "rec.key").string(), "--pin",
                                          (folder / "device.pub").string(), "--to", video.string()}));
  if (code == 0) return {};
  return fail(Code::kPermanent, "the video could not be made; the recording and its keys are in {}",
              folder.string());
}

void introduce(const recorder::x11::PickedWindow& picked, Console& console) {
  const std::string of_class = picked.wm_class.empty() ? "" : " of the class “" + picked.wm_class + "”";
  console.say(fmt::format("TRIAL: recording the windows of {}{}, and nothing else on the screen",
                          picked.program, of_class));
  console.say(
      "The keys and the agreement of two weeks were made for this trial only. Ctrl-C ends the recording");
}

recorder::CallOrder trial_order(const TrialSet& trial, const Path& spool, const agreement::UsageLog& usage,
                                const recorder::CaptureBackend& capture) {
  recorder::CallOrder order;
  order.capture = &capture;
  order.facts.call = "trial";
  order.facts.agent = trial.agent();
  order.facts.agent_recipients = {trial.agent_recipient()};
  order.facts.device = trial.device().name();
  order.spool = spool;
  order.usage = &usage;
  return order;
}

Status finish(const TrialSet& trial, const Path& folder, const Path& recording, bool kept, Console& console) {
  TRY(trial.open_recording(recording, folder / "rec.key"));
  if (!kept) {
    return fail(Code::kPermanent,
                "nothing was kept, so there is no video; the recording and its keys are in {}",
                folder.string());
  }
  const Path video = folder / "recording.webm";
  TRY(make_video(folder, recording, video));
  console.result(video.string());
  console.say(
      fmt::format("all files, the keys included, are in {}; delete it when you are done", folder.string()));
  return {};
}

}  // namespace

// What is recorded with keys that lie beside it would be recorded past the agreement of this computer.
Status refuse_trial_on_enrolled_computer() {
  bool enrolled = enrolment::is_enrolled();
  std::string where = enrolment::kEnrolmentFolder;
  if (const auto folder = control::runtime_folder(); !enrolled && folder) {
    enrolled = control::Client::connect(control::socket_in(*folder)).has_value();
    where = "a recorder is running in this session";
  }
  if (!enrolled) return {};
  return fail(Code::kDenied,
              "this computer is enrolled ({}): what is recorded here is what the agreement says, and a trial "
              "would be outside of it. Try Insyn on a computer that is not enrolled; insyn call begin tells "
              "the recorder here of a call",
              where);
}

Status try_it(const TryOptions& options, Console& console) {
  TRY(refuse_trial_on_enrolled_computer());
  const SystemClock clock;
  TRY_ASSIGN(const StopRequest stop, StopRequest::install());
  console.say("click on the window to record, or press Ctrl-C to cancel");
  TRY_ASSIGN(const recorder::x11::PickedWindow picked, recorder::x11::pick_window("", stop));
  const std::string name = Path(picked.program).filename().string();
  TRY_ASSIGN(TrialSet trial, TrialSet::make({picked.program, name, picked.wm_class}, clock.utc()));
  TRY(trial.write(options.folder));
  TRY_ASSIGN(const auto recording, recorder::ForegroundRecording::start_tray(stop, clock));
  const Path spool = options.folder / "spool";
  TRY(create_folder(spool));
  const recording::SpoolUsage usage(spool);

  TRY(recording->wait_for_tray());
  const recorder::x11::X11Backend capture;
  recorder::AgreementMonitor monitor({{options.folder / kTrialAgreement, sha256(view_of(trial.note())), {}}},
                                     spool, clock);
  if (const auto begun = recording->begin(trial.agreement(), monitor, trial.certifier(),
                                          trial_order(trial, spool, usage, capture));
      !begun) {
    return not_recorded(begun.error());
  }
  const Path folder = recording->current().folder();
  introduce(picked, console);
  TRY_ASSIGN(const recorder::CallEnding ending, record_in_foreground(*recording, console));
  TRY(finish(trial, options.folder, folder, ending.progress.balance.kept.times > 0, console));
  if (ending.failed) return fail(Code::kPermanent, "the recording ended early: {}", why_ended(ending));
  return {};
}

}  // namespace insyn::cli
