// For tests of what is said.
#pragma once

#include "words/language.h"

namespace insyn::words {

inline constexpr Language kLanguages[] = {Language::kSwedish, Language::kEnglish};

}  // namespace insyn::words
