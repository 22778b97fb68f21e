#include <cmath>

#include "cli/arguments/argument_parts.h"

namespace insyn::cli {
namespace {

constexpr int kMostPicturesPerSecond = 60;
constexpr double kLatestPicture = 1e6;

void add_keys(CLI::App& app, Chosen& chosen) {
  CLI::App& keys = add_group(app, "keys", "Make the keys of a party, a person or a workstation");
  const auto options = std::make_shared<KeysNewOptions>();
  CLI::App& verb =
      add_verb(keys, "new", "Make new keys: PREFIX.age opens, PREFIX.sign signs, PREFIX.pub is handed out",
               chosen, options);
  const auto take_role = [options](const std::string& name) {
    const auto role = note::parse_role(name);
    if (!role) throw CLI::ValidationError("--role", fmt::format("“{}” {}", name, role.error().message));
    options->role = *role;
  };
  verb.add_option_function<std::string>("--role", take_role,
                                        "Whose: employer, union, agent, device (a workstation) or insight")
      ->type_name("ROLE")
      ->required();
  verb.add_option("--name", options->name,
                  "Name of the organisation, person or workstation, as others read it")
      ->type_name("NAME")
      ->required();
  add_path(verb, "--out", "PREFIX",
           "Where to: the files' names without their endings. Nothing is overwritten", options->prefix)
      ->required();
  verb.footer("Example:\n  insyn keys new --role union --name \"Klubben vid Kundcenter Nord\" --out union");
}

void add_agreement_sign(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<AgreementSignOptions>();
  CLI::App& verb =
      add_verb(group, "sign", "Sign an agreement's terms, or add the second signature", chosen, options);
  add_path(verb, "FILE", "", "The terms, or the note that the other party has signed", options->file)
      ->required();
  add_path(verb, "--key", "SIGN", "Your PREFIX.sign file", options->key)->required();
  add_path(verb, "--out", "OUT", "Write the signed note here instead of into FILE. Nothing is overwritten",
           options->out);
  verb.footer("Example:\n  insyn agreement sign agreement.toml --key union.sign --out agreement.note");
}

void add_agreement_verify(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<AgreementVerifyOptions>();
  CLI::App& verb = add_verb<AgreementVerifyOptions>(
      group, "verify", "Check that both parties have signed the agreement", chosen, options,
      [](const AgreementVerifyOptions& given) { demand_two_pins(given.pins.size()); });
  add_path(verb, "FILE", "", "The signed agreement", options->file)->required();
  add_pins(verb, options->pins)->required();
  add_json(verb, options->json);
  verb.footer(
      "Whether it is in force now is said too, but only missing or false signatures and invalid terms make "
      "this "
      "fail.\n\nExample:\n  insyn agreement verify agreement.note --pin employer.pub --pin union.pub");
}

void add_agreement_explain(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<AgreementExplainOptions>();
  CLI::App& verb =
      add_verb<AgreementExplainOptions>(group, "explain", "Say in plain words what the agreement allows",
                                        chosen, options, [](const AgreementExplainOptions& given) {
                                          if (!given.pins.empty()) demand_two_pins(given.pins.size());
                                        });
  add_path(verb, "FILE", "", "The terms, signed or not", options->file)->required();
  const auto take_language = [options](const std::string& name) {
    if (name != "sv" && name != "en")
      throw CLI::ValidationError("--language", fmt::format("“{}” is neither sv nor en", name));
    options->language = name == "sv" ? words::Language::kSwedish : words::Language::kEnglish;
  };
  verb.add_option_function<std::string>("--language", take_language,
                                        "sv (Swedish) or en (English, the default)")
      ->type_name("LANGUAGE");
  add_pins(verb, options->pins);
  verb.footer("Example:\n  insyn agreement explain agreement.note --language sv");
}

void add_agreement_status(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<AgreementStatusOptions>();
  CLI::App& verb = add_verb<AgreementStatusOptions>(
      group, "status", "Say whether recording is allowed now, until when, and why not", chosen, options,
      [](const AgreementStatusOptions& given) { demand_two_pins(given.pins.size()); });
  add_path(verb, "FILE", "", "The signed agreement", options->file)->required();
  add_pins(verb, options->pins)->required();
  add_path(verb, "--spool", "DIR", "Count this week's recordings in this folder too", options->spool);
  add_json(verb, options->json);
  verb.footer("Ends with 0 where recording is allowed now, with 1 where it is not.");
}

void add_agreement(CLI::App& app, Chosen& chosen) {
  CLI::App& group =
      add_group(app, "agreement", "Sign, check and explain the agreement of employer and union");
  add_agreement_sign(group, chosen);
  add_agreement_verify(group, chosen);
  add_agreement_explain(group, chosen);
  add_agreement_status(group, chosen);
}

void add_list(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<ListOptions>();
  CLI::App& verb = add_verb(app, "list", "List the recordings in a folder", chosen, options);
  add_path(verb, "DIR", "", "A folder of recordings", options->folder)->required();
  add_json(verb, options->json);
}

void add_show(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<ShowOptions>();
  CLI::App& verb = add_verb(app, "show", "Show what was kept, what was withheld and why, without opening it",
                            chosen, options);
  add_path(verb, "RECORDING", "", "The recording's folder", options->recording)->required();
  add_json(verb, options->json);
}

void add_verify(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<VerifyOptions>();
  CLI::App& verb = add_verb(app, "verify", "Prove that a recording is whole and as its workstation made it",
                            chosen, options);
  add_path(verb, "RECORDING", "", "The recording's folder", options->recording)->required();
  add_path(verb, "--pin", "PUB", "The workstation's .pub file", options->pin)->required();
  add_json(verb, options->json);
  verb.footer(
      "A recording that was cut off before it was closed is fine as far as it goes: that is said, and is no "
      "failure.\n\nExample:\n  insyn verify recordings/20261124T090500Z-0123456789abcdef --pin desk-12.pub");
}

void add_unlock(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<UnlockOptions>();
  CLI::App& verb = add_verb<UnlockOptions>(
      app, "unlock", "Open a recording's key with the keys of both parties", chosen, options,
      [](const UnlockOptions& given) {
        demand_two("--key", given.keys.size(), "the union's .age file, then the employer's");
      });
  add_path(verb, "RECORDING", "", "The recording's folder", options->recording)->required();
  add_paths(verb, "--key", "AGE",
            "The union's .age file, then the employer's: --key union.age --key employer.age", options->keys)
      ->required();
  add_path(verb, "--out", "KEY", "The file to write the recording's own key to. Nothing is overwritten",
           options->out)
      ->required();
  verb.footer(
      "The same without insyn:\n  age -d -i union.age key.age | age -d -i employer.age > rec.key\n  age -d "
      "-i rec.key "
      "000000.chunk.age > 000000.chunk");
}

void add_events(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<EventsOptions>();
  CLI::App& verb =
      add_verb(app, "events", "Gather which screens were shown, for insyn report", chosen, options);
  const auto take = [options](const std::vector<std::string>& places) {
    options->recordings.assign(places.begin(), places.end());
  };
  verb.add_option_function<std::vector<std::string>>("RECORDING", take, "Recordings, or folders of them")
      ->type_name("")
      ->required();
  add_path(verb, "--key", "AGE", "The insight key's .age file, or the agent's", options->key)->required();
  add_path(verb, "--pin", "PUB", "The workstation's .pub file, to prove that it made the recordings",
           options->pin);
  add_path(verb, "--out", "CSV", "The file to write. Nothing is overwritten", options->out)->required();
  verb.footer(
      "Only where the agreement has [[screen]] rules there are events. The calls themselves come out of the "
      "call system.\n\nExamples:\n  insyn events recordings --key insight.age --out events.csv\n"
      "  insyn report calls.csv events.csv --agreement agreement.note \\\n"
      "      --pin employer.pub --pin union.pub --out report");
}

void check_export(const ExportOptions& options) {
  if (const auto kind = kind_of(options); !kind) throw CLI::ValidationError(kind.error().message);
  if (options.at && !(std::isfinite(*options.at) && *options.at >= 0 && *options.at <= kLatestPicture))
    throw CLI::ValidationError("--at", "takes seconds from the recording's start, as in --at 12.5");
}

}  // namespace

void add_export_options(CLI::App& app, const std::function<void(const ExportOptions&)>& chosen) {
  const auto options = std::make_shared<ExportOptions>();
  app.callback([options, chosen] {
    check_export(*options);
    chosen(*options);
  });
  add_path(app, "RECORDING", "", "The recording's folder", options->recording)->required();
  add_path(app, "--key", "KEY", "The recording's own key, as insyn unlock writes it", options->key)
      ->required();
  app.add_option(
         "--to", options->to,
         "What to make: FILE.webm or FILE.mp4 (video), FOLDER/ (a PNG per change), FILE.jsonl (events)")
      ->type_name("TO")
      ->required();
  app.add_option("--at", options->at,
                 "Only the picture that was shown so many seconds from the start (FOLDER/)")
      ->type_name("SECONDS");
  add_path(app, "--pin", "PUB", "The workstation's .pub file, to prove that it made the recording",
           options->pin);
  app.add_flag("--damaged-ok", options->damaged_ok, "Export what is intact of a damaged recording");
  app.add_option("--fps", options->fps, "At most so many pictures a second in a video (10)")
      ->type_name("N")
      ->check(CLI::Range(1, kMostPicturesPerSecond).description(""));
  app.add_flag("--cursor", options->cursor, "Draw the mouse pointer");
  app.footer(
      "What was withheld is hatched. A recording with any fault is refused unless --damaged-ok is given.\n\n"
      "Examples:\n  insyn export RECORDING --key rec.key --pin desk-12.pub --to call.webm\n"
      "  insyn export RECORDING --key rec.key --to picture/ --at 12.5");
}

void add_verbs(CLI::App& app, std::optional<Command>& chosen) {
  app.require_subcommand(1);
  add_keys(app, chosen);
  add_agreement(app, chosen);
  add_recording_verbs(app, chosen);
  add_call_verbs(app, chosen);
  add_list(app, chosen);
  add_show(app, chosen);
  add_verify(app, chosen);
  add_unlock(app, chosen);
  add_events(app, chosen);
  CLI::App& verb = *app.add_subcommand("export", "Make a video, pictures or a list of events of a recording")
                        ->group("Verbs");
  add_export_options(verb, [&chosen](const ExportOptions& options) { chosen = options; });
  CLI::App& report =
      *app.add_subcommand("report", "Say whether the support system helps, from calls and events")
           ->group("Verbs");
  add_report_options(report, [&chosen](const ReportOptions& options) { chosen = options; });
}

}  // namespace insyn::cli
