#include "cli/arguments/room_options.h"

#include "cli/arguments/options.h"

namespace insyn::cli {

void add_room_options(CLI::App& app, RoomOptions& options) {
  app.add_option("--server", options.server, "The centre's server: https://insyn.example:8443")
      ->type_name("URL")
      ->required();
  add_path(app, "--authority", "FILE",
           "PEM: whose certificates alone are believed of the server (without it: the system's)",
           options.authority);
  app.add_option("--role", options.role, "Whose room it is: union, reviewer or agent (union)")
      ->type_name("ROLE")
      ->check(CLI::IsMember({"union", "reviewer", "agent"}));
  add_paths(app, "--pin", "FILE", "A party's .pub file; the employer's and each union's", options.pins);
  add_paths(app, "--keys", "PREFIX",
            "The union's key, or the agent's: PREFIX.age opens, PREFIX.sign signs (an agent's without it: "
            "those that the tray has made)",
            options.prefixes);
  add_paths(app, "--key", "FILE", "The same one by one: a file that signs (.sign) or opens (.age)",
            options.keys);
  add_path(app, "--enrolment", "DIR", "An agent's: what this computer was enrolled with (/etc/insyn)",
           options.enrolment);
  add_path(app, "--spool", "DIR", "An agent's: the recordings here (~/.local/state/insyn/recordings)",
           options.spool);
  add_path(app, "--link", "DIR", "An agent's: the folder of this computer's insyn-link (/var/lib/insyn-link)",
           options.link);
  add_path(app, "--pages", "DIR", "The pages (without it those that are installed beside this program)",
           options.pages);
  app.add_option("--port", options.port, "The port on 127.0.0.1 (without it any that is free)")
      ->type_name("N")
      ->check(CLI::Range(1, 65535));
  app.add_flag("!--no-browser", options.browser, "Print the address and open no browser");
  app.footer(
      "Serves the rooms' pages from this computer's own disk to a browser on it, passes on what they ask of "
      "the\n"
      "centre's server, and verifies and approves by itself, so that nothing depends on what the server "
      "says.\n"
      "It prints an address that is good once, opens it, and runs until it is told to stop (Ctrl-C).\n"
      "Exit status: 0 for success, 1 for a failure, 2 for wrong usage.");
}

}  // namespace insyn::cli
