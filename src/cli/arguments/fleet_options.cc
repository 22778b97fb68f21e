#include "cli/arguments/fleet_options.h"

#include "cli/arguments/help_formatter.h"
#include "cli/arguments/options.h"

namespace insyn::cli {
namespace {

constexpr int kMostOfFleet = 1'000'000'000;

CLI::App& add_fleet_verb(CLI::App& app, const std::string& name, const std::string& what) {
  CLI::App& verb = *app.add_subcommand(name, what);
  verb.formatter(std::make_shared<HelpFormatter>());
  verb.set_help_flag("-h,--help", "Print this help");
  return verb;
}

void add_fleet_number(CLI::App& verb, const char* name, const char* what, int& into) {
  verb.add_option(name, into, what)->check(CLI::Range(1, kMostOfFleet).description(""))->type_name("NUMBER");
}

}  // namespace

void add_fleet_options(CLI::App& app, std::optional<FleetCommand>& chosen) {
  CLI::App& make =
      add_fleet_verb(app, "make", "Make up a company: parties, workstations, an agreement and a roster");
  const auto made = std::make_shared<FleetMakeOptions>();
  add_path(make, "--out", "DIR", "The folder to make. One that exists is not touched", made->out)->required();
  add_fleet_number(make, "--workstations", "How many (default: 10)", made->workstations);
  add_fleet_number(make, "--weeks", "That the agreement has been in force for (default: since yesterday)",
                   made->weeks);
  add_fleet_number(make, "--discard-hours", "For which agents may discard recordings (default: 72)",
                   made->discard_hours);
  make.add_option(
          "--program", made->programs,
          "The program of this computer that one of the made-up applications is; may be given several "
          "times")
      ->type_name("NAME=PATH");
  make.add_option(
          "--suffix", made->suffix,
          "Added to the names of applications, agents, devices and links, to see what becomes of hostile "
          "ones")
      ->type_name("TEXT");
  make.add_option("--ledger-key", made->ledger,
                  "The key of the server's ledger, as insyn-server init prints it")
      ->type_name("KEY")
      ->required();
  make.callback([&chosen, made] { chosen = *made; });

  CLI::App& run = add_fleet_verb(app, "run", "Have its workstations record and bring all of it to a server");
  const auto ran = std::make_shared<FleetRunOptions>();
  add_path(run, "--company", "DIR", "What insyn-fleet make has made", ran->company)->required();
  run.add_option("--server", ran->server, "The server's address")->type_name("URL")->required();
  add_path(run, "--ca", "PEM", "Whose certificates are believed (default: those of the system)",
           ran->authority);
  add_fleet_number(run, "--recordings", "Of each workstation (default: 10)", ran->recordings);
  add_fleet_number(run, "--weeks",
                   "Spread over so many weeks before now, of several kinds and with screens to look at "
                   "(default: all now, of random bytes)",
                   ran->weeks);
  add_fleet_number(run, "--size", "Bytes of each, about (default: 1000000)", ran->bytes);
  add_fleet_number(run, "--at-once", "Workstations that work at the same time (default: 8)", ran->at_once);
  add_fleet_number(run, "--seconds", "After which it ends, whatever has arrived (default: 600)",
                   ran->seconds);
  run.add_option("--suffix", ran->suffix,
                 "Added to ids of calls, kinds of question and queues, to see what becomes of hostile ones")
      ->type_name("TEXT");
  run.add_flag("--keep", ran->keep, "Leave recordings that have arrived in the workstations' spools, too");
  run.add_flag("--json", ran->json, "The result as JSON");
  run.callback([&chosen, ran] { chosen = *ran; });
  app.footer(
      "Nothing of it is anybody's: it reads and writes the folder that it has made and nothing else.\n"
      "Exit status: 0 where all has arrived, 1 where it has not, 2 for wrong usage.");
}

}  // namespace insyn::cli
