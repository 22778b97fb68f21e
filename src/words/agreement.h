// An agreement in plain words, for the people whom it is about.
#pragma once

#include <string>

#include "agreement/agreement.h"
#include "words/language.h"

namespace insyn::words {

// UTF-8 text with headings and lists: what is recorded, when and how much of it, what the agent can do, who
// opens recordings, how long they are kept, and what is never done.
std::string explain(const agreement::Terms& terms, Language language);
// The same, and who has signed.
std::string explain(const agreement::Agreement& agreement, Language language);

// "full: pictures exactly as the agent sees them".
std::string say(agreement::Level level, Language language);

}  // namespace insyn::words
