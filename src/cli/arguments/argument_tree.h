// The verbs and their options, as CLI11 wants them. With argument_parts and arguments.cc the only
// place that knows CLI11.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>

#include "cli/arguments/arguments.h"

namespace insyn::cli {

// Adds every verb to `app`. While it parses, the verb that was given is put into `chosen`, which outlives it.
void add_verbs(CLI::App& app, std::optional<Command>& chosen);

// The options and the recording's place in insyn-export and in "insyn export".
void add_export_options(CLI::App& app, const std::function<void(const ExportOptions&)>& chosen);

// The options of insyn-report and of "insyn report", and its files' place.
void add_report_options(CLI::App& app, const std::function<void(const ReportOptions&)>& chosen);

}  // namespace insyn::cli
