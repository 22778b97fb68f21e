// A text of a catalogue. Catalogues are structs of texts, one for each language; since there is no empty
// text, one in which a text is missing does not compile.
#pragma once

#include <string_view>

namespace insyn::words {

class Text : public std::string_view {
 public:
  // UTF-8, which outlives the text.
  consteval Text(const char* text) : std::string_view(text) {  // NOLINT(google-explicit-constructor)
    if (empty()) throw "a text is missing";
  }
};

}  // namespace insyn::words
