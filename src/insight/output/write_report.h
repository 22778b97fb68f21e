// The report in a folder.
#pragma once

#include "insight/output/page.h"
#include "os/file.h"

namespace insyn::insight {

// Makes `folder` (0700, refused where it exists) with report.html, report.json, the tables as CSV, ways.xes
// and ways.ocel.json; and examples.age, which is `sealed_examples`, where there are any. The folder appears
// with all of them or not at all.
Status write_report(const Report& report, const Imprint& imprint, words::Language language,
                    const Path& folder, const std::optional<Bytes>& sealed_examples);

}  // namespace insyn::insight
