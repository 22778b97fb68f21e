#include "cli/verbs/record.h"

#include <nlohmann/json.hpp>

#include "cli/next_steps.h"
#include "cli/verbs/foreground.h"
#include "enrolment/enrolled.h"
#include "enrolment/feed.h"
#include "enrolment/in_force.h"
#include "enrolment/sandbox_rules.h"
#include "os/sandbox/program_reader.h"
#include "os/sandbox/sandbox.h"
#include "recorder/capture/x11/x11_backend.h"
#include "recorder/service/foreground_recording.h"
#include "recording/format/note_text.h"
#include "signer/signer_child.h"

namespace insyn::cli {
namespace {

Status check_words(const RecordOptions& options) {
  if (!recording::fits_in_note(options.call)) {
    return fail(Code::kPermanent,
                "--call: a call's id is 1 to 500 bytes of text without invisible characters");
  }
  if (!options.kind.empty() && !recording::fits_in_note(options.kind)) {
    return fail(Code::kPermanent,
                "--kind: a question kind is at most 500 bytes of text without invisible characters");
  }
  return {};
}

// One that is not there yet is made, for this user alone.
Status make_spool(const Path& spool) {
  std::error_code ignored;
  if (std::filesystem::exists(spool, ignored)) return {};
  return create_folder(spool);
}

// A folder that is not there would never tell of anything.
Result<std::vector<Path>> feeds_of(const RecordOptions& options) {
  if (!options.feed) return std::vector<Path>();
  std::error_code error;
  if (std::filesystem::is_directory(*options.feed, error)) return std::vector<Path>{*options.feed};
  return fail(Code::kPermanent, "--feed: there is no folder {}; make it, or leave --feed out",
              options.feed->string());
}

// There the service records, and counts what it records.
Status refuse_on_enrolled_computer() {
  if (!enrolment::is_enrolled()) return {};
  return fail(Code::kDenied,
              "this computer is enrolled ({}): its recorder records here, and its signer counts. Tell it of "
              "a call with insyn call begin",
              enrolment::kEnrolmentFolder);
}

void introduce(const Path& folder, const agreement::Terms& terms, const std::string& call, Console& console) {
  console.say(fmt::format("recording the call “{}” under the agreement “{}” into {}", call, terms.id,
                          folder.string()));
  console.say(
      "a frame around each window and a small sign on it mark what is being recorded. Ctrl-C ends it");
}

nlohmann::json to_json(const recorder::CallEnding& ending, const Path& folder) {
  const recorder::CallProgress& progress = ending.progress;
  nlohmann::json withheld = nlohmann::json::object();
  for (const auto& entry : progress.balance.withheld) {
    withheld[code_of(entry.first)] = {{"times", entry.second.times}, {"pixels", entry.second.pixels}};
  }
  return {{"folder", folder.string()},
          {"reason", code_of(ending.reason)},
          {"why", why_ended(ending)},
          {"kept", {{"times", progress.balance.kept.times}, {"pixels", progress.balance.kept.pixels}}},
          {"withheld", withheld},
          {"bytes", progress.bytes}};
}

Status record_call(const RecordOptions& options, Console& console) {
  TRY(check_words(options));
  TRY(refuse_on_enrolled_computer());
  TRY_ASSIGN(const std::vector<Path> feeds, feeds_of(options));
  // Before any key is read: the process that looks at other programs has none in its memory.
  TRY(start_program_reader());
  // And the process that reads the device's key is not this one.
  TRY_ASSIGN(const Path journals, enrolment::own_journals());
  TRY_ASSIGN(const auto signer, signer::own_signer(options.files.device, journals,
                                                   signer::FirstJournal::kBegins, options.files.spool));
  TRY_ASSIGN(const enrolment::Enrolment enrolment, enrolment::read_enrolment(options.files));
  const agreement::Agreement& agreement = enrolment.agreement;
  const recorder::x11::X11Backend capture;
  recorder::CallOrder order;
  order.capture = &capture;
  if (enrolment.shared) {
    return fail(Code::kDenied,
                "nobody has said which agent works here; name the agent's .pub file (--agent)");
  }
  if (enrolment.listed) {
    order.facts.agent = enrolment.listed->name;
    order.facts.agent_recipients = enrolment.listed->recipients;
  }
  order.facts.call = options.call;
  order.facts.device = signer->device().name();
  order.facts.applications = options.applications;
  order.facts.not_listed = enrolment::not_listed(enrolment, signer->device());
  order.roster_hash = enrolment.roster.hash();
  order.kind = options.kind;
  order.spool = options.files.spool;
  TRY(make_spool(order.spool));
  order.usage = signer.get();
  if (options.seconds) order.at_most = std::chrono::seconds(*options.seconds);

  const SystemClock clock;
  TRY_ASSIGN(const StopRequest stop, StopRequest::install());
  TRY_ASSIGN(const Path state, enrolment::state_folder());
  auto in_force = enrolment::InForce::begin(enrolment, feeds, state / enrolment::kMemory, {});
  if (!in_force) return not_recorded(in_force.error());
  std::optional<enrolment::Words> words;
  if (agreement.terms().ledger) words.emplace(feeds, agreement);
  recorder::AgreementMonitor monitor(
      enrolment.files, options.files.spool, clock,
      [&] {
        std::optional<reason::Reason> why = in_force->ended();
        if (!why && words) why = words->problem(clock.utc());
        return why;
      },
      [&](const std::string& kind) { return words && words->is_enough(kind, clock.utc()); });
  if (const auto may = recorder::CallRecorder::may_begin(agreement, monitor, order, clock); !may) {
    return not_recorded(may.error());
  }
  TRY_ASSIGN(const auto recording, recorder::ForegroundRecording::start_tray(stop, clock));
  SandboxRules rules = enrolment::sandbox_for(options.files, {state});
  rules.read.insert(rules.read.end(), feeds.begin(), feeds.end());
  TRY_ASSIGN(const std::string lacking, enter_sandbox(rules));
  if (!lacking.empty()) console.say(lacking);
  TRY(recording->wait_for_tray());
  if (const auto begun = recording->begin(agreement, monitor, *signer, order); !begun) {
    return not_recorded(begun.error());
  }
  const Path folder = recording->current().folder();
  introduce(folder, agreement.terms(), options.call, console);
  if (!options.json) console.result(folder.string());
  TRY_ASSIGN(const recorder::CallEnding ending, record_in_foreground(*recording, console));
  if (options.json) console.result(to_json(ending, folder).dump());
  if (ending.failed) {
    return fail(Code::kPermanent, "the recording ended early: {}. What was recorded until then is intact: {}",
                why_ended(ending), folder.string());
  }
  return {};
}

}  // namespace

Status record(const RecordOptions& options, Console& console) {
  return with_next_steps(record_call(options, console), options.files);
}

}  // namespace insyn::cli
