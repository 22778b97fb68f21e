// Which screen a window shows: its title matched against the agreement's [[screen]] rules.
#pragma once

#include "agreement/terms.h"

namespace insyn::agreement {

// Whether the whole `title` is as `pattern` says: `*` stands for any run of bytes, none included, and
// everything else for itself. Takes at most as many steps as the two lengths multiplied.
bool fits_pattern(std::string_view pattern, std::string_view title);

// The first rule that fits a window of `application` with this title; null where none does.
const Screen* screen_of(const Terms& terms, std::string_view application, std::string_view title);

}  // namespace insyn::agreement
