// What a witness found wrong, as the union reads it: sentence parts without a capital letter or a full stop.
// A kind of breach without words in one of the languages does not compile.
#pragma once

#include <string>

#include "witness/rules/breach.h"
#include "words/language.h"

namespace insyn::words {

// "more calls of agent-7 were recorded in the week from 30 November 2026 than the agreed 10". Times are in
// this computer's time zone. The entry that it is about is said by whoever lists it.
std::string say(const witness::Broken& what, Language language);

}  // namespace insyn::words
