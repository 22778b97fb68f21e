#include "cli/arguments/witness_options.h"

#include "cli/arguments/help_formatter.h"
#include "cli/arguments/options.h"

namespace insyn::cli {
namespace {

constexpr const char* kWitnessFolder = "The witness's folder";

CLI::App& add_witness_verb(CLI::App& app, const std::string& name, const std::string& what) {
  CLI::App& verb = *app.add_subcommand(name, what);
  verb.formatter(std::make_shared<HelpFormatter>());
  verb.set_help_flag("-h,--help", "Print this help");
  return verb;
}

void add_witness_init(CLI::App& app, std::optional<WitnessCommand>& chosen) {
  CLI::App& verb = add_witness_verb(app, "init", "Make the folder of a new witness");
  const auto options = std::make_shared<WitnessInitOptions>();
  add_path(verb, "--data", "DIR", "The folder to make. One that exists is not touched", options->data)
      ->required();
  add_path(verb, "--agreement", "FILE", "The agreement, signed by all parties, whose ledger it will watch",
           options->agreement)
      ->required();
  CLI::Option* pins = add_pins(verb, options->pins);
  add_path(verb, "--key", "WITNESS.sign", "The witness's key, which the agreement names; it is copied",
           options->key)
      ->required();
  verb.add_option("--server", options->server, "Where the centre's server is, as https://insyn.example:8443")
      ->type_name("URL")
      ->required();
  add_path(verb, "--authority", "PEM",
           "Whose certificates alone are believed of the server (default: those that this computer believes)",
           options->authority);
  verb.callback([&chosen, options, pins] {
    require_pins(pins->count());
    chosen = *options;
  });
}

template <class Options>
CLI::App& add_with_folder(CLI::App& app, const char* name, const char* what,
                          const std::shared_ptr<Options>& options, std::optional<WitnessCommand>& chosen) {
  CLI::App& verb = add_witness_verb(app, name, what);
  add_path(verb, "--data", "DIR", kWitnessFolder, options->data)->required();
  verb.callback([&chosen, options] { chosen = *options; });
  return verb;
}

}  // namespace

void add_witness_options(CLI::App& app, std::optional<WitnessCommand>& chosen) {
  add_witness_init(app, chosen);
  add_with_folder(app, "check", "Say what is wrong with a witness's folder, and start nothing",
                  std::make_shared<WitnessCheckOptions>(), chosen);
  add_with_folder(app, "status", "Say how far a running witness has come",
                  std::make_shared<WitnessStatusOptions>(), chosen);
  const auto report = std::make_shared<WitnessReportOptions>();
  CLI::App& verb = add_with_folder(app, "report", "Print all that a witness has found wrong", report, chosen);
  add_language(verb, "The report's language", report->language);
  const auto options = std::make_shared<WitnessRunOptions>();
  CLI::Option* data = add_path(app, "--data", "DIR", "The folder of the witness to run", options->data);
  app.callback([&chosen, options, data] {
    if (!chosen && data->count() > 0) chosen = *options;
  });
  app.footer(
      "insyn-witness --data DIR watches until it is told to stop. It logs to standard error.\n"
      "Exit status: 0 for success, 1 for a failure or where something is wrong, 2 for wrong usage.");
}

}  // namespace insyn::cli
