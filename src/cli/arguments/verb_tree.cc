#include "cli/arguments/verb_tree.h"

#include <fmt/format.h>

#include <memory>

#include "cli/arguments/account_verbs.h"
#include "cli/arguments/audio_verbs.h"
#include "cli/arguments/centre_verbs.h"
#include "cli/arguments/extension_verbs.h"
#include "cli/arguments/keys_verbs.h"
#include "cli/arguments/ledger_verbs.h"
#include "cli/arguments/options.h"
#include "cli/arguments/roster_verbs.h"
#include "cli/arguments/verb.h"
#include "cli/next_steps.h"

namespace insyn::cli {
namespace {

constexpr int kLongestCallSeconds = 8 * 60 * 60;

void add_agreement_sign(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<AgreementSignOptions>();
  CLI::App& verb = add_verb<AgreementSignOptions>(
      group, "sign", "Sign an agreement's terms, or add another party's signature", chosen, options,
      [](const AgreementSignOptions& given) {
        if (!given.pins.empty()) require_pins(given.pins.size());
      });
  add_path(verb, "FILE", "", "The terms, or the note that the other party has signed", options->file)
      ->required();
  add_path(verb, "--key", "SIGN", "Your PREFIX.sign file", options->key)->required();
  add_path(verb, "--out", "OUT",
           "Write the signed note here instead of into FILE. An existing file is not overwritten",
           options->out);
  add_pins(verb, options->pins);
  verb.add_flag("--yes", options->yes, "Sign without asking, on a terminal too");
  verb.footer(
      "Shows who could open what is recorded, and asks before it signs. With the --pin files it also checks "
      "that each key is a party's or vouched for by one, and signs nothing else.\n\nExample:\n  insyn "
      "agreement sign agreement.toml --key union.sign --pin employer.pub \\\n      --pin union.pub --out "
      "agreement.note");
}

void add_agreement_verify(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<AgreementVerifyOptions>();
  CLI::App& verb = add_verb<AgreementVerifyOptions>(
      group, "verify", "Check that both parties have signed the agreement", chosen, options,
      [](const AgreementVerifyOptions& given) { require_pins(given.pins.size()); });
  add_path(verb, "FILE", "", "The signed agreement", options->file)->required();
  add_pins(verb, options->pins)->required();
  add_json(verb, options->json);
  verb.footer(
      "Also prints whether the agreement is in force now. Only missing or wrong signatures and invalid "
      "terms are failures.\n\nExample:\n  insyn agreement verify agreement.note --pin employer.pub --pin "
      "union.pub");
}

void add_agreement_withdraw(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<AgreementWithdrawOptions>();
  CLI::App& verb = add_verb(group, "withdraw", "End an agreement for one party alone, at once and for ever",
                            chosen, options);
  add_path(verb, "FILE", "", "The signed agreement", options->file)->required();
  add_path(verb, "--key", "SIGN", "Your PREFIX.sign file", options->key)->required();
  verb.add_option("--reason", options->reason, "Why, for people")->type_name("TEXT");
  add_path(
      verb, "--out", "OUT",
      "The file to write (default: FILE with the ending .withdrawal). An existing file is not overwritten",
      options->out);
  verb.add_flag("--yes", options->yes, "Withdraw without asking, on a terminal too");
  verb.footer(
      "Any party can, and needs nobody else. A recorder that sees the file stops within a second, and never "
      "records under this agreement again.\n\nExample:\n  insyn agreement withdraw agreement.note --key "
      "union.sign");
}

void add_agreement_explain(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<AgreementExplainOptions>();
  CLI::App& verb =
      add_verb<AgreementExplainOptions>(group, "explain", "Explain in plain words what the agreement allows",
                                        chosen, options, [](const AgreementExplainOptions& given) {
                                          if (!given.pins.empty()) require_pins(given.pins.size());
                                        });
  add_path(verb, "FILE", "", "The terms, signed or not", options->file)->required();
  add_language(verb, "sv (Swedish) or en (English, the default)", options->language);
  add_pins(verb, options->pins);
  verb.footer("Example:\n  insyn agreement explain agreement.note --language sv");
}

void add_agreement_document(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<AgreementDocumentOptions>();
  CLI::App& verb = add_verb<AgreementDocumentOptions>(
      group, "document", "Draft the impact assessment (GDPR 35) or the information to employees (GDPR 13)",
      chosen, options, [](const AgreementDocumentOptions& given) {
        if (!given.pins.empty()) require_pins(given.pins.size());
        const std::string ending = given.out.extension().string();
        if (ending != ".md" && ending != ".odt" && ending != ".docx")
          throw CLI::ValidationError("--out", "must end in .md, .odt or .docx");
      });
  add_path(verb, "FILE", "", "The terms, signed or not", options->file)->required();
  const auto take = [&about = options->about](const std::string& name) {
    about = name == "dpia" ? DocumentAbout::kImpactAssessment : DocumentAbout::kInformation;
  };
  verb.add_option_function<std::string>("--about", take, "dpia or information")
      ->type_name("WHAT")
      ->check(CLI::IsMember({"dpia", "information"}).description(""))
      ->required();
  add_language(verb, "sv (Swedish) or en (English, the default)", options->language);
  add_pins(verb, options->pins);
  add_path(verb, "--out", "OUT",
           "The file to write: .md, or .odt or .docx by pandoc. An existing file is not overwritten",
           options->out)
      ->required();
  verb.footer(
      "A draft: what stands in brackets is for people to write. The administration's room makes the same "
      "with how the centre is set up.\n\nExample:\n  insyn agreement document agreement.note --about dpia "
      "\\\n"
      "      --language sv --out dpia.odt");
}

void add_agreement_status(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<AgreementStatusOptions>();
  CLI::App& verb = add_verb<AgreementStatusOptions>(
      group, "status", "Show whether recording is allowed now, until when, or why not", chosen, options,
      [](const AgreementStatusOptions& given) { require_pins(given.pins.size()); });
  add_path(verb, "FILE", "", "The signed agreement", options->file)->required();
  add_pins(verb, options->pins)->required();
  add_path(verb, "--device", "PUB",
           "Also tell how many calls this workstation's usage journal has this week, and how many are left",
           options->device);
  add_path(verb, "--journal", "DIR", "The folder of usage journals (default: this computer's)",
           options->journal);
  add_path(verb, "--spool", "DIR",
           "The same for every journal here, compared with the recordings in this folder", options->spool);
  add_json(verb, options->json);
  verb.footer(
      "The exit status is 0 where recording is allowed now, and 1 where it is not. What a usage journal "
      "cannot tell counts as full, as it does for the recorder.\n\nExample:\n  insyn agreement status "
      "agreement.note --pin employer.pub \\\n      --pin union.pub --device desk-12.pub");
}

void add_agreement(CLI::App& app, Chosen& chosen) {
  CLI::App& group =
      add_group(app, "agreement", "Sign, check and explain the agreement of employer and union");
  add_agreement_sign(group, chosen);
  add_agreement_verify(group, chosen);
  add_agreement_explain(group, chosen);
  add_agreement_document(group, chosen);
  add_agreement_status(group, chosen);
  add_agreement_withdraw(group, chosen);
}

// --agreement, --pin, --roster, --device and --agent.
void add_enrolled_files(CLI::App& app, const char* about_agents, enrolment::EnrolmentFiles& files) {
  add_path(app, "--agreement", "FILE", "The agreement that both parties have signed", files.agreement)
      ->required();
  add_pins(app, files.pins)->required();
  add_path(app, "--roster", "FILE", "The roster that every party has signed: who may be recorded (required)",
           files.roster);
  add_path(app, "--device", "SIGN", "This workstation's .sign file", files.device)->required();
  add_paths(app, "--agent", "PUB", about_agents, files.agents);
}

// As for any other option that is required, and how to make what nobody has yet.
void require_enrolled_files(const enrolment::EnrolmentFiles& files) {
  require_pins(files.pins.size());
  if (!files.roster.empty()) return;
  throw CLI::ValidationError(
      "--roster",
      "is required: nobody is recorded who is not on the roster. To make one:\n" + steps_to_a_roster(files));
}

void add_enrol(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<EnrolOptions>();
  CLI::App& verb =
      add_verb<EnrolOptions>(app, "enrol", "Install the files that this workstation needs to record", chosen,
                             options, [](const EnrolOptions& given) { require_enrolled_files(given.files); });
  add_enrolled_files(verb,
                     "The .pub file of the agent who works here. Given several times, or not at all where "
                     "anybody on the roster may work here, the tray asks who does",
                     options->files);
  verb.add_option("--signer", options->signer,
                  "The user who alone reads this workstation's key (default: insyn-signer)")
      ->type_name("USER");
  add_path(verb, "--journal", "DIR", "The usage journal's folder (default: /var/lib/insyn-signer)",
           options->journal);
  add_path(verb, "--to", "DIR", "The folder to install to (default: /etc/insyn)", options->to);
  verb.footer(
      "Run it as the administrator, so that no other user can change what may be recorded.\n\nExample:\n  "
      "sudo insyn enrol --agreement agreement.note --pin employer.pub \\\n      --pin union.pub --roster "
      "roster.note --device desk-12.sign \\\n      --agent agent.pub");
}

void add_record(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<RecordOptions>();
  CLI::App& verb = add_verb<RecordOptions>(
      app, "record", "Record one call in the foreground", chosen, options, [](const RecordOptions& given) {
        require_enrolled_files(given.files);
        if (given.files.agents.size() > 1)
          throw CLI::ValidationError("--agent", "is the one agent who is recorded; give it once");
      });
  add_enrolled_files(verb, "The .pub file of the agent, who can then open the recordings", options->files);
  add_path(verb, "--spool", "DIR", "The folder to record into", options->files.spool)->required();
  add_path(verb, "--feed", "DIR",
           "A folder in which a withdrawal of the agreement may arrive, as *.withdrawal", options->feed);
  verb.add_option("--call", options->call, "The call's id in the call system")->type_name("ID")->required();
  verb.add_option("--kind", options->kind, "Why the customer called")->type_name("KIND");
  verb.add_option("--for", options->seconds, "Stop after this many seconds")
      ->type_name("SECONDS")
      ->check(CLI::Range(1, kLongestCallSeconds).description(""));
  verb.add_option("--application", options->applications,
                  "Record only this application, by its name in the agreement. Can be given several times")
      ->type_name("NAME")
      ->allow_extra_args(false);
  add_json(verb, options->json);
  verb.footer(
      "Records until Ctrl-C, until the time is up, or until the agreement no longer allows it, and prints "
      "the recording's folder.\n\nExample:\n  insyn record --agreement agreement.note --pin employer.pub "
      "\\\n      --pin union.pub --roster roster.note --device desk-12.sign \\\n      --agent agent.pub "
      "--call 4711 --spool recordings --for 600");
}

void add_try(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<TryOptions>();
  CLI::App& verb =
      add_verb(app, "try", "Try Insyn out: click on a window, record it, get a video", chosen, options);
  add_path(verb, "FOLDER", "",
           "A new folder for the keys, the recording and the video (default: insyn-try-<time>)",
           options->folder);
  verb.footer(
      "Makes throw-away keys and an agreement of two weeks that is marked as a trial. Ctrl-C ends the "
      "recording.");
}

// insyn call …: each verb is one request to the recorder.
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

void add_call(CLI::App& app, Chosen& chosen) {
  using control::Verb;
  const auto fresh = [] { return std::make_shared<CallOptions>(); };
  CLI::App& group =
      add_group(app, "call", "Tell the running recorder about calls, pause it, or ask for its state");
  const auto begin = fresh();
  CLI::App& verb = add_call_verb(group, "begin", "A call has begun: record it if the agreement allows",
                                 chosen, Verb::kBegin, begin);
  verb.add_option("--kind", begin->request.kind, "Why the customer called")->type_name("KIND");
  verb.add_option("--queue", begin->request.queue, "Where the call came from")->type_name("QUEUE");
  verb.footer("Where the call is not recorded, it prints why, and the exit status is 1.");
  add_call_verb(group, "hold", "The call is on hold: record nothing", chosen, Verb::kHold, fresh());
  add_call_verb(group, "resume", "The call continues", chosen, Verb::kResume, fresh());
  add_call_verb(group, "end", "The call has ended", chosen, Verb::kEnd, fresh());
  add_request(group, "pause", "Record nothing from now on, in this call and in later ones", chosen,
              Verb::kPause, fresh());
  add_request(group, "unpause", "End the pause", chosen, Verb::kUnpause, fresh());
  add_request(group, "did-not-help", "Say that the system did not help, which is noted for the report",
              chosen, Verb::kDidNotHelp, fresh());
  const auto discard = fresh();
  add_request(group, "discard", "Shred a recording, so that nobody can ever open it", chosen, Verb::kDiscard,
              discard)
      .add_option("RECORDING", discard->request.recording,
                  "The recording's id (default: the recording of this call or of the last one)");
  const auto status = fresh();
  add_json(
      add_request(group, "status", "Show what the recorder is doing, and why", chosen, Verb::kStatus, status),
      status->json);
}

void add_calls(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<WatchCallsOptions>();
  CLI::App& verb = add_verb(
      app, "calls", "Watch what the telephone system says of calls, and what becomes of it", chosen, options);
  verb.add_flag("--once", options->once, "Print what there is at this moment, and end");
  add_json(verb, options->json);
  add_language(verb, "sv (Swedish) or en (English, the default)", options->language);
  verb.footer(
      "Prints which call sources of the agreement are heard, and then a line for each thing that one says "
      "of this agent's calls and for what the recorder makes of it, until Ctrl-C. With --json each line is "
      "an object: insyn-calls(1).");
}

void add_list(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<ListOptions>();
  CLI::App& verb = add_verb(app, "list", "List the recordings in a folder", chosen, options);
  add_path(verb, "DIR", "", "A folder with recordings", options->folder)->required();
  add_json(verb, options->json);
}

void add_show(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<ShowOptions>();
  CLI::App& verb = add_verb(
      app, "show", "Show what a recording is and, with a key, what was withheld and why", chosen, options);
  add_path(verb, "RECORDING", "", "The recording's folder", options->recording)->required();
  add_paths(verb, "--key", "AGE",
            "Keys that open it: the union's or the agent's .age file tells also when it ended and why",
            options->keys);
  add_json(verb, options->json);
}

void add_verify(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<VerifyOptions>();
  CLI::App& verb = add_verb(
      app, "verify", "Prove that a recording is complete and as its workstation made it", chosen, options);
  add_path(verb, "RECORDING", "", "The recording's folder", options->recording)->required();
  add_path(verb, "--pin", "PUB",
           "The workstation's .pub file or, for a recording that the union has peeled, the union's",
           options->pin)
      ->required();
  add_json(verb, options->json);
  verb.footer(
      "Whoever may know whose recording it is verifies it by its certificate, with the workstation's .pub; a "
      "reviewer by the note that the union signed when it peeled it, with the union's.\n\n"
      "A recording that was cut off before it was closed is verified by its journal, up to its end. This is "
      "printed, and is not a failure.\n\nExamples:\n"
      "  insyn verify recordings/0123456789abcdef0123456789abcdef --pin desk-12.pub\n"
      "  insyn verify peeled/0123456789abcdef0123456789abcdef --pin union.pub");
}

void add_peel(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<PeelOptions>();
  CLI::App& verb = add_verb(
      app, "peel", "For the union: take its layer off a recording's key, for one request", chosen, options);
  add_path(verb, "RECORDING", "", "The recording's folder, with its certificate", options->recording)
      ->required();
  add_path(verb, "--key", "AGE", "The union's .age file", options->key)->required();
  add_path(verb, "--sign", "SIGN", "The union's .sign file, which signs what was verified", options->sign)
      ->required();
  add_path(verb, "--pin", "PUB", "The workstation's .pub file", options->pin)->required();
  add_path(
      verb, "--for", "PUB",
      "The .pub file of the request key that the rest is sealed to: role reviewer, or with --events insight",
      options->request)
      ->required();
  add_path(verb, "--out", "DIR", "The folder to create for the reviewer; it must not exist", options->out)
      ->required();
  verb.add_flag_callback(
      "--events", [options] { options->what = recording::PeelKind::kEvents; },
      "Peel the events, for the insight engine's request key, instead of the pictures");
  verb.add_flag("--damaged-ok", options->damaged_ok,
                "Peel a recording of which chunks are damaged or missing");
  verb.footer(
      "Verifies the recording first: certificate, notes, key files and every chunk. The union sees no "
      "picture, and the reviewer does not learn whose call it was. Opening takes the request key and the "
      "reviewer's own key, so both parties' secret keys never have to lie on one computer.\n\nExample:\n"
      "  insyn peel RECORDING --key union.age --sign union.sign --pin desk-12.pub \\\n"
      "      --for request-17.pub --out for-request-17\n"
      "Then, at the reviewer's:\n"
      "  insyn verify for-request-17 --pin union.pub\n"
      "  insyn export for-request-17 --key request-17.age --key reviewer.age \\\n"
      "      --pin union.pub --to call.webm");
}

void add_unlock(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<UnlockOptions>();
  CLI::App& verb = add_verb<UnlockOptions>(
      app, "unlock", "Open a recording's key with the keys of both parties, in one place", chosen, options,
      [](const UnlockOptions& given) {
        require_two("--key", given.keys.size(), "the union's .age file, then the employer's");
      });
  add_path(verb, "RECORDING", "", "The recording's folder", options->recording)->required();
  add_paths(verb, "--key", "AGE",
            "The union's .age file, then the employer's: --key union.age --key employer.age", options->keys)
      ->required();
  add_path(verb, "--out", "KEY",
           "The file to write the recording's key to. An existing file is not overwritten", options->out)
      ->required();
  verb.footer(
      "The same without insyn:\n  age -d -i union.age key.age | age -d -i employer.age > rec.key\n  age -d "
      "-i rec.key 000000.chunk.age > 000000.chunk");
}

void add_events(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<EventsOptions>();
  CLI::App& verb =
      add_verb(app, "events", "Collect the screen events of recordings, for insyn report", chosen, options);
  add_positional_paths(verb, "RECORDING", "Recordings, or folders of recordings", options->recordings)
      ->required();
  add_paths(verb, "--key", "AGE",
            "The request key's and the insight key's .age files: --key request.age --key insight.age; or the "
            "agent's alone",
            options->keys)
      ->required();
  add_path(
      verb, "--pin", "PUB",
      "The workstation's .pub file, to prove that it made the recordings; or the union's, that it peeled "
      "them",
      options->pin);
  add_path(verb, "--out", "CSV", "The file to write. An existing file is not overwritten", options->out)
      ->required();
  verb.footer(
      "What it writes is delicate: with the call system's list it tells which agent had which screen open "
      "when, as pictures do. Keep it as safe as pictures and delete it after use. Recordings have events "
      "only where the agreement has [[screen]] rules.\n\nExamples:\n"
      "  insyn events peeled --key request.age --key insight.age --out events.csv\n"
      "  insyn events recordings --key agent.age --out my-events.csv");
}

}  // namespace

void add_verbs(CLI::App& app, Chosen& chosen) {
  app.require_subcommand(1);
  add_keys(app, chosen);
  add_agreement(app, chosen);
  add_roster(app, chosen);
  add_enrol(app, chosen);
  add_record(app, chosen);
  add_try(app, chosen);
  add_call(app, chosen);
  add_calls(app, chosen);
  add_list(app, chosen);
  add_show(app, chosen);
  add_verify(app, chosen);
  add_peel(app, chosen);
  add_unlock(app, chosen);
  add_events(app, chosen);
  add_ledger(app, chosen);
  add_centre_verbs(app, chosen);
  add_discard(app, chosen);
  add_account(app, chosen);
  add_audio(app, chosen);
  add_extension(app, chosen);
  CLI::App& verb =
      *app.add_subcommand("export", "Make a video, pictures or a list of events from a recording")
           ->group("Verbs");
  add_export_options(verb, [&chosen](const ExportOptions& options) { chosen = options; });
  CLI::App& report =
      *app.add_subcommand("report", "Report whether the support system helps, from calls and events")
           ->group("Verbs");
  add_report_options(report, [&chosen](const ReportOptions& options) { chosen = options; });
}

}  // namespace insyn::cli
