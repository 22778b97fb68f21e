// Why the centre's server refuses, as people read it.
#pragma once

#include <string>
#include <string_view>

#include "words/language.h"

namespace insyn::words {

// "the server refuses: access is asked for longer than the recording is kept; ask for fewer days": the thing,
// the reason and what to do. `code` is what the server sent: of one that is not in reason/refusal_code.h, or
// empty, it says so.
std::string say_refusal(int status, std::string_view code, Language language);

}  // namespace insyn::words
