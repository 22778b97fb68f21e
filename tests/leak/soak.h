// Plays a random sequence of steps while Insyn records it. If it leaks, shrinks the sequence to a short one
// that leaks too.
#pragma once

#include <cstddef>

#include "leak/cast.h"

namespace insyn::leak {

struct SoakOptions {
  unsigned seed = 1;
  std::size_t operations = 10'000;
  Manager manager = Manager::kNone;
  bool guests = true;
  int replays = 60;  // at most, to shrink a finding
};

// Prints what it found; 0 where nothing foreign was kept and the recorder lived.
int soak(const SoakOptions& options);

}  // namespace insyn::leak
