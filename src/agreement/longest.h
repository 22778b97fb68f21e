// How long what stands in the documents about an agreement may be, in bytes.
#pragma once

#include <cstddef>

namespace insyn::agreement {

inline constexpr std::size_t kLongestName = 200;

}  // namespace insyn::agreement
