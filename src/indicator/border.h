// The border that marks a window as being recorded, as the tray draws it and the recorder looks for it: where
// its four sides lie, and which pixels they show for a challenge. Two shades that look the same to people
// spell a hash of the challenge, of the window and of the side, one bit for each block along the side.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/geometry.h"
#include "base/result.h"
#include "base/sha256.h"

namespace insyn::indicator {

inline constexpr int kThickness = 4;
inline constexpr int kBlock = 8;  // pixels along a side that show one bit
inline constexpr std::uint32_t kShades[2] = {0xd9480f, 0xdb4a11};
inline constexpr std::uint32_t kPausedShade = 0x868e96;

using Challenge = std::array<std::uint8_t, 16>;
Challenge new_challenge();
std::string challenge_text(const Challenge& challenge);
Result<Challenge> parse_challenge(std::string_view text);

// Whether a pixel of the border that shows `own` looks like `seen` where a shadow falls on it: all of it
// darker by the same share, and by less than two thirds, so that the border is still what people see.
bool is_in_shadow(std::uint32_t seen, std::uint32_t own);

// A window's number, by which the recorder and the tray speak of it: the capture back end's and the tray's
// display server's, opaque to everybody else. At most kLargestWindowId, which JSON carries exactly.
enum class WindowId : std::uint64_t {};
inline constexpr WindowId kLargestWindowId{(std::uint64_t{1} << 53) - 1};

// A window that is to be marked as being recorded, and where it lies on the screen.
struct MarkedWindow {
  WindowId window{};
  Rect place;
  bool operator==(const MarkedWindow&) const = default;
};

// Top, right, bottom and left of the border, not cut to the screen. Each lies outside the window's edge; but
// inside, where a monitor that shows the edge has no room beside it, so that it would be on no monitor or on
// the one next to it. `monitors`: the parts of the screen that monitors show.
std::array<Rect, 4> sides_of(const Rect& window, const std::vector<Rect>& monitors);

// One side's pixels.
class Side {
 public:
  Side(const Challenge& challenge, WindowId window, int side, const Rect& place);
  const Rect& place() const { return place_; }
  // 0xRRGGBB at a point of the screen inside place().
  std::uint32_t at(int x, int y) const {
    const int along = place_.width >= place_.height ? x - place_.x : y - place_.y;
    const auto bit = static_cast<std::size_t>(along / kBlock) % 256;
    return kShades[hash_[bit / 8] >> (bit % 8) & 1U];
  }

 private:
  Rect place_;
  Digest hash_;
};

}  // namespace insyn::indicator
