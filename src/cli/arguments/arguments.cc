#include "cli/arguments/arguments.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/version.h"
#include "cli/arguments/calls_options.h"
#include "cli/arguments/fleet_options.h"
#include "cli/arguments/help_formatter.h"
#include "cli/arguments/link_options.h"
#include "cli/arguments/options.h"
#include "cli/arguments/room_options.h"
#include "cli/arguments/server_options.h"
#include "cli/arguments/verb_tree.h"
#include "cli/arguments/witness_options.h"

namespace insyn::cli {
namespace {

constexpr int kWrongUse = 2;

std::unique_ptr<CLI::App> new_app(const std::string& what, const std::string& name) {
  auto app = std::make_unique<CLI::App>(what, name);
  app->formatter(std::make_shared<HelpFormatter>());
  app->set_version_flag("--version", fmt::format("{} {}", name, version()), "Print the version");
  app->set_help_flag("-h,--help", "Print this help");
  return app;
}

std::unique_ptr<CLI::App> new_insyn(std::optional<Command>& chosen) {
  auto app = new_app(
      "Records the support system's windows during customer calls, as employer and union have agreed, and "
      "nothing else.",
      "insyn");
  add_verbs(*app, chosen);
  app->footer(
      "insyn VERB --help and man insyn-VERB describe each verb.\n"
      "Exit status: 0 for success, 1 for a failure, 2 for wrong usage.");
  return app;
}

std::unique_ptr<CLI::App> new_server(std::optional<ServerCommand>& chosen) {
  auto app =
      new_app("Serves a centre over HTTP, from one folder that holds all that it keeps.", "insyn-server");
  add_server_options(*app, chosen);
  return app;
}

std::unique_ptr<CLI::App> new_witness(std::optional<WitnessCommand>& chosen) {
  auto app = new_app("Watches a centre's ledger for the union, from one folder that holds all that it keeps.",
                     "insyn-witness");
  add_witness_options(*app, chosen);
  return app;
}

std::unique_ptr<CLI::App> new_calls(std::optional<CallsCommand>& chosen) {
  auto app = new_app(
      "Reads a telephone system and signs what it says of calls, so that recordings begin and end with them.",
      "insyn-calls");
  add_calls_options(*app, chosen);
  return app;
}

// The verb that parsing had reached.
const CLI::App& innermost(const CLI::App& app) {
  const auto parsed = app.get_subcommands();
  return parsed.empty() ? app : innermost(*parsed.front());
}

std::string full_name(const CLI::App& app) {
  return app.get_parent() == nullptr ? app.get_name() : full_name(*app.get_parent()) + " " + app.get_name();
}

// CLI11 adds the app's own name to those of its parents, and blank lines where a part is missing.
std::string help_of(const CLI::App& app) {
  std::string help = app.get_parent() == nullptr ? app.help() : app.help(full_name(*app.get_parent()));
  help = CLI::detail::find_and_replace(std::move(help), "\n\n\n", "\n\n");
  help.erase(help.find_last_not_of('\n') + 1);
  return help + '\n';
}

bool takes_verb(const CLI::App& app) { return app.get_require_subcommand_min() > 0; }

std::string names_of_verbs(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* verb : app.get_subcommands({})) names.push_back(verb->get_name());
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string complaint(const CLI::App& app, const CLI::ParseError& error) {
  if (!takes_verb(app)) return error.what();
  const auto rest = app.remaining();
  if (rest.empty()) return fmt::format("a verb is missing; the verbs are {}", names_of_verbs(app));
  return fmt::format("“{}” is not a verb; the verbs are {}", rest.front(), names_of_verbs(app));
}

Answer answer_to(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App& at = innermost(app);
  if (dynamic_cast<const CLI::CallForHelp*>(&error) != nullptr) return {0, help_of(at)};
  if (error.get_exit_code() == 0) return {0, std::string(error.what()) + "\n"};
  return {kWrongUse,
          fmt::format("{}: {}\nFor help: {} --help\n", full_name(at), complaint(at, error), full_name(at))};
}

std::optional<Answer> parse(CLI::App& app, const std::vector<std::string>& arguments) {
  try {
    // CLI11 takes them from the back.
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    return answer_to(app, error);
  }
  return std::nullopt;
}

std::vector<std::string> options_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    const std::string name =
        option->get_positional() ? option->get_name(true) : option->get_name(false, true);
    const std::size_t last = name.find_last_of(',');
    names.push_back(last == std::string::npos ? name : name.substr(last + 1));
  }
  return names;
}

void describe(const CLI::App& app, const std::string& path, std::vector<VerbDescription>& verbs) {
  for (const CLI::App* verb : app.get_subcommands({})) {
    const std::string name = path.empty() ? verb->get_name() : path + " " + verb->get_name();
    if (takes_verb(*verb)) {
      describe(*verb, name, verbs);
    } else {
      verbs.push_back({name, options_of(*verb)});
    }
  }
}

}  // namespace

std::variant<Command, Answer> parse_arguments(const std::vector<std::string>& arguments) {
  std::optional<Command> chosen;
  const auto app = new_insyn(chosen);
  if (arguments.empty()) return Answer{kWrongUse, help_of(*app)};
  if (auto answer = parse(*app, arguments)) return *answer;
  if (!chosen) return Answer{kWrongUse, help_of(*app)};
  return *chosen;
}

std::variant<RecorderOptions, Answer> parse_recorder_arguments(const std::vector<std::string>& arguments) {
  RecorderOptions options;
  const auto app = new_app("Records calls, as a service of the desktop session.", "insyn-recorder");
  add_path(*app, "--enrolment", "DIR", "The folder that insyn enrol installed to (default: /etc/insyn)",
           options.enrolment);
  add_path(*app, "--feed", "DIR", "The folder of what insyn-link brings (default: /var/lib/insyn-link/feed)",
           options.feed);
  add_path(*app, "--spool", "DIR", "The folder to record into (default: ~/.local/state/insyn/recordings)",
           options.spool);
  add_path(*app, "--signer", "PATH", "Where insyn-signer listens (default: /run/insyn-signer/socket)",
           options.signer);
  app->footer("insyn call, or a call source, tells it when calls begin and end. It logs to the journal.");
  if (auto answer = parse(*app, arguments)) return *answer;
  return options;
}

std::variant<SignerOptions, Answer> parse_signer_arguments(const std::vector<std::string>& arguments) {
  SignerOptions options;
  const auto app = new_app("Certifies recordings with this device's key, as a service.", "insyn-signer");
  add_path(*app, "--device", "SIGN", "The device's .sign file (default: /etc/insyn/device.sign)",
           options.device);
  add_path(*app, "--journal", "DIR", "The usage journal's folder (default: /var/lib/insyn-signer)",
           options.journal);
  add_path(*app, "--socket", "PATH", "Where recorders ask (default: /run/insyn-signer/socket)",
           options.socket);
  add_path(*app, "--recorder", "PROGRAM", "Who may ask (default: the insyn-recorder beside this program)",
           options.recorder);
  app->footer("It answers the recorder's program only, and certifies each recording once.");
  if (auto answer = parse(*app, arguments)) return *answer;
  return options;
}

std::variant<ExportOptions, Answer> parse_export_arguments(const std::vector<std::string>& arguments) {
  std::optional<ExportOptions> chosen;
  const auto app = new_app("Makes a video, pictures or a list of events from a recording.", "insyn-export");
  add_export_options(*app, [&chosen](const ExportOptions& options) { chosen = options; });
  if (auto answer = parse(*app, arguments)) return *answer;
  if (!chosen) return Answer{kWrongUse, help_of(*app)};
  return *chosen;
}

std::variant<ConvertOptions, Answer> parse_convert_arguments(const std::vector<std::string>& arguments) {
  ConvertOptions options;
  std::vector<std::uint64_t> cuts;
  const auto app =
      new_app("Turns an audio file on standard input into what insyn audio attach seals, on standard output.",
              "insyn-audio");
  app->add_option("--voices", options.voices, "What is written: customer, both or mixed")
      ->type_name("VOICES")
      ->check(CLI::IsMember({"customer", "both", "mixed"}).description(""));
  app->add_option("--customer", options.customer, "Which channel is the customer's: left, right or mono")
      ->type_name("CHANNEL")
      ->check(CLI::IsMember({"left", "right", "mono"}).description(""));
  app->add_option("--skip", options.skip_ms, "How much to leave away at the beginning")->type_name("MS");
  app->add_option("--most", options.most_ms, "How much to keep after that")->type_name("MS")->required();
  app->add_option("--cut", cuts, "From when on, and for how long, the file has nothing of the call")
      ->type_name("MS MS")
      ->type_size(2)
      ->allow_extra_args(false);
  app->footer("It can open no file and no network. insyn audio attach starts it.");
  if (auto answer = parse(*app, arguments)) return *answer;
  for (std::size_t i = 0; i + 1 < cuts.size(); i += 2) options.cuts.emplace_back(cuts[i], cuts[i + 1]);
  return options;
}

std::variant<ReportOptions, Answer> parse_report_arguments(const std::vector<std::string>& arguments) {
  std::optional<ReportOptions> chosen;
  const auto app =
      new_app("Reports whether the support system helps, from calls and events.", "insyn-report");
  add_report_options(*app, [&chosen](const ReportOptions& options) { chosen = options; });
  if (auto answer = parse(*app, arguments)) return *answer;
  if (!chosen) return Answer{kWrongUse, help_of(*app)};
  return *chosen;
}

std::variant<ServerCommand, Answer> parse_server_arguments(const std::vector<std::string>& arguments) {
  std::optional<ServerCommand> chosen;
  const auto app = new_server(chosen);
  if (arguments.empty()) return Answer{kWrongUse, help_of(*app)};
  if (auto answer = parse(*app, arguments)) return *answer;
  if (!chosen)
    return Answer{kWrongUse, "insyn-server: --data DIR is missing\nFor help: insyn-server --help\n"};
  return *chosen;
}

std::variant<LinkCommand, Answer> parse_link_arguments(const std::vector<std::string>& arguments) {
  std::optional<LinkCommand> chosen;
  const auto app = new_app("Connects this computer with its centre.", "insyn-link");
  add_link_options(*app, chosen);
  if (auto answer = parse(*app, arguments)) return *answer;
  return *chosen;
}

std::variant<FleetCommand, Answer> parse_fleet_arguments(const std::vector<std::string>& arguments) {
  std::optional<FleetCommand> chosen;
  const auto app = new_app("Makes up workstations that record and bring recordings to a server, for tests.",
                           "insyn-fleet");
  add_fleet_options(*app, chosen);
  if (auto answer = parse(*app, arguments)) return *answer;
  if (!chosen) return Answer{kWrongUse, help_of(*app)};
  return *chosen;
}

std::variant<WitnessCommand, Answer> parse_witness_arguments(const std::vector<std::string>& arguments) {
  std::optional<WitnessCommand> chosen;
  const auto app = new_witness(chosen);
  if (arguments.empty()) return Answer{kWrongUse, help_of(*app)};
  if (auto answer = parse(*app, arguments)) return *answer;
  if (!chosen)
    return Answer{kWrongUse, "insyn-witness: --data DIR is missing\nFor help: insyn-witness --help\n"};
  return *chosen;
}

std::variant<SoftphoneOptions, Answer> parse_softphone_arguments(const std::vector<std::string>& arguments) {
  const auto app = new_app("Takes what the agent's own softphone tells of calls, by D-Bus, to the recorder.",
                           "insyn-softphone");
  app->footer(
      "It is org.insyn.Calls1 on the session's bus, which starts it when a softphone asks for it.\n"
      "Where the agreement does not allow calls to be begun by hand (calls.manual), nothing begins.");
  if (auto answer = parse(*app, arguments)) return *answer;
  return SoftphoneOptions();
}

std::variant<CallsCommand, Answer> parse_calls_arguments(const std::vector<std::string>& arguments) {
  std::optional<CallsCommand> chosen;
  const auto app = new_calls(chosen);
  if (arguments.empty()) return Answer{kWrongUse, help_of(*app)};
  if (auto answer = parse(*app, arguments)) return *answer;
  return *chosen;
}

std::variant<InsightOptions, Answer> parse_insight_arguments(const std::vector<std::string>& arguments) {
  InsightOptions options;
  const auto app =
      new_app("Makes the centre's report each week, where the insight key lies.", "insyn-insight");
  add_path(*app, "--data", "DIR", "The folder with its insyn-insight.toml (default: /var/lib/insyn-insight)",
           options.data);
  CLI::Option* once =
      app->add_flag("--once", options.once, "Look once at what there is to do, do it, and end");
  app->add_flag("--check", options.check, "Say what is wrong with how it is set up, and do nothing")
      ->excludes(once);
  app->footer(
      "It asks the union for the events of the week that is over, makes the report by insyn-report, and "
      "hands "
      "it in. It runs until it is told to stop, and logs to the journal.\n"
      "Exit status: 0 for success, 1 for a failure, where something is wrong, or, with --once, where "
      "something is left to do; 2 for wrong usage.");
  if (auto answer = parse(*app, arguments)) return *answer;
  return options;
}

std::variant<RoomOptions, Answer> parse_room_arguments(const std::vector<std::string>& arguments) {
  RoomOptions options;
  const auto app =
      new_app("The pages in which the union, reviewers and agents work, from one's own disk.", "insyn-room");
  add_room_options(*app, options);
  if (arguments.empty()) return Answer{kWrongUse, help_of(*app)};
  if (auto answer = parse(*app, arguments)) return *answer;
  if (options.role == "union" && options.pins.size() < 2)
    return Answer{
        kWrongUse,
        "insyn-room: --pin is needed at least twice, the employer's .pub and the union's: by them all "
        "that is signed is verified\nFor help: insyn-room --help\n"};
  return options;
}

std::vector<VerbDescription> describe_verbs() {
  std::optional<Command> chosen;
  const auto app = new_insyn(chosen);
  std::vector<VerbDescription> verbs;
  describe(*app, "", verbs);
  return verbs;
}

}  // namespace insyn::cli
