// What a witness found wrong with the server or the ledger as a whole, as the union reads it: sentences. A
// kind of alarm without words in one of the languages does not compile.
#pragma once

#include <string>

#include "witness/rules/alarm.h"
#include "words/language.h"

namespace insyn::words {

// "The server has been silent since 24 November 2026 10:05 …". Times are in this computer's time zone.
std::string say(const witness::Alarm& what, Language language);

}  // namespace insyn::words
