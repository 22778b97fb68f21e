// What insyn-calls --check finds.
#pragma once

#include <string>
#include <vector>

#include "calls/settings/furnished.h"

namespace insyn::calls {

struct Found {
  std::string text;  // a sentence
  bool good = true;
};

// Of settings that could be read: looks at all that they name, and connects to the telephone system where
// that can be done. Listens nowhere.
std::vector<Found> check_calls(const Settings& settings, const Clock& clock);

}  // namespace insyn::calls
