// The options of insyn report and of insyn-report. Only insyn-report, which does the work, reads the files of
// other systems and draws charts.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "os/file.h"
#include "words/agreement.h"

namespace CLI {
class App;
}

namespace insyn::cli {

struct ReportOptions {
  std::vector<Path> events;      // files, and folders of sealed recordings
  std::vector<Path> keys;        // that open these together
  std::optional<Path> requests;  // that insyn ask has made: each has the key for its own recording
  Path agreement;
  std::vector<Path> pins;   // both, or none of a draft
  std::optional<Path> out;  // none where the files are only checked
  bool check = false;
  std::optional<std::string> zone;   // of times without an offset
  std::vector<std::string> columns;  // "call=Samtal,time=Tid", as given
  words::Language language = words::Language::kSwedish;
  bool json = false;
  bool operator==(const ReportOptions&) const = default;
};

// Adds the options and the files of events to `app`. Parsing ends with a call of `chosen`.
void add_report_options(CLI::App& app, const std::function<void(const ReportOptions&)>& chosen);

// The arguments of insyn-report that give the same options.
std::vector<std::string> arguments_of(const ReportOptions& options);

// Replaces this program by insyn-report from the same folder. Returns only on failure.
Failure become_report_program(const ReportOptions& options);

}  // namespace insyn::cli
