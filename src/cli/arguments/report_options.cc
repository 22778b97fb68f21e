#include "cli/arguments/report_options.h"

#include "cli/arguments/argument_parts.h"
#include "os/process.h"

namespace insyn::cli {

std::vector<std::string> arguments_of(const ReportOptions& options) {
  // Joined with "=", so that no value can be taken for an option.
  std::vector<std::string> arguments = {
      "--agreement=" + options.agreement.string(), "--out=" + options.out.string(),
      options.language == words::Language::kSwedish ? "--language=sv" : "--language=en"};
  for (const Path& pin : options.pins) arguments.push_back("--pin=" + pin.string());
  if (options.json) arguments.emplace_back("--json");
  arguments.emplace_back("--");
  for (const Path& file : options.events) arguments.push_back(file.string());
  return arguments;
}

Failure become_report_program(const ReportOptions& options) {
  auto folder = program_folder();
  if (!folder) return Failure(std::move(folder).error());
  return replace_program(*folder / "insyn-report", arguments_of(options));
}

void add_report_options(CLI::App& app, const std::function<void(const ReportOptions&)>& chosen) {
  const auto options = std::make_shared<ReportOptions>();
  app.callback([options, chosen] {
    if (!options->pins.empty()) demand_two_pins(options->pins.size());
    chosen(*options);
  });
  const auto take_events = [options](const std::vector<std::string>& files) {
    options->events.assign(files.begin(), files.end());
  };
  app.add_option_function<std::vector<std::string>>("EVENTS", take_events,
                                                    "Files with calls and events: CSV, XES or OCEL 2.0")
      ->type_name("")
      ->required();
  add_path(app, "--agreement", "FILE", "The agreement: its floors and its period hold", options->agreement)
      ->required();
  add_pins(app, options->pins);
  add_path(app, "--out", "DIR", "The folder to make, which must not be there yet", options->out)->required();
  const auto take_language = [options](const std::string& name) {
    if (name != "sv" && name != "en")
      throw CLI::ValidationError("--language", fmt::format("“{}” is neither sv nor en", name));
    options->language = name == "sv" ? words::Language::kSwedish : words::Language::kEnglish;
  };
  app.add_option_function<std::string>("--language", take_language,
                                       "sv (Swedish, the default) or en (English)")
      ->type_name("LANGUAGE");
  add_json(app, options->json);
  app.footer(
      "Makes report.html, a page that needs nothing else, and the same as JSON, CSV, XES and OCEL 2.0. "
      "Without --pin the "
      "signatures are not checked, and floors below 10 agents and 30 calls do not hold.\n\nExample:\n"
      "  insyn report calls.csv events.csv --agreement agreement.note \\\n"
      "      --pin employer.pub --pin union.pub --out report");
}

}  // namespace insyn::cli
