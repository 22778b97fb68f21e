// Why a recording ended, by what its closing note says.
#pragma once

#include <string>

#include "reason/end_reason.h"
#include "words/language.h"

namespace insyn::words {

// "it was stopped, by the person or by the system".
std::string say(reason::EndReason reason, Language language);

}  // namespace insyn::words
