#include "cli/arguments/argument_parts.h"

namespace insyn::cli {
namespace {

constexpr int kLongestCallSeconds = 8 * 60 * 60;

void add_record(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<RecordOptions>();
  CLI::App& verb =
      add_verb<RecordOptions>(app, "record", "Record one call, in the foreground", chosen, options,
                              [](const RecordOptions& given) { demand_two_pins(given.files.pins.size()); });
  add_enrolment(verb, options->files);
  verb.add_option("--call", options->call, "The call's id in the call system")->type_name("ID")->required();
  verb.add_option("--kind", options->kind, "Why the customer called")->type_name("KIND");
  verb.add_option("--for", options->seconds, "Stop after so many seconds at the latest")
      ->type_name("SECONDS")
      ->check(CLI::Range(1, kLongestCallSeconds).description(""));
  verb.add_option("--application", options->applications,
                  "Record this application only, by its name in the agreement; may be given several times")
      ->type_name("NAME")
      ->allow_extra_args(false);
  add_json(verb, options->json);
  verb.footer(
      "Records until Ctrl-C, until the time is up, or until the agreement no longer allows it, and prints "
      "the "
      "recording's folder.\n\nExample:\n  insyn record --agreement agreement.note --pin employer.pub --pin "
      "union.pub "
      "\\\n      --device desk-12.sign --call 4711 --spool recordings --for 600");
}

void add_try(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<TryOptions>();
  CLI::App& verb =
      add_verb(app, "try", "Try it out: click on a window, record it, and get a video", chosen, options);
  add_path(
      verb, "FOLDER", "",
      "A folder that does not exist yet, for the keys, the recording and the video; insyn-try-<time> where "
      "none is named",
      options->folder);
  verb.footer(
      "Makes throw-away keys and an agreement of two weeks that says that it is a trial. Ctrl-C ends the "
      "recording.");
}

// insyn call …, of which each is one request to the recorder.
CLI::App& add_request(CLI::App& group, const char* name, const char* help, Chosen& chosen, control::Verb verb,
                      const std::shared_ptr<CallOptions>& options) {
  options->request.verb = verb;
  return add_verb(group, name, help, chosen, options);
}

CLI::App& add_call_verb(CLI::App& group, const char* name, const char* help, Chosen& chosen,
                        control::Verb verb, const std::shared_ptr<CallOptions>& options) {
  CLI::App& added = add_request(group, name, help, chosen, verb, options);
  added.add_option("ID", options->request.call, "The call's id in the call system")->required();
  return added;
}

void add_enrolled_files(CLI::App& app, enrolment::EnrolmentFiles& files) {
  add_path(app, "--agreement", "FILE", "The agreement that both parties have signed", files.agreement)
      ->required();
  add_pins(app, files.pins)->required();
  add_path(app, "--device", "SIGN", "This workstation's .sign file", files.device)->required();
  add_path(app, "--agent", "PUB", "The agent's .pub file, who can then open the recording", files.agent);
}

void add_enrol(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<EnrolOptions>();
  CLI::App& verb = add_verb<EnrolOptions>(
      app, "enrol", "Put in place what this workstation needs to record", chosen, options,
      [](const EnrolOptions& given) { demand_two_pins(given.files.pins.size()); });
  add_enrolled_files(verb, options->files);
  verb.add_option("--group", options->group, "The group of those who may run the recorder")
      ->type_name("GROUP");
  add_path(verb, "--to", "DIR", "Where to, instead of /etc/insyn", options->to);
  verb.footer(
      "Run by the administrator, so that nobody else can change what says what may be "
      "recorded.\n\nExample:\n  "
      "sudo insyn enrol --agreement agreement.note --pin employer.pub \\\n      --pin union.pub --device "
      "desk-12.sign --group agents");
}

}  // namespace

void add_enrolment(CLI::App& app, enrolment::EnrolmentFiles& files) {
  add_enrolled_files(app, files);
  add_path(app, "--spool", "DIR", "The folder that recordings are made in", files.spool)->required();
}

void add_recording_verbs(CLI::App& app, Chosen& chosen) {
  add_enrol(app, chosen);
  add_record(app, chosen);
  add_try(app, chosen);
}

void add_call_verbs(CLI::App& app, Chosen& chosen) {
  using control::Verb;
  const auto fresh = [] { return std::make_shared<CallOptions>(); };
  CLI::App& group = add_group(app, "call", "Tell the running recorder of a call, pause it, ask what it does");
  const auto begin = fresh();
  CLI::App& verb = add_call_verb(group, "begin", "A call has begun: record it, where the agreement allows it",
                                 chosen, Verb::kBegin, begin);
  verb.add_option("--kind", begin->request.kind, "Why the customer called")->type_name("KIND");
  verb.footer("Ends with 1, and says why, where the call is not recorded.");
  add_call_verb(group, "hold", "The call is on hold: nothing is kept", chosen, Verb::kHold, fresh());
  add_call_verb(group, "resume", "The call goes on", chosen, Verb::kResume, fresh());
  add_call_verb(group, "end", "The call has ended", chosen, Verb::kEnd, fresh());
  add_request(group, "pause", "Keep nothing from now on, in this call and the next ones", chosen,
              Verb::kPause, fresh());
  add_request(group, "unpause", "End the pause", chosen, Verb::kUnpause, fresh());
  const auto discard = fresh();
  add_request(group, "discard", "Shred a recording, so that nobody can open it", chosen, Verb::kDiscard,
              discard)
      .add_option("RECORDING", discard->request.recording,
                  "The recording's id; that of this call, or of the one before, where none is named");
  const auto status = fresh();
  add_json(add_request(group, "status", "Say what the recorder does at this moment, and why", chosen,
                       Verb::kStatus, status),
           status->json);
}

}  // namespace insyn::cli
