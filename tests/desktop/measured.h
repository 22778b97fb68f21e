// Times that a test has measured, and what is said of them.
#pragma once

#include <algorithm>

#include "base/clock.h"

namespace insyn {

// Milliseconds, of all that were measured.
struct Measured {
  std::vector<double> all;
  void add(Mono from, Mono to) {
    all.push_back(std::chrono::duration<double, std::milli>(to - from).count());
  }
  std::string text() {
    if (all.empty()) return "none";
    std::sort(all.begin(), all.end());
    return fmt::format("{:.0f} at half, {:.0f} at most of {}", all[all.size() / 2], all.back(), all.size());
  }
};

}  // namespace insyn
