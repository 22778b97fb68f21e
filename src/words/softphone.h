// Why insyn-softphone itself takes nothing, as the softphone that told it shows it. What the recorder refuses
// is a reason.
#pragma once

#include <cstddef>
#include <string>

#include "words/language.h"

namespace insyn::words {

std::string say_no_such_call(Language language);
// A kind or a queue that has more bytes than these, or more digits.
std::string say_word_not_taken(std::size_t most_bytes, int most_digits, Language language);

}  // namespace insyn::words
