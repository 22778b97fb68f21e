// Plays a random walk while Insyn records it. Where it leaks, shrinks the walk to a short script that does
// too.
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
