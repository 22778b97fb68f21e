// Text from outside made safe for a terminal and for JSON: a recording's names can come from anyone.
#pragma once

#include <string>
#include <string_view>

namespace insyn::cli {

// `text` with U+FFFD in place of bytes that are not UTF-8 and of characters that control a terminal or change
// how other text is shown. Line ends and tabs stay.
std::string printable(std::string_view text);

// JSON with the same characters as "\u" escapes: they can only occur within strings.
std::string printable_json(std::string_view json);

// The width of `text` in columns, at one column for each character.
std::size_t columns_of(std::string_view text);

}  // namespace insyn::cli
