// An agreement in plain words, for the people whom it is about.
#pragma once

#include <string>

#include "agreement/agreement.h"

namespace insyn::words {

enum class Language { kSwedish, kEnglish };

// UTF-8 text with headings and lists: what is recorded, when and how much of it, what the agent can do, who
// opens recordings, how long they are kept, and what is never done.
std::string explain(const agreement::Terms& terms, Language language);
// The same, and who has signed.
std::string explain(const agreement::Agreement& agreement, Language language);

}  // namespace insyn::words
