// Comparisons of two parts of a kind's calls.
#pragma once

#include "insight/findings/report.h"

namespace insyn::insight {

// With the calls that are in each part.
struct Compared {
  Comparison result;
  CallSet first;
  CallSet second;
};

// Each group with the first and each version with the one before it, in the order of their names.
std::vector<Compared> comparisons(const Scan& scan, std::span<const std::uint32_t> agents,
                                  const Names& labels, Gate& gate);

}  // namespace insyn::insight
