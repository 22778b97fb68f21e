// What a style may contain (docs/pages-format.md, "Styles"): nothing that asks for anything, and nothing that
// ends before its time where a reader writes it into CSS.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "pages/codec/format.h"

namespace insyn::pages {

// A number as styles and attributes have it: decimal, from 1 on, without zeros before it. 0 where it is none.
Number decimal(std::string_view text);

Status check_property(std::string_view property);
// Gives the assets that it refers to, each as often as it does.
Result<std::vector<Number>> check_value(std::string_view value);

}  // namespace insyn::pages
