// The test vectors of tests/golden/: tracks, and what every reader must show of them.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"

namespace insyn::track::testing {

struct Vector {
  std::string name;
  std::vector<Bytes> chunks;
};

// Encoded now; the same bytes each time.
std::vector<Vector> golden_vectors();

// What a reader shows while it reads the chunks; tests/golden/README.md explains the lines.
std::string shown(const std::vector<Bytes>& chunks);

}  // namespace insyn::track::testing
