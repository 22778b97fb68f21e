#include "cli/verbs/record.h"

#include <nlohmann/json.hpp>

#include "cli/verbs/foreground.h"
#include "enrolment/sandbox_rules.h"
#include "os/sandbox/program_reader.h"
#include "os/sandbox/sandbox.h"
#include "recorder/call/call_recorder.h"
#include "recorder/capture/x11/x11_backend.h"
#include "recorder/service/one_call.h"
#include "recording/format/note_text.h"

namespace insyn::cli {
namespace {

Status check_words(const RecordOptions& options) {
  if (!recording::fits_in_note(options.call)) {
    return fail(Code::kPermanent, "--call: a call's id is 1 to 500 bytes of text without control characters");
  }
  if (!options.kind.empty() && !recording::fits_in_note(options.kind)) {
    return fail(Code::kPermanent,
                "--kind: a question kind is at most 500 bytes of text without control characters");
  }
  return {};
}

void introduce(const recorder::CallRecorder& recorder, const agreement::Terms& terms, const std::string& call,
               Console& console) {
  console.say(fmt::format("recording the call “{}” under the agreement “{}” into {}", call, terms.id,
                          recorder.folder().string()));
  console.say(
      "a border around each window and a small sign on it mark what is being recorded. Ctrl-C ends it");
}

nlohmann::json to_json(const recorder::CallEnding& ending, const recorder::CallRecorder& recorder) {
  const recorder::CallProgress progress = recorder.progress();
  nlohmann::json withheld = nlohmann::json::object();
  for (const auto& entry : progress.balance.withheld) {
    withheld[code_of(entry.first)] = {{"times", entry.second.times}, {"pixels", entry.second.pixels}};
  }
  return {{"folder", recorder.folder().string()},
          {"reason", code_of(ending.reason)},
          {"why", why_ended(ending)},
          {"kept", {{"times", progress.balance.kept.times}, {"pixels", progress.balance.kept.pixels}}},
          {"withheld", withheld},
          {"bytes", progress.bytes}};
}

}  // namespace

Status record(const RecordOptions& options, Console& console) {
  TRY(check_words(options));
  // Before any key is read: the process that looks at other programs has none in its memory.
  TRY(start_program_reader());
  TRY_ASSIGN(const enrolment::Enrolment enrolment, enrolment::read_enrolment(options.files));
  const agreement::Agreement& agreement = enrolment.agreement;
  const note::Signer& device = enrolment.device;
  const recorder::x11::X11Backend capture;
  recorder::CallOrder order;
  order.capture = &capture;
  order.facts.agent = enrolment.agent;
  order.facts.call = options.call;
  order.facts.device = device.verifier().name();
  order.facts.applications = options.applications;
  order.kind = options.kind;
  order.spool = options.files.spool;
  if (options.seconds) order.at_most = std::chrono::seconds(*options.seconds);

  const SystemClock clock;
  TRY_ASSIGN(const StopRequest stop, StopRequest::install());
  recorder::Standing standing({options.files.agreement, enrolment.note_hash}, options.files.spool, clock);
  if (const auto may = recorder::CallRecorder::may_begin(agreement, standing, order, clock); !may) {
    return not_recorded(may.error());
  }
  TRY_ASSIGN(const auto marked, recorder::OneCall::begin(stop, clock));
  marked->give_to(order);
  TRY_ASSIGN(const std::string lacking, enter_sandbox(enrolment::sandbox_for(options.files, agreement, {})));
  if (!lacking.empty()) console.say(lacking);
  TRY(marked->wait_for_tray());
  const auto begun = recorder::CallRecorder::begin(agreement, standing, device, order, clock);
  if (!begun) return not_recorded(begun.error());
  const std::unique_ptr<recorder::CallRecorder>& recorder = *begun;
  marked->set_recorder(recorder.get());
  introduce(*recorder, agreement.terms(), options.call, console);
  if (!options.json) console.result(recorder->folder().string());
  TRY_ASSIGN(const recorder::CallEnding ending, record_in_foreground(*recorder, *marked, stop, console));
  marked->set_recorder(nullptr);
  if (options.json) console.result(to_json(ending, *recorder).dump());
  if (ending.failed) {
    return fail(Code::kPermanent, "the recording ended early: {}. What was recorded until then is intact: {}",
                why_ended(ending), recorder->folder().string());
  }
  return {};
}

}  // namespace insyn::cli
