// Reads the tiles that tile_encoder.h writes, from hostile bytes.
#pragma once

#include <vector>

#include "base/result.h"
#include "track/codec/tile.h"
#include "track/codec/tile_models.h"

namespace insyn::track {

class TileDecoder {
 public:
  // Reads the tile at `at` into `image`. Returns how many pixels were told one by one.
  Result<std::int64_t> decode(RangeDecoder& coder, Image& image, const Rect& at);
  // Whether the tile decoded last shows what was there pixel by pixel.
  bool was_exact() const { return exact_; }
  // Forgets everything, as an index point does.
  void reset();

 private:
  struct StoredTile {
    int width = 0, height = 0;
    std::vector<std::uint32_t> pixels;
  };
  struct StoredRow {
    int width = 0;
    std::array<std::uint32_t, kTileSide> pixels;
  };

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
    void reset() {
      things_.clear();
      next_ = 0;
    }

   private:
    std::vector<T> things_;
    std::uint64_t next_ = 0;
  };

  Status decode_seen(RangeDecoder& coder, Image& image, const Rect& at);
  Result<std::int64_t> decode_rows(RangeDecoder& coder, Image& image, const Rect& at);
  std::int64_t decode_photo(RangeDecoder& coder, Image& image, const Rect& at);
  Result<std::uint32_t> pixel(RangeDecoder& coder, Image& image, int x, int y);
  Status new_row(RangeDecoder& coder, Image& image, Point at, int width);
  Status known_row(std::uint32_t* to, int width);
  void remember(const Image& image, const Rect& at);

  TileModels models_;
  Memory<StoredTile, kTileStoreSize> tiles_;
  Memory<StoredRow, kRowStoreSize> rows_;
  std::uint64_t expected_tile_ = 0;
  std::uint64_t expected_row_ = 0;
  bool exact_ = true;
  bool used_ = false;
};

}  // namespace insyn::track
