// What a text from outside must be before anyone reads it: UTF-8, of a bounded size, that shows what it says.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace insyn {

inline constexpr std::size_t kLongestText = std::size_t{1} << 20;

// Decodes one character (RFC 3629: shortest form, no surrogates, at most U+10FFFF) off the front of `text`.
// kCorrupt where there is none; `text` is not empty.
Result<char32_t> take_character(std::string_view& text);

// kCorrupt, with the line, where `text` is longer than 1 MiB or is not UTF-8, or where it has a control
// character (below U+0020) other than those in `allowed`.
Status check_text(std::string_view text, std::string_view allowed);

// kCorrupt, with the line, where `text` has a character that misleads, line ends and tabs aside.
Status check_shown(std::string_view text);

// True for characters that change how the text around them is shown: direction overrides and isolates, line
// separators, and control characters.
bool misleads(char32_t character);

// kCorrupt where a value that people read and programs print has such a character, or is empty, or is longer
// than `limit` bytes.
Status check_readable(std::string_view value, std::size_t limit);

}  // namespace insyn
