// What an analyst hands in as report.json.
#include <cstdlib>

#include "server/reports/report_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace insyn::server;
  const auto report = check_report({reinterpret_cast<const char*>(data), size});
  if (!report) return 0;
  // These become rows of a table that has them as its key.
  for (const NamedFriction& one : report->frictions)
    for (const std::string& name : {one.kind, one.what, one.screen, one.other_screen})
      if (name.size() > kLongestReportName) std::abort();
  return 0;
}
