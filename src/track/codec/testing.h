// Scenes for the tests of this folder.
#pragma once

#include <gtest/gtest.h>

#include <random>

#include "track/codec/reader.h"
#include "track/codec/writer.h"

namespace insyn::track::testing {

using std::chrono::milliseconds;

inline std::uint32_t random_colour(std::mt19937& random) {
  return static_cast<std::uint32_t>(random()) & kColourMask;
}

inline int between(std::mt19937& random, int low, int high) {
  return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
}

// Like text: a plain background with many short marks in a few colours.
inline Image page(int width, int height, unsigned seed) {
  std::mt19937 random(seed);
  Image image(width, height, 0x00FF'FFFF);
  for (int y = 4; y + 8 < height; y += 14) {
    for (int x = 6; x + 8 < width; x += 7) {
      const std::uint32_t ink = random() % 5 == 0 ? 0x0020'40A0 : 0x0011'1111;
      for (int i = 0; i < 12; ++i) image.row(y + between(random, 0, 8))[x + between(random, 0, 5)] = ink;
    }
  }
  return image;
}

// Like a photo: almost every pixel has another colour.
inline Image noise(int width, int height, unsigned seed) {
  std::mt19937 random(seed);
  Image image(width, height, 0);
  for (std::uint32_t& pixel : image.pixels) pixel = random_colour(random);
  return image;
}

inline Image part_of(const Image& image, const Rect& area) {
  Image part(area.width, area.height, 0);
  part.paste({0, 0}, image.view().part(area));
  return part;
}

inline std::string message_of(const Status& status) { return status ? "" : status.error().message; }

}  // namespace insyn::track::testing
