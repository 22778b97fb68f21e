// The options of insyn report and of insyn-report, the program that does its work, so that what reads other
// systems' files and draws is in no other one.
#pragma once

#include <optional>
#include <vector>

#include "os/file.h"
#include "words/agreement.h"

namespace insyn::cli {

struct ReportOptions {
  std::vector<Path> events;
  Path agreement;
  std::vector<Path> pins;  // none, or both
  Path out;
  words::Language language = words::Language::kSwedish;
  bool json = false;
  bool operator==(const ReportOptions&) const = default;
};

// The command line that says the same.
std::vector<std::string> arguments_of(const ReportOptions& options);

// Becomes the program insyn-report, which lies beside this one. Returns only on failure.
Failure become_report_program(const ReportOptions& options);

}  // namespace insyn::cli
