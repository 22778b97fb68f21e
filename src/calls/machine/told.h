// What a source's reader hands to the book, in order.
#pragma once

#include <variant>

#include "calls/machine/notice.h"

namespace insyn::calls {

// Everything of this number, or (empty) of all, is read again: notices with `read_back` follow.
struct ReadingBegins {
  std::string number;
  bool operator==(const ReadingBegins&) const = default;
};
// That was all.
struct ReadingEnds {
  std::string number;
  // Of each call it was said how it stands, held or not, as far as the telephone system says that at all.
  bool complete = false;
  bool operator==(const ReadingEnds&) const = default;
};

// What became of the calls of this number, or (empty) of all, was not told for a while: what it says which
// could have changed without a word.
struct Gap {
  std::string number;
  bool holds = true;
  bool pauses = true;
  bool customers = true;  // whether the other side is one
  bool operator==(const Gap&) const = default;
};

using Told = std::variant<Notice, ReadingBegins, ReadingEnds, Gap>;

}  // namespace insyn::calls
