// Colours that these tests look for on the screen and in recordings.
#pragma once

#include <cstdint>

namespace insyn {

// What the application is painted with.
inline constexpr std::uint32_t kRed = 0xaa0000;
// In the icon of the tray.
inline constexpr std::uint32_t kIdleGrey = 0x495057, kAmber = 0xe67700;

}  // namespace insyn
