// Calls by name, for the two parties together: what a friction looks like can be watched in them. They are in
// no other output, and whoever writes this one seals it first.
#pragma once

#include <string>

#include "insight/findings/engine.h"

namespace insyn::insight {

// "kind,what,screen,other_screen,call", a line for each call. CSV (RFC 4180).
std::string examples_csv(const Report& report, const Examples& examples, const Log& log);

}  // namespace insyn::insight
