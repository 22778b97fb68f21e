// Why there are no pixels, or no time, of something that was in scope.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace insyn::reason {

// The numbers are part of the track format (docs/track-format.md).
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
  kNotConfirmed = 13,     // the call source did not confirm that the call went on
  kCardData = 14,         // the call source has paused while the customer gives card data
};

// The code in notes, on the wire and in lists: "not yet drawn" and so on (docs/recording.md). What people
// read is made from the value by src/words.
const char* code_of(Withheld reason);
std::optional<Withheld> withheld_of(std::uint8_t number);
std::optional<Withheld> withheld_of(std::string_view code);

}  // namespace insyn::reason
