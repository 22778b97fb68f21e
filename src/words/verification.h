// What was found wrong with a recording, and what else is worth saying of it, in plain words.
#pragma once

#include <string>

#include "recording/verify/verify.h"
#include "words/agreement.h"

namespace insyn::words {

// One sentence: the file, the fault and what follows from it. What the operating system or a parser said of a
// file stands in it as it was said.
std::string sentence_of(const recording::Finding& finding, Language language);
std::string sentence_of(const recording::Remark& remark, Language language);

}  // namespace insyn::words
