#include "indicator/border.h"

#include <algorithm>

#include "base/bytes.h"

namespace insyn::indicator {
namespace {

// Of the frame's length that has to be on the screen.
constexpr int kLeastShare = 8;

std::int64_t length_on(const std::array<Rect, 4>& sides, const Rect& screen) {
  std::int64_t length = 0;
  for (const Rect& side : sides) {
    const Rect seen = intersection(side, screen);
    if (!seen.empty()) length += std::max(seen.width, seen.height);
  }
  return length;
}

std::array<Rect, 4> around(const Rect& w) {
  constexpr int t = kThickness;
  return {Rect{w.x - t, w.y - t, w.width + 2 * t, t}, Rect{w.x + w.width, w.y, t, w.height},
          Rect{w.x - t, w.y + w.height, w.width + 2 * t, t}, Rect{w.x - t, w.y, t, w.height}};
}

}  // namespace

Challenge new_challenge() {
  Challenge challenge{};
  const Bytes random = random_bytes(challenge.size());
  std::copy(random.begin(), random.end(), challenge.begin());
  return challenge;
}

std::string challenge_text(const Challenge& challenge) { return to_hex(challenge); }

Result<Challenge> parse_challenge(std::string_view text) {
  Challenge challenge{};
  TRY_ASSIGN(const Bytes bytes, from_hex(text));
  if (bytes.size() != challenge.size()) {
    return fail(Code::kBadPeer, "a challenge is {} hexadecimal digits", 2 * challenge.size());
  }
  std::copy(bytes.begin(), bytes.end(), challenge.begin());
  return challenge;
}

std::array<Rect, 4> sides_of(const Rect& window, const Rect& screen) {
  const std::array<Rect, 4> outside = around(window);
  const std::int64_t whole = 2 * (std::int64_t{window.width} + window.height);
  if (length_on(outside, screen) * kLeastShare >= whole) return outside;
  constexpr int t = kThickness;
  return around(
      {window.x + t, window.y + t, std::max(window.width - 2 * t, 1), std::max(window.height - 2 * t, 1)});
}

Side::Side(const Challenge& challenge, WindowId window, int side, const Rect& place) : place_(place) {
  std::array<std::uint8_t, 32> message{};
  std::copy(challenge.begin(), challenge.end(), message.begin());
  const auto number = static_cast<std::uint64_t>(window);
  for (std::size_t i = 0; i < 8; ++i) message[16 + i] = static_cast<std::uint8_t>(number >> (8 * i));
  message[24] = static_cast<std::uint8_t>(side);
  hash_ = sha256(message);
}

}  // namespace insyn::indicator
