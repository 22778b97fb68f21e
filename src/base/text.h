// Checks on texts from outside: valid UTF-8, bounded in size, without characters that change how text is
// shown.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace insyn {

inline constexpr std::size_t kLongestText = std::size_t{1} << 20;

struct Utf8Character {
  char32_t character = 0;
  std::size_t bytes = 0;  // that it takes; 0: there is no character
};

// The first character of `text` (RFC 3629: shortest form, no surrogates, at most U+10FFFF).
Utf8Character decode_utf8(std::string_view text);

// Takes the first character off `text`, which is not empty. kCorrupt where decode_utf8() finds none.
Result<char32_t> take_character(std::string_view& text);

// With a to z instead of A to Z, and nothing else changed, whatever the locale is.
std::string lower(std::string_view text);

// kCorrupt, with the line, where `text` is longer than 1 MiB or is not UTF-8, or where it has a control
// character (below U+0020) other than those in `allowed`.
Status check_text(std::string_view text, std::string_view allowed);

// kCorrupt, with the line, where `text` has a character that misleads(), except line ends and tabs.
Status check_shown(std::string_view text);

// True for characters that are invisible themselves, and change how the text around them is shown or make two
// texts look the same that are not: all that Unicode calls default ignorable, controls of the direction of
// writing, line separators and control characters.
bool misleads(char32_t character);

// kCorrupt where a value that will be shown is empty, is longer than `limit` bytes, or has a character that
// misleads().
Status check_readable(std::string_view value, std::size_t limit);

}  // namespace insyn
