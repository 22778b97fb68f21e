// An event log as XML: XES or OCEL 2.0, whose outermost element is <log> in both.
#pragma once

#include "insight/input/log_part.h"
#include "insight/input/xml.h"

namespace insyn::insight {

// Reads a whole document. A row that cannot be taken is counted in `part`. kCorrupt where it is not XML or
// neither format; kPermanent where it cannot be read on. `understood` says which it is.
Status read_xml_log(std::istream& in, bool is_utf8, LogPart& part, Progress& progress,
                    std::string& understood);

}  // namespace insyn::insight
