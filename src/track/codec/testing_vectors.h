// The test vectors of tests/golden/: tracks that every reader must read alike, and what it must show.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"

namespace insyn::track::testing {

struct Vector {
  std::string name;
  std::vector<Bytes> chunks;
};

// Made anew, the same each time.
std::vector<Vector> golden_vectors();

// What a reader shows while it reads the chunks; tests/golden/README.md explains the lines.
std::string shown(const std::vector<Bytes>& chunks);

}  // namespace insyn::track::testing
