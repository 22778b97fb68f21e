#include "cli/arguments/link_options.h"

#include "cli/arguments/help_formatter.h"
#include "cli/arguments/options.h"

namespace insyn::cli {
namespace {

constexpr const char* kLinkData = "The link's folder (default: /var/lib/insyn-link)";

CLI::App& add_link_verb(CLI::App& app, const std::string& name, const std::string& what) {
  CLI::App& verb = *app.add_subcommand(name, what);
  verb.formatter(std::make_shared<HelpFormatter>());
  verb.set_help_flag("-h,--help", "Print this help");
  return verb;
}

}  // namespace

void add_link_options(CLI::App& app, std::optional<LinkCommand>& chosen) {
  CLI::App& check = add_link_verb(app, "check", "Say what is wrong with a link's folder, and start nothing");
  const auto checked = std::make_shared<LinkCheckOptions>();
  add_path(check, "--data", "DIR", kLinkData, checked->data);
  check.callback([&chosen, checked] { chosen = *checked; });

  CLI::App& status = add_link_verb(app, "status", "Say what waits to be sent, what failed, and why");
  const auto asked = std::make_shared<LinkStatusOptions>();
  add_path(status, "--data", "DIR", kLinkData, asked->data);
  status.add_flag("--json", asked->json, "As JSON, as the link writes it");
  status.callback([&chosen, asked] { chosen = *asked; });

  const auto run = std::make_shared<LinkRunOptions>();
  add_path(app, "--data", "DIR", kLinkData, run->data);
  app.callback([&chosen, run] {
    if (!chosen) chosen = *run;
  });
  app.footer(
      "insyn-link runs until it is told to stop. It logs to the journal.\n"
      "Exit status: 0 for success, 1 for a failure, 2 for wrong usage.");
}

}  // namespace insyn::cli
