// Names that were numbered by several, numbered anew by one.
#pragma once

#include <vector>

#include "insight/input/names.h"

namespace insyn::insight {

struct MergedNames {
  // Of each part, from its numbers to the new ones: the same for the same name, whichever part it is from.
  std::vector<LargeVector<NameId>> number_of;
  std::size_t end = 1;  // above all new numbers, which have gaps
};

// On all cores. What is beyond `limit` names, about, gets kNoName.
MergedNames merge_names(const std::vector<const Names*>& parts, std::size_t limit);

}  // namespace insyn::insight
