// Names that people sign, read and compare: a name is what it looks like.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace insyn {

// kCorrupt where `name` is no readable value (check_readable), has white space other than single spaces
// between its words, or mixes Latin letters with those of a script that has letters which look like Latin
// ones: Greek, Cyrillic, Armenian, Cherokee, Coptic and Lisu, and the mathematical and full-width forms of
// Latin letters (UTS #39, Unicode Security Mechanisms, "mixed-script confusables"). A name wholly in one
// script is fine.
Status check_name(std::string_view name, std::size_t limit);

// The same for the path of a file, whose parts between separators are names of their own; each may be in a
// script of its own. Spaces are free within a part.
Status check_path(std::string_view path, std::size_t limit);

// The characters of `text` that are not ASCII, each once, as people can tell them apart: "ö (U+00F6)".
// Empty where all of them are ASCII.
std::string beyond_ascii(std::string_view text);

// Whether `text` is a code for programs: 1 to `limit` of a-z, 0-9 and "-".
bool is_code(std::string_view text, std::size_t limit);

}  // namespace insyn
