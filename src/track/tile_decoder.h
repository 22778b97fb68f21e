// Reads the tiles that tile_encoder.h writes, from hostile bytes.
#pragma once

#include <vector>

#include "track/tile_encoder.h"

namespace insyn::track {

using StreamReaders = std::array<ByteReader, kStreamCount>;

class TileDecoder {
 public:
  // `tile` says the size wanted and receives the pixels.
  Status decode(StreamReaders& streams, Tile& tile);
  // Forgets everything, as an index point does.
  void reset();

 private:
  struct StoredTile {
    int width = 0, height = 0;
    std::vector<std::uint32_t> pixels;
  };
  using Palette = std::vector<std::uint32_t>;

  // The last `Capacity` things, numbered in the order they came.
  template <class T, std::size_t Capacity>
  class Memory {
   public:
    void remember(T thing) {
      if (things_.size() < Capacity) {
        things_.push_back(std::move(thing));
      } else {
        things_[next_ % Capacity] = std::move(thing);
      }
      ++next_;
    }
    // Nothing where `number` is not remembered any more, or not yet there.
    const T* numbered(std::uint64_t number) const {
      return number < next_ && next_ - number <= things_.size() ? &things_[number % Capacity] : nullptr;
    }
    std::uint64_t next() const { return next_; }
    void reset() {
      things_.clear();
      next_ = 0;
    }

   private:
    std::vector<T> things_;
    std::uint64_t next_ = 0;
  };

  Status decode_seen(StreamReaders& streams, Tile& tile);
  Status decode_indices(const Palette& palette, StreamReaders& streams, Tile& tile) const;
  Status decode_known_palette(StreamReaders& streams, Tile& tile) const;
  Status decode_new_palette(StreamReaders& streams, Tile& tile);
  void remember(const Tile& tile);

  Memory<StoredTile, kTileStoreSize> tiles_;
  Memory<Palette, kPaletteStoreSize> palettes_;
  std::uint64_t expected_reference_ = 0;
};

}  // namespace insyn::track
