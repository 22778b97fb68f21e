#include "cli/arguments/options.h"

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
  return add_positional_paths(app, name, help, paths)->type_name(type)->allow_extra_args(false);
}

CLI::Option* add_positional_paths(CLI::App& app, const std::string& name, const std::string& help,
                                  std::vector<Path>& paths) {
  const auto take = [&paths](const std::vector<std::string>& texts) {
    paths.assign(texts.begin(), texts.end());
  };
  return app.add_option_function<std::vector<std::string>>(name, take, help)->type_name("");
}

CLI::Option* add_pins(CLI::App& app, std::vector<Path>& pins) {
  return add_paths(
      app, "--pin", "PUB",
      "The employer's and the union's .pub file: --pin A.pub --pin B.pub, in any order; one more for each "
      "further union",
      pins);
}

void require_pins(std::size_t count) {
  if (count >= 2) return;
  throw CLI::ValidationError(
      "--pin",
      "must be given for each party: the employer's .pub file and each union's; it was "
      "given once");
}

void require_two(const char* name, std::size_t count, const char* which) {
  if (count == 2) return;
  throw CLI::ValidationError(name, fmt::format("must be given twice: {}; it was given {}", which,
                                               count == 1 ? "once" : fmt::format("{} times", count)));
}

void add_json(CLI::App& app, bool& json) { app.add_flag("--json", json, "Print the result as JSON"); }

void add_language(CLI::App& app, const std::string& help, words::Language& language) {
  const auto take = [&language](const std::string& name) {
    const auto chosen = words::language_of(name);
    if (!chosen) throw CLI::ValidationError("--language", fmt::format("“{}” is neither sv nor en", name));
    language = *chosen;
  };
  app.add_option_function<std::string>("--language", take, help)->type_name("LANGUAGE");
}

}  // namespace insyn::cli
