// The terms of a trial (insyn try), without an agreement of the parties.
#pragma once

#include <string>

#include "agreement/terms.h"

namespace insyn::agreement {

struct TrialApplication {
  std::string exe;       // absolute path
  std::string name;      // as shown to people
  std::string wm_class;  // empty: any window class
};

// Terms for one program, for two weeks from `now`, at level full and for every call, marked as a trial in
// several places. They need two signatures like any others. parse_terms() refuses them where the
// application's values are not allowed in terms.
std::string trial_terms_text(const TrialApplication& application, Utc now);

}  // namespace insyn::agreement
