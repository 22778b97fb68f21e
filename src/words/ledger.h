// The entries of a ledger as people read them, and what is wrong with them: sentence parts without a capital
// letter or a full stop. A kind of entry or fault without words in one of the languages does not compile.
#pragma once

#include <string>

#include "ledger/entries/order.h"
#include "words/language.h"

namespace insyn::words {

// "Kundtjänstfacket approved the request of entry 5". Times are in this computer's time zone.
std::string say(const ledger::AnyEntry& entry, Language language);
// "entry 5, from which it follows, is no approval before it". What a parser said stands in it as it was said.
std::string say(const ledger::Fault& fault, Language language);

}  // namespace insyn::words
