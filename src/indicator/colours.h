// Whether a monitor's tables of colours leave the border to be seen. They stand behind the screen that a
// program can read: night lights are made with them, and a border can be made to vanish.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace insyn::indicator {

struct ColourTables {
  // Red, green and blue: what each value becomes, from darkest to brightest; empty: the same.
  std::array<std::vector<std::uint16_t>, 3> ramps;
  // Applied before them, row by row; nothing: the same.
  std::optional<std::array<double, 9>> matrix;
};

// The border's two shades stay two, and differ from black, from white and from grey by a twentieth of what
// the monitor can show at the least. Night lights and dimmed screens pass.
bool leave_border_visible(const ColourTables& tables);

}  // namespace insyn::indicator
