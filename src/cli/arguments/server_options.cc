#include "cli/arguments/server_options.h"

#include "cli/arguments/help_formatter.h"
#include "cli/arguments/options.h"

namespace insyn::cli {
namespace {

constexpr const char* kData = "The server's folder";

CLI::App& add_server_verb(CLI::App& app, const std::string& name, const std::string& what) {
  CLI::App& verb = *app.add_subcommand(name, what);
  verb.formatter(std::make_shared<HelpFormatter>());
  verb.set_help_flag("-h,--help", "Print this help");
  return verb;
}

void add_init(CLI::App& app, std::optional<ServerCommand>& chosen) {
  CLI::App& verb =
      add_server_verb(app, "init", "Make the folder of a new server, with a key and a configuration");
  const auto options = std::make_shared<ServerInitOptions>();
  add_path(verb, "--data", "DIR", "The folder to make. One that exists is not touched", options->data)
      ->required();
  verb.add_option("--origin", options->origin,
                  "The name of the server's ledger, for ever: the host name that the centre will have, say")
      ->type_name("NAME")
      ->required();
  verb.add_option("--listen", options->listen, "Where it will listen (default: 127.0.0.1:8443)")
      ->type_name("ADDRESS:PORT");
  CLI::Option* certificate =
      add_path(verb, "--certificate", "PEM", "The certificate for TLS, with those up to its authority",
               options->certificate);
  CLI::Option* key = add_path(verb, "--key", "PEM", "The certificate's key", options->key);
  certificate->needs(key);
  key->needs(certificate);
  add_paths(
      verb, "--pin", "PUB",
      "The .pub file of a party, whose signature agreements are taken by: the employer's and each union's",
      options->pins);
  for (const char* role : {"administrator", "reviewer", "union", "analyst", "agent", "importer"}) {
    const auto take = [options, role](const std::vector<std::string>& names) {
      for (const std::string& name : names) options->people.emplace_back(role, name);
    };
    verb.add_option_function<std::vector<std::string>>(std::string("--") + role, take,
                                                       "An account of this role; once for each")
        ->type_name("NAME")
        ->allow_extra_args(false);
  }
  verb.footer(
      "Without a certificate the server speaks plain HTTP, on loopback only, for a proxy that speaks TLS.\n"
      "Prints the ledger's origin and key.");
  verb.callback([&chosen, options] { chosen = *options; });
}

void add_register(CLI::App& app, std::optional<ServerCommand>& chosen) {
  CLI::App& verb = add_server_verb(app, "register",
                                   "Register what all parties have signed: agreements, rosters, withdrawals");
  const auto options = std::make_shared<ServerRegisterOptions>();
  add_path(verb, "--data", "DIR", kData, options->data)->required();
  add_positional_paths(verb, "FILE", "The signed notes, in this order", options->files)->required();
  verb.footer(
      "For a server whose ledger has signed nothing yet; one that runs is sent them. Each stands in its "
      "ledger.");
  verb.callback([&chosen, options] { chosen = *options; });
}

void add_erase(CLI::App& app, std::optional<ServerCommand>& chosen) {
  CLI::App& verb = add_server_verb(app, "erase", "Shred what was recorded of a call, as its customer asks");
  const auto options = std::make_shared<ServerEraseOptions>();
  add_path(verb, "--data", "DIR", kData, options->data)->required();
  verb.add_option("--call", options->call, "The call's id")->type_name("ID")->required();
  verb.footer("Prints how many recordings that were. They cannot be brought back.");
  verb.callback([&chosen, options] { chosen = *options; });
}

void add_check(CLI::App& app, std::optional<ServerCommand>& chosen) {
  CLI::App& verb =
      add_server_verb(app, "check", "Say what is wrong with a server's folder, and start nothing");
  const auto options = std::make_shared<ServerCheckOptions>();
  add_path(verb, "--data", "DIR", kData, options->data)->required();
  verb.callback([&chosen, options] { chosen = *options; });
}

void add_backup(CLI::App& app, std::optional<ServerCommand>& chosen) {
  CLI::App& verb =
      add_server_verb(app, "backup", "Copy a server's folder, database and blobs, while it runs or not");
  const auto options = std::make_shared<ServerBackupOptions>();
  add_path(verb, "--data", "DIR", kData, options->data)->required();
  add_path(verb, "--to", "FOLDER", "The folder to make. One that exists is not touched", options->to)
      ->required();
  verb.footer(
      "What is made is a server's folder: put it in the place of one that is lost. It has the origin's "
      "secret\n"
      "key. Of a PostgreSQL database pg_dump makes a copy.");
  verb.callback([&chosen, options] { chosen = *options; });
}

}  // namespace

void add_server_options(CLI::App& app, std::optional<ServerCommand>& chosen) {
  add_init(app, chosen);
  add_register(app, chosen);
  add_erase(app, chosen);
  add_check(app, chosen);
  add_backup(app, chosen);
  const auto options = std::make_shared<ServerRunOptions>();
  CLI::Option* data = add_path(app, "--data", "DIR", "The folder of the server to run", options->data);
  app.callback([&chosen, options, data] {
    if (!chosen && data->count() > 0) chosen = *options;
  });
  app.footer(
      "insyn-server --data DIR runs the server until it is told to stop. It logs to standard error.\n"
      "Exit status: 0 for success, 1 for a failure, 2 for wrong usage.");
}

}  // namespace insyn::cli
