// Reads the tiles that tile_encoder.h writes, from hostile bytes.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "track/frame.h"
#include "track/tile.h"

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
  struct StoredRow {
    int width = 0;
    std::array<std::uint32_t, kTileSide> pixels;
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

  // A run of rows as read; what it refers to is looked up when its rows are put together.
  struct Run {
    RowOp op = RowOp::kNew;
    int length = 0;
    std::uint64_t number = 0;  // kKnown: of the first row
    std::uint32_t colour = 0;  // kPlain
  };

  Status decode_seen(StreamReaders& streams, Tile& tile);
  // The rows of a tile whose new rows are indices into `palette`, or planes where there is none.
  Status decode_rows(const Palette* palette, int planes, StreamReaders& streams, Tile& tile);
  Status read_runs(const Palette* palette, StreamReaders& streams, int height);
  Status read_new_rows(const Palette* palette, int planes, StreamReaders& streams, int width);
  Status put_together(Tile& tile);
  Status put_known_rows(const Run& run, int begin, Tile& tile) const;
  void remember(const Tile& tile);

  Memory<StoredTile, kTileStoreSize> tiles_;
  Memory<StoredRow, kRowStoreSize> rows_;
  Memory<Palette, kPaletteStoreSize> palettes_;
  std::uint64_t expected_tile_ = 0;
  std::uint64_t expected_row_ = 0;

  // Of the tile that is being read.
  std::vector<Run> runs_;
  Tile fresh_;  // its new rows
};

}  // namespace insyn::track
