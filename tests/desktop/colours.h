// Colours that these tests look for on the screen and in recordings.
#pragma once

#include <cstdint>

namespace insyn {

// What the application is painted with.
inline constexpr std::uint32_t kRed = 0xaa0000;
// In the icon of the tray.
inline constexpr std::uint32_t kIdleGrey = 0x5f6b78, kPausedGrey = 0x465160, kPetrol = 0x0a626e,
                               kViolet = 0x62449a;
// Behind what is chosen in a list or a menu.
inline constexpr std::uint32_t kChosen = 0xe7f0fa;
// The filled sign of a window that is being recorded; and of the tray's windows the ground, and what lists
// and buttons have.
inline constexpr std::uint32_t kFrameFill = 0xb83c0b, kPaper = 0xfcfcfb, kCard = 0xffffff;

}  // namespace insyn
