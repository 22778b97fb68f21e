// The terms that say which screens the events tell apart: the rules by which a window's title becomes a name.
#pragma once

#include "agreement/terms.h"
#include "toml/fields.h"

namespace insyn::agreement {

// Reads the [[screen]] tables from the agreement's top table, after its applications.
Status read_screens(Fields& top, Terms& terms);

// Whether the whole `title` is as `pattern` says: `*` stands for any run of bytes, none included, and
// everything else for itself. Takes at most as many steps as the two lengths multiplied.
bool fits_pattern(std::string_view pattern, std::string_view title);

// The first rule that fits a window of `application` with this title; null where none does.
const Screen* screen_of(const Terms& terms, std::string_view application, std::string_view title);

}  // namespace insyn::agreement
