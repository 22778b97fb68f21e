// Readers of one file each. What is wrong with a row is counted in its part; an error is what keeps the file
// from being read at all. docs/insight-input.md says how each format is understood.
#pragma once

#include <istream>

#include "insight/input/log_part.h"
#include "insight/input/progress.h"
#include "os/file.h"

namespace insyn::insight {

// Adds the file's stretches to `parts`, and to `remarks` what a person should know.
Status read_csv(const Path& file, std::uint32_t number, Progress& progress, std::vector<LogPart>& parts,
                std::vector<std::string>& remarks);

// XES (IEEE 1849). A document type is refused, so that no entity is ever expanded.
Status read_xes(std::istream& in, LogPart& part, Progress& progress);

// OCEL 2.0 as JSON.
Status read_ocel(std::istream& in, LogPart& part, Progress& progress);

}  // namespace insyn::insight
