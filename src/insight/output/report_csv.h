// The report's tables as CSV (RFC 4180). A cell that a spreadsheet would take for a formula has an apostrophe
// in front.
#pragma once

#include <map>
#include <string>

#include "insight/findings/engine.h"

namespace insyn::insight {

// By the file's name.
std::map<std::string, std::string> report_csv(const Report& report);

// "kind,what,screen,other_screen,call": for each friction some calls in which it happened, by their ids. For
// the two parties together: whoever writes it seals it first, and no other output names a call.
std::string examples_csv(const Report& report, const Examples& examples, const Log& log);

}  // namespace insyn::insight
