#include "cli/arguments/report_options.h"

#include <memory>

#include "cli/arguments/options.h"
#include "os/process.h"

namespace insyn::cli {

std::vector<std::string> arguments_of(const ReportOptions& options) {
  // With "=", so that no value can be mistaken for an option.
  std::vector<std::string> arguments = {"--agreement=" + options.agreement.string(),
                                        fmt::format("--language={}", code_of(options.language))};
  for (const Path& pin : options.pins) arguments.push_back("--pin=" + pin.string());
  for (const Path& key : options.keys) arguments.push_back("--key=" + key.string());
  if (options.requests) arguments.push_back("--requests=" + options.requests->string());
  if (options.out) arguments.push_back("--out=" + options.out->string());
  if (options.check) arguments.emplace_back("--check");
  if (options.zone) arguments.push_back("--zone=" + *options.zone);
  for (const std::string& columns : options.columns) arguments.push_back("--columns=" + columns);
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
    if (!options->pins.empty()) require_pins(options->pins.size());
    if (!options->out && !options->check)
      throw CLI::ValidationError("--out",
                                 "names the folder for the report; to check the files alone: --check");
    chosen(*options);
  });
  add_positional_paths(
      app, "EVENTS",
      "Files with calls and events: CSV, XES or OCEL 2.0, packed with gzip or not; folders of "
      "recordings, whose sealed events are opened in memory with --key",
      options->events)
      ->required();
  add_paths(app, "--key", "AGE",
            "Keys that open the events of recordings together: --key request.age --key insight.age",
            options->keys);
  add_path(
      app, "--requests", "DIR",
      "The folder that insyn ask has made of several recordings: each is opened with its own request's key",
      options->requests);
  add_path(app, "--agreement", "FILE", "The agreement, for its minimum group sizes and its weeks",
           options->agreement)
      ->required();
  add_pins(app, options->pins);
  add_path(app, "--out", "DIR", "The folder to create; it must not exist", options->out);
  app.add_flag("--check", options->check,
               "Only say how the files are understood; the agreement may be a draft");
  app.add_option("--zone", options->zone,
                 "The zone of times without an offset, as in Europe/Stockholm. Without it they are refused")
      ->type_name("ZONE");
  app.add_option("--columns", options->columns,
                 "What CSV columns of other names hold: call=NAME,activity=NAME,time=NAME and so on")
      ->type_name("FIELD=NAME,…")
      ->allow_extra_args(false);
  add_language(app, "sv (Swedish, the default) or en (English)", options->language);
  add_json(app, options->json);
  app.footer(
      "Writes report.html, a page that needs no other file, and the same results as JSON, CSV, XES and OCEL "
      "2.0. There is no report without both --pin, and none that differs from an earlier one by so few calls "
      "that the two would tell about them. Sealed events are joined with the calls in memory; which agent "
      "had which screen open when is written nowhere.\n\nExamples:\n"
      "  insyn report calls.csv peeled --key request.age --key insight.age \\\n"
      "      --agreement agreement.note --pin employer.pub --pin union.pub --out report\n"
      "  insyn report calls.csv events.csv --agreement agreement.note \\\n"
      "      --pin employer.pub --pin union.pub --out report");
}

}  // namespace insyn::cli
