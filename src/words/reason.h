// Reasons as people read them: sentence parts without a capital letter or a full stop. A kind of reason
// without words in one of the languages does not compile.
#pragma once

#include <string>

#include "reason/reason.h"
#include "words/language.h"
#include "words/withheld.h"

namespace insyn::words {

// "the agreement allows recording from 08:00 to 18:00 only". What comes from an error stays in English, with
// Swedish in front of it.
std::string say(const reason::Reason& reason, Language language);
// Why a recording ended. `tail_lost`: its last two seconds could not be written.
std::string say_end(const reason::Reason& reason, bool tail_lost, Language language);

}  // namespace insyn::words
