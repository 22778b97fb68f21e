// The terms for trying Insyn out, before there is an agreement.
#pragma once

#include <string>

#include "agreement/terms.h"

namespace insyn::agreement {

struct TrialApplication {
  std::string exe;       // absolute path
  std::string name;      // as shown to people
  std::string wm_class;  // empty: any window class
};

// The text of two weeks from `now` on one program, at level full and for every call, that says in several
// places that it is a trial. It still takes two signatures. parse_terms reads it where the application's
// values are such as terms may have, and refuses it otherwise.
std::string trial_terms_text(const TrialApplication& application, Utc now);

}  // namespace insyn::agreement
