// What happened at the telephone, as a call source says it.
#pragma once

#include <string>

#include "calls/statement/statement.h"
#include "words/language.h"

namespace insyn::words {

// "the call began".
std::string say(calls::Event event, Language language);

}  // namespace insyn::words
