// What can happen to a recording, and what the program calls it.
#pragma once

#include <functional>

#include "sample.h"

namespace insyn::cli {

struct Damage {
  std::string fault;  // as verify and export name it
  std::string file;   // that they name
  std::function<void(const Sample&, const std::string& recording)> done;
};

// Each of them to a closed recording of kSampleChunks chunks; at least one chunk stays whole.
std::vector<Damage> damages();

}  // namespace insyn::cli
