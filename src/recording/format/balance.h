// How much of the screen was kept in a recording, and how much was withheld, by reason.
#pragma once

#include <cstdint>
#include <map>

#include "reason/withheld.h"

namespace insyn::recording {

// How often, and how many pixels together.
struct Tally {
  std::uint64_t times = 0;
  std::uint64_t pixels = 0;
  bool operator==(const Tally&) const = default;
};
struct Balance {
  Tally kept;
  std::map<reason::Withheld, Tally> withheld;
  bool operator==(const Balance&) const = default;
};

}  // namespace insyn::recording
