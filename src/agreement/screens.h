// Which screen a window shows: its title matched against the agreement's [[screen]] rules.
#pragma once

#include "agreement/terms.h"

namespace insyn::agreement {

// Whether `pattern` matches the whole `title`: `*` matches any sequence of bytes, also an empty one, and
// every other byte itself. The number of steps is at most the product of the two lengths.
bool fits_pattern(std::string_view pattern, std::string_view title);

// The first rule that matches a window of `application` with this title, or null.
const Screen* screen_of(const Terms& terms, std::string_view application, std::string_view title);

}  // namespace insyn::agreement
