// What a telephone system tells about one leg of a call, in the words that all have in common. There is no
// room in it for a caller's number, a name, or anything that was dialled.
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"

namespace insyn::calls {

enum class What {
  kOffered,
  kConnected,
  kHeld,
  kResumed,
  kEnded,
  kWrapUpOver,
  kPaused,    // card data is given
  kUnpaused,  // no longer
};

struct Notice {
  What what = What::kEnded;
  std::string dialog;  // the telephone system's own name for this leg; empty where it has none
  std::string call;    // for the whole call; empty where it has none
  std::string number;  // of the agent; may be empty where the dialog is known already
  // Where dialog and number are empty it is told of all legs of the call.
  std::string kind = {};
  std::string queue = {};
  std::string outcome = {};  // how the call went; no statement says it
  // Whether the other side is a customer; a call between colleagues is none. Nothing: as it was, or a
  // customer.
  std::optional<bool> with_customer = {};
  bool read_back = false;      // it is so, and was not told when it became so
  std::optional<Utc> at = {};  // when it became so, by the telephone system
};

}  // namespace insyn::calls
