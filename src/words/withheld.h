// Why there are no pixels, as people read it.
#pragma once

#include <string>

#include "reason/withheld.h"
#include "words/language.h"

namespace insyn::words {

// "screen locked"; and at more length, of a recording: "the screen was locked, or showed another session".
std::string say(reason::Withheld reason, Language language);
std::string explain(reason::Withheld reason, Language language);

}  // namespace insyn::words
