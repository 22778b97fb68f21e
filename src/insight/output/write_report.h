// The report in a folder.
#pragma once

#include "insight/output/page.h"
#include "os/file.h"

namespace insyn::insight {

// What lies beside the page and the tables.
struct Beside {
  std::string json;           // report_json()
  std::string register_note;  // the register's on this report
  Bytes sealed_examples;      // empty where there are none
};

// Makes `folder` (0700, refused where it exists) with report.html, report.json, the tables as CSV, ways.xes,
// ways.ocel.json and register.note; and examples.age, where there are any. The folder appears with all of
// them or not at all.
Status write_report(const Report& report, const Imprint& imprint, words::Language language,
                    const Path& folder, Beside beside);

}  // namespace insyn::insight
