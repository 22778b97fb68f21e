// Writes single tiles in their shortest form, remembering the tiles and palettes written before.
#pragma once

#include <array>
#include <unordered_map>
#include <vector>

#include "track/frame.h"
#include "track/pixels.h"

namespace insyn::track {

// A tile's pixels, rows without gaps.
struct Tile {
  int width = 0;
  int height = 0;
  std::array<std::uint32_t, kTilePixels> pixels;

  std::size_t count() const { return static_cast<std::size_t>(width) * static_cast<std::size_t>(height); }
};

// The colours of a tile and each pixel's index into them.
struct PaletteTile {
  std::vector<std::uint32_t> colours;
  std::array<std::uint8_t, kTilePixels> indices;
};

// Fills `out` in ascending colour order; false where there are more than kLargestPalette colours.
bool make_palette(const Tile& tile, PaletteTile& out);

class TileEncoder {
 public:
  // A random seed keeps anything on the screen from aiming at hash collisions.
  explicit TileEncoder(std::uint64_t seed) : seed_(seed) {}

  // Appends `tile` to the streams. Withheld pixels are allowed.
  void encode(const Tile& tile, StreamWriters& streams);
  // Forgets everything, as an index point does.
  void reset();

 private:
  struct Hash {
    std::uint64_t low = 0, high = 0;
    bool operator==(const Hash&) const = default;
  };
  struct HashOfHash {
    std::size_t operator()(const Hash& hash) const { return static_cast<std::size_t>(hash.low); }
  };
  // The last `capacity` things, found by hash and numbered in the order they came.
  class Memory {
   public:
    explicit Memory(std::size_t capacity) : capacity_(capacity) {}
    std::optional<std::uint64_t> number_of(const Hash& hash) const;
    void remember(const Hash& hash);
    void reset();
    std::uint64_t next() const { return next_; }

   private:
    std::size_t capacity_;
    std::uint64_t next_ = 0;
    std::vector<Hash> order_;
    std::unordered_map<Hash, std::uint64_t, HashOfHash> numbers_;
  };

  Hash hash_of(const void* data, std::size_t size, std::uint64_t seed) const;
  void encode_palette(const PaletteTile& tile, std::size_t pixels, StreamWriters& streams);
  static void encode_colours(const Tile& tile, StreamWriters& streams);

  std::uint64_t seed_;
  Memory tiles_{kTileStoreSize};
  Memory palettes_{kPaletteStoreSize};
  // A screen that is shown again mostly refers to one tile after another.
  std::uint64_t expected_reference_ = 0;
  PaletteTile palette_;
};

}  // namespace insyn::track
