// The words that the writer and the reader of a track share.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "reason/withheld.h"

namespace insyn::track {

using SurfaceId = std::uint32_t;

// Since the recording's start.
using TrackTime = std::chrono::milliseconds;

enum class SurfaceKind : std::uint8_t { kWindow = 0, kPopup = 1 };
const char* name_of(SurfaceKind kind);
std::optional<SurfaceKind> surface_kind_of(std::uint8_t number);

using reason::Withheld;
using reason::withheld_of;

// A surface's pixel is either kept, 0x00RRGGBB, or withheld, 0xWW000000 with the number of the reason in WW.
constexpr std::uint32_t withheld_pixel(Withheld reason) { return static_cast<std::uint32_t>(reason) << 24; }
constexpr std::uint32_t kColourMask = 0x00FF'FFFF;
constexpr bool is_withheld(std::uint32_t pixel) { return (pixel & ~kColourMask) != 0; }

}  // namespace insyn::track
