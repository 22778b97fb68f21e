#include "cli/arguments/calls_options.h"

#include "cli/arguments/options.h"

namespace insyn::cli {

void add_calls_options(CLI::App& app, std::optional<CallsCommand>& chosen) {
  const auto config = std::make_shared<Path>();
  const auto check = std::make_shared<bool>(false);
  add_path(app, "--config", "FILE", "What it is told: insyn-calls.toml", *config)->required();
  app.add_flag("--check", *check, "Say what works and what does not, with the telephone system too, and end");
  app.callback([&chosen, config, check] {
    if (*check)
      chosen = CallsCheckOptions{*config};
    else
      chosen = CallsRunOptions{*config};
  });
  app.footer(
      "insyn-calls --config FILE runs until it is told to stop. It logs to standard error.\n"
      "Exit status: 0 for success, 1 for a failure or where something does not work, 2 for wrong usage.");
}

}  // namespace insyn::cli
