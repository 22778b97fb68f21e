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
  bool operator==(const ReadingEnds&) const = default;
};

using Told = std::variant<Notice, ReadingBegins, ReadingEnds>;

}  // namespace insyn::calls
