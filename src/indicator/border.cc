#include "indicator/border.h"

#include <algorithm>
#include <cstdlib>

#include "base/bytes.h"

namespace insyn::indicator {
namespace {

// The strip inside a window's edge and the one outside of it: 0 top, 1 right, 2 bottom, 3 left.
struct Edge {
  Rect inner, outer;
};

Edge edge_of(const Rect& w, int side) {
  constexpr int t = kThickness;
  switch (side) {
    case 0:
      return {{w.x, w.y, w.width, std::min(t, w.height)}, {w.x, w.y - t, w.width, t}};
    case 1:
      return {{w.right() - std::min(t, w.width), w.y, std::min(t, w.width), w.height},
              {w.right(), w.y, t, w.height}};
    case 2:
      return {{w.x, w.bottom() - std::min(t, w.height), w.width, std::min(t, w.height)},
              {w.x, w.bottom(), w.width, t}};
    default:
      return {{w.x, w.y, std::min(t, w.width), w.height}, {w.x - t, w.y, t, w.height}};
  }
}

// Wherever a monitor shows the window's edge it has room for the border beside it.
bool has_room(const Edge& edge, bool horizontal, const std::vector<Rect>& monitors) {
  return std::all_of(monitors.begin(), monitors.end(), [&](const Rect& monitor) {
    const Rect inner = intersection(edge.inner, monitor), outer = intersection(edge.outer, monitor);
    if (inner.empty()) return true;
    if (outer.empty()) return false;
    return horizontal ? outer.height == edge.outer.height : outer.width == edge.outer.width;
  });
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

std::array<Rect, 4> sides_of(const Rect& window, const std::vector<Rect>& monitors) {
  std::array<int, 4> in{};
  for (int side = 0; side < 4; ++side) {
    if (!has_room(edge_of(window, side), side % 2 == 0, monitors))
      in[static_cast<std::size_t>(side)] = kThickness;
  }
  return around({window.x + in[3], window.y + in[0], std::max(window.width - in[1] - in[3], 1),
                 std::max(window.height - in[0] - in[2], 1)});
}

Side::Side(const Challenge& challenge, WindowId window, int side, const Rect& place) : place_(place) {
  std::array<std::uint8_t, 32> message{};
  std::copy(challenge.begin(), challenge.end(), message.begin());
  const auto number = static_cast<std::uint64_t>(window);
  for (std::size_t i = 0; i < 8; ++i) message[16 + i] = static_cast<std::uint8_t>(number >> (8 * i));
  message[24] = static_cast<std::uint8_t>(side);
  hash_ = sha256(message);
}

bool is_in_shadow(std::uint32_t seen, std::uint32_t own) {
  constexpr int kRounding = 3;  // of each channel, by the compositor and by 16-bit screens
  const auto channel = [](std::uint32_t colour, int shift) {
    return static_cast<int>(colour >> shift & 0xffU);
  };
  const int red = channel(seen, 16), own_red = channel(own, 16);
  if (red > own_red || 3 * red < own_red) return false;
  const auto fits = [&](int shift) {
    const int expected = channel(own, shift) * red / std::max(1, own_red);
    return std::abs(channel(seen, shift) - expected) <= kRounding;
  };
  return fits(8) && fits(0);
}

}  // namespace insyn::indicator
