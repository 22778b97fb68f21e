// Text from outside on its way to a terminal or into JSON: names in a recording may be anyone's.
#pragma once

#include <string>
#include <string_view>

namespace insyn::cli {

// `text` with U+FFFD where it is not UTF-8, and for each character that would steer a terminal or change how
// the rest is shown. Line ends and tabs stay.
std::string printable(std::string_view text);

// The same characters as "\u" escapes instead: for JSON, where they can only stand within strings.
std::string printable_json(std::string_view json);

// How many columns `text` takes, where every character takes one.
std::size_t columns_of(std::string_view text);

}  // namespace insyn::cli
