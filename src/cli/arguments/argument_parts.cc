#include "cli/arguments/argument_parts.h"

#include <fmt/format.h>

namespace insyn::cli {

CLI::Option* add_path(CLI::App& app, const std::string& name, const std::string& type,
                      const std::string& help, Path& path) {
  const auto take = [&path](const std::string& text) { path = text; };
  return app.add_option_function<std::string>(name, take, help)->type_name(type);
}

CLI::Option* add_path(CLI::App& app, const std::string& name, const std::string& type,
                      const std::string& help, std::optional<Path>& path) {
  const auto take = [&path](const std::string& text) { path = Path(text); };
  return app.add_option_function<std::string>(name, take, help)->type_name(type);
}

CLI::Option* add_paths(CLI::App& app, const std::string& name, const std::string& type,
                       const std::string& help, std::vector<Path>& paths) {
  const auto take = [&paths](const std::vector<std::string>& texts) {
    paths.assign(texts.begin(), texts.end());
  };
  return app.add_option_function<std::vector<std::string>>(name, take, help)
      ->type_name(type)
      ->allow_extra_args(false);
}

CLI::Option* add_pins(CLI::App& app, std::vector<Path>& pins) {
  return add_paths(app, "--pin", "PUB",
                   "The employer's and the union's .pub file: --pin A.pub --pin B.pub, in either order",
                   pins);
}

void demand_two_pins(std::size_t count) {
  demand_two("--pin", count, "the employer's .pub file and the union's");
}

void demand_two(const char* name, std::size_t count, const char* which) {
  if (count == 2) return;
  throw CLI::ValidationError(name, fmt::format("{} given; it takes two: {}",
                                               count == 1 ? "only one" : fmt::to_string(count), which));
}

void add_json(CLI::App& app, bool& json) { app.add_flag("--json", json, "Print the result as JSON"); }

CLI::App& add_group(CLI::App& app, const std::string& name, const std::string& help) {
  CLI::App& group = *app.add_subcommand(name, help)->group("Verbs");
  group.require_subcommand(1);
  return group;
}

}  // namespace insyn::cli
