// For tests of what opens.
#pragma once

#include <span>

#include "seal/open/identity.h"

namespace insyn::seal {

// More than any text in these tests.
inline constexpr std::size_t kLimit = 1 << 20;

inline std::span<const Identity> only(const Identity& identity) { return {&identity, 1}; }

}  // namespace insyn::seal
