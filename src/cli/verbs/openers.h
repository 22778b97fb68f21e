// Everybody who can open what is recorded under an agreement, as verbs print it.
#pragma once

#include "agreement/agreement.h"
#include "cli/json.h"

namespace insyn::cli {

// A table: on which side, whose key, the recipient, and who vouches for it.
std::string openers_text(const agreement::Agreement& agreement);
// The same where there are no pins to check it against; what cannot be known is said.
std::string openers_text(const agreement::Terms& terms);
Json openers_json(const std::vector<agreement::Opener>& openers);

}  // namespace insyn::cli
