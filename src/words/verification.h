// What was found wrong with a recording, and what else is worth saying of it, in plain words.
#pragma once

#include <string>

#include "recording/verify/verify.h"
#include "words/agreement.h"

namespace insyn::words {

// The file and the fault. What the operating system or a parser said of a file stands in it as it was said.
std::string description_of(const recording::Finding& finding, Language language);
// The same, and what it means for insyn export.
std::string sentence_of(const recording::Finding& finding, Language language);
std::string sentence_of(const recording::Remark& remark, Language language);

}  // namespace insyn::words
