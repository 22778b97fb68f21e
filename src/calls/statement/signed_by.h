// Who has signed a note of a call source.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "agreement/centre.h"

namespace insyn::calls {

struct SignedText {
  std::string text;
  const agreement::CallSource* source = nullptr;  // one of those given
};

// The text of a note that one of `sources` has signed, and nobody beside it: one text, one note. kDenied
// where it is not; kCorrupt where it is no note, or too long.
Result<SignedText> open_signed(std::string_view note, std::span<const agreement::CallSource> sources);

}  // namespace insyn::calls
