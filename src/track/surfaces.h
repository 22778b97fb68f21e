// The words that the writer and the reader of a track share.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace insyn::track {

using SurfaceId = std::uint32_t;

// Since the recording's start.
using TrackTime = std::chrono::milliseconds;

enum class SurfaceKind : std::uint8_t { kWindow = 0, kPopup = 1 };
const char* name_of(SurfaceKind kind);
std::optional<SurfaceKind> surface_kind_of(std::uint8_t number);

// Why there are no pixels. The numbers are part of the format.
enum class Withheld : std::uint8_t {
  kNotYetDrawn = 1,        // the application has not drawn it since its pixels were allocated
  kForeignInside = 2,      // another program's window lies inside
  kNotVerified = 3,        // whose program it is could not be proven
  kHidden = 4,             // unmapped
  kUnsupportedFormat = 5,  // pixels in a form that the recorder cannot keep
  kPaused = 6,
  kNotAllowed = 7,
  kReadFailed = 8,
  kDamagedRecording = 9,  // only made by the reader, where chunks are missing or damaged
  kSessionHidden = 10,    // the screen was locked, or showed another user's session
  kOnHold = 11,           // the call was on hold
  kNoIndicator = 12,      // the screen did not show that it was being recorded
};
// "not yet drawn" and so on.
const char* name_of(Withheld reason);
std::optional<Withheld> withheld_of(std::uint8_t number);

// A surface's pixel is either kept, 0x00RRGGBB, or withheld, 0xWW000000 with the number of the reason in WW.
constexpr std::uint32_t withheld_pixel(Withheld reason) { return static_cast<std::uint32_t>(reason) << 24; }
constexpr std::uint32_t kColourMask = 0x00FF'FFFF;
constexpr bool is_withheld(std::uint32_t pixel) { return (pixel & ~kColourMask) != 0; }

}  // namespace insyn::track
