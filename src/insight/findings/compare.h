// One part of a kind's calls beside another.
#pragma once

#include "insight/findings/report.h"

namespace insyn::insight {

// With the calls that are in each part.
struct Compared {
  Comparison result;
  CallSet first;
  CallSet second;
};

// By group (each beside the first) and by version (each beside the one before it), by their names.
std::vector<Compared> comparisons(const Scan& scan, std::span<const std::uint32_t> agents,
                                  const Names& labels, Gate& gate);

}  // namespace insyn::insight
