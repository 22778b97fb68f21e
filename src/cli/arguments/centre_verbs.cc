#include "cli/arguments/centre_verbs.h"

#include "cli/arguments/options.h"

namespace insyn::cli {
namespace {

constexpr int kLongestAccess = 90;
constexpr int kLongestRules = 366;
constexpr int kMostAWeek = 10'000;

CLI::Option* add_agreement(CLI::App& verb, Path& path) {
  return add_path(verb, "--agreement", "FILE", "Your own copy of the signed agreement", path)->required();
}

void add_login(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<LoginOptions>();
  CLI::App& verb = add_verb(app, "login", "Sign in at a centre", chosen, options);
  verb.add_option("--server", options->server, "The centre's address: https://insyn.example")
      ->type_name("URL")
      ->required();
  verb.add_option("--account", options->account, "The account's name")->type_name("NAME")->required();
  add_path(verb, "--ca", "PEM", "The authority whose certificates are believed (default: the system's)",
           options->authority);
  verb.add_option("--invitation", options->invitation, "The code of an invitation, to set a passphrase")
      ->type_name("CODE");
  add_path(verb, "--passphrase-file", "FILE",
           "A file with the passphrase in its first line (default: it is asked for)",
           options->passphrase_file);
  verb.footer(
      "The session is kept in the user's state folder, for this user alone. It ends after two hours without "
      "use, after twelve hours, and by insyn logout.");
}

void add_logout(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<LogoutOptions>();
  add_verb(app, "logout", "Sign out at the centre", chosen, options);
}

// A date, as the server takes it.
const CLI::Validator kDay(
    [](std::string& text) {
      const bool is_date = text.size() == 10 && parse_utc(text + "T00:00:00.000Z").has_value();
      return is_date ? std::string() : fmt::format("“{}” is no date like 2026-11-23", text);
    },
    "");

void add_recordings(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<RecordingsOptions>();
  CLI::App& verb = add_verb(app, "recordings", "List the recordings that a centre has", chosen, options);
  verb.add_option("--from", options->filter.from, "Of this day or later")->type_name("DAY")->check(kDay);
  verb.add_option("--to", options->filter.to, "Of this day or earlier")->type_name("DAY")->check(kDay);
  verb.add_option("--kind", options->filter.kind, "Of this kind of question")->type_name("KIND");
  verb.add_option("--level", options->filter.level, "Of this level: metrics or full")
      ->type_name("LEVEL")
      ->check(CLI::IsMember({"metrics", "structure", "masked", "full"}).description(""));
  verb.add_option("--most", options->most, fmt::format("How many at most (default: {})", kUsualRecordings))
      ->type_name("NUMBER")
      ->check(CLI::Range(1, kMostRecordingsListed).description(""));
  verb.add_flag("--ids", options->ids, "Nothing but their ids, one a line");
  add_json(verb, options->json);
  verb.footer(
      "The newest day first. A reader is told the day, and neither whose a recording is nor when exactly it "
      "was made; the union is told both.\n\nExample, which asks for the events of a week:\n"
      "  insyn ask --events … $(insyn recordings --ids \\\n"
      "      --from 2026-11-23 --to 2026-11-29)");
}

void add_ask(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<AskOptions>();
  CLI::App& verb = add_verb(app, "ask", "Ask the union to open recordings", chosen, options);
  verb.add_option("ID", options->recordings, "The recordings' ids, as insyn recordings lists them")
      ->required();
  verb.add_option("--purpose", options->purpose, "An agreed purpose, by its code")
      ->type_name("CODE")
      ->required();
  verb.add_option("--because", options->because, "Why, in words")->type_name("TEXT")->required();
  verb.add_option("--days", options->days, "How long access is asked for (default: 7)")
      ->type_name("DAYS")
      ->check(CLI::Range(1, kLongestAccess).description(""));
  verb.add_flag_callback(
      "--events", [options] { options->opens = ledger::Opens::kEvents; },
      "Ask for the events, for the insight engine, instead of the pictures");
  add_path(verb, "--key", "SIGN", "Your PREFIX.sign file, which the agreement vouches for", options->key)
      ->required();
  add_agreement(verb, options->agreement);
  add_pins(verb, options->pins)->required();
  add_path(verb, "--out", "DIR", "The folder to create, for the request and its key", options->out)
      ->required();
  verb.footer(
      "Makes a key for this request alone. What the union peels opens with that key and your own "
      "together. Of several recordings each is asked for by itself, in a folder within DIR that has its id; "
      "what "
      "has been asked for there is not asked for again. Events are opened once their week is over.\n\n"
      "Example:\n  insyn ask ID --purpose search-fails --because \"three customers, no answer\" \\\n"
      "      --key reviewer.sign --agreement agreement.note \\\n      --pin employer.pub --pin union.pub "
      "--out request-17");
}

void add_requests(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<RequestsOptions>();
  CLI::App& verb = add_verb(app, "requests", "List requests to open recordings", chosen, options);
  verb.add_option("--state", options->state, "Only those that are asked, approved or refused")
      ->type_name("STATE")
      ->check(CLI::IsMember({"asked", "approved", "refused"}).description(""));
  add_json(verb, options->json);
  verb.footer("A reviewer sees own requests, the union sees all.");
}

void add_approve(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<ApproveOptions>();
  CLI::App& verb =
      add_verb<ApproveOptions>(app, "approve", "For the union: verify requests, and open what may be opened",
                               chosen, options, [](const ApproveOptions& given) {
                                 if (given.requests.empty() == given.all) return;
                                 throw CLI::ValidationError("ID", "give the ids of requests, or --all");
                               });
  verb.add_option("ID", options->requests, "The ids of requests");
  verb.add_flag("--all", options->all, "All that are open");
  add_path(verb, "--key", "AGE", "The union's .age file", options->key)->required();
  add_path(verb, "--sign", "SIGN", "The union's .sign file", options->sign)->required();
  add_agreement(verb, options->agreement);
  add_pins(verb, options->pins)->required();
  add_path(verb, "--rules", "NOTE", "Approve only what these rules allow (insyn rules)", options->rules);
  verb.footer(
      "Believes nothing that the server says: it reads the whole ledger up to a checkpoint that all "
      "witnesses "
      "have cosigned in the last ten minutes, and verifies request, recording, roster, purpose, retention "
      "and "
      "cap. The exit status is 1 where one was not approved.\n\nExample:\n"
      "  insyn approve ID --key union.age --sign union.sign \\\n"
      "      --agreement agreement.note --pin employer.pub --pin union.pub");
}

void add_refuse(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<RefuseOptions>();
  CLI::App& verb = add_verb(app, "refuse", "For the union: refuse a request", chosen, options);
  verb.add_option("ID", options->request, "The request's id")->required();
  verb.add_option("--because", options->because, "Why, in words, for the one who asked")
      ->type_name("TEXT")
      ->required();
  add_path(verb, "--sign", "SIGN", "The union's .sign file", options->sign)->required();
}

void add_rules(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<RulesOptions>();
  CLI::App& verb =
      add_verb(app, "rules", "For the union: sign rules by which requests may be approved", chosen, options);
  verb.add_option("--purpose", options->purposes, "A purpose, by its code; once for each")
      ->type_name("CODE")
      ->allow_extra_args(false)
      ->required();
  verb.add_option("--kind", options->kinds, "A kind of question; once for each (default: any)")
      ->type_name("KIND")
      ->allow_extra_args(false);
  verb.add_option("--a-week", options->a_week, "How many requests a week")
      ->type_name("NUMBER")
      ->check(CLI::Range(1, kMostAWeek).description(""))
      ->required();
  verb.add_option("--days", options->days, "How long the rules hold (default: 30)")
      ->type_name("DAYS")
      ->check(CLI::Range(1, kLongestRules).description(""));
  verb.add_flag("--pictures", options->pictures, "Of pictures (default, without --events)");
  verb.add_flag("--events", options->events, "Of events");
  add_path(verb, "--sign", "SIGN", "The union's .sign file", options->sign)->required();
  add_agreement(verb, options->agreement);
  add_pins(verb, options->pins)->required();
  add_path(verb, "--out", "NOTE", "The file to write. An existing file is not overwritten", options->out)
      ->required();
}

void add_fetch(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<FetchOptions>();
  CLI::App& verb = add_verb(app, "fetch", "Fetch what the union has opened for a request", chosen, options);
  add_path(verb, "REQUEST", "", "The folder that insyn ask has made, of one recording or of several",
           options->request)
      ->required();
  add_agreement(verb, options->agreement);
  add_pins(verb, options->pins)->required();
  add_path(verb, "--to", "DIR", "The folder to create", options->to)->required();
  verb.footer(
      "What the server gives is compared with what the union has signed and with your own request, chunk by "
      "chunk. Of several recordings each comes into a folder within DIR that has its id; those that are "
      "there "
      "are not fetched again. The exit status is 1 where one could not be fetched.\n\nThen:\n  insyn export "
      "DIR --key REQUEST/request.age --key reviewer.age \\\n"
      "      --pin union.pub --to call.webm\n  insyn exported REQUEST --form video");
}

void add_exported(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<ExportedOptions>();
  CLI::App& verb =
      add_verb(app, "exported", "Report that something was made of a recording", chosen, options);
  add_path(verb, "REQUEST", "", "The folder that insyn ask has made", options->request)->required();
  const auto take = [options](const std::string& name) {
    const auto form = ledger::value_named<ledger::ExportForm>(name);
    if (!form) throw CLI::ValidationError("--form", "is video, pictures or text");
    options->form = *form;
  };
  verb.add_option_function<std::string>("--form", take, "What was made: video, pictures or text")
      ->type_name("FORM")
      ->required();
}

void add_hand_in(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<HandInOptions>();
  CLI::App& verb =
      add_verb(app, "hand-in", "Give the centre a report on the support system", chosen, options);
  add_path(verb, "REPORT", "", "The folder that insyn report has made", options->report)->required();
  add_path(verb, "--key", "SIGN", "The insight key's .sign file, or that of the party that vouches for it",
           options->key)
      ->required();
  verb.footer(
      "For analysts. The centre shows the report to everybody there. Examples of calls are sent as they are, "
      "sealed for both parties.");
}

}  // namespace

void add_centre_verbs(CLI::App& app, Chosen& chosen) {
  add_login(app, chosen);
  add_logout(app, chosen);
  add_recordings(app, chosen);
  add_ask(app, chosen);
  add_requests(app, chosen);
  add_approve(app, chosen);
  add_refuse(app, chosen);
  add_rules(app, chosen);
  add_fetch(app, chosen);
  add_exported(app, chosen);
  add_hand_in(app, chosen);
}

}  // namespace insyn::cli
