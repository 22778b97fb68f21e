// Coding of single tiles. A tile is the cheapest of: a tile of the cache, one colour, rows (each new, cached,
// solid or a copy), a photo, or a lossy tile of a video. Tiles and rows that were coded before are referenced
// by number, as in a dictionary coder, wherever they are now: text that has moved or comes back costs a few
// bits a row.
//
// The decoder caches the most recent tiles and rows; the encoder keeps an index of their hashes that adds and
// evicts in step with it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "track/codec/lossy_model.h"
#include "track/codec/photo_model.h"
#include "track/codec/pixel_model.h"
#include "track/codec/tile.h"

namespace insyn::track {

// The adaptive models of all syntax elements of a tile, the same in encoder and decoder.
class TileModels {
 public:
  PixelModel pixels;
  PhotoModel photos;
  LossyModel lossy;

  template <class Coder>
  TileKind kind(Coder& coder, TileKind kind) {
    kind_ = code_tree<3>(coder, kinds_[kind_], static_cast<std::uint32_t>(kind));
    return static_cast<TileKind>(kind_);
  }
  // The number of a cached tile, relative to the one that follows the tile used last.
  template <class Coder>
  std::int64_t tile_delta(Coder& coder, std::int64_t delta) {
    return tile_deltas_.code_signed(coder, delta);
  }

  // Before the rows of a tile whose corner is `tile`. Text mostly begins and ends at the same rows as in the
  // tile to the left, so the kinds of its rows are contexts where it was coded just before.
  void begin_rows(Point tile) {
    if (tile != Point{last_tile_.x + kTileSide, last_tile_.y})
      left_kinds_ = kNoKinds;
    else
      left_kinds_ = row_kinds_;
    row_kinds_ = kNoKinds;
    last_tile_ = tile;
    row_ = 0;
    row_kind_ = kNone;
  }
  // Of the next row of the tile.
  template <class Coder>
  RowKind row_kind(Coder& coder, RowKind kind) {
    row_kind_ =
        code_tree<3>(coder, row_kind_bits_[row_kind_][left_kinds_[row_]], static_cast<std::uint32_t>(kind));
    row_kinds_[row_++] = row_kind_;
    return static_cast<RowKind>(row_kind_);
  }
  // The number of a cached row, relative to the one that follows the row used last.
  template <class Coder>
  std::int64_t row_delta(Coder& coder, std::int64_t delta) {
    return row_deltas_.code_signed(coder, delta);
  }
  // To the state at an index point.
  void reset() {
    pixels.reset();
    photos.reset();
    lossy.reset();
    kinds_ = {};
    tile_deltas_ = {};
    row_kind_bits_ = {};
    last_tile_ = {};
    row_kinds_ = kNoKinds;
    row_deltas_ = {};
    kind_ = 0;
  }

 private:
  static constexpr std::uint32_t kNone = 7;
  using RowKinds = std::array<std::uint32_t, kTileSide>;
  static constexpr RowKinds kNoKinds = [] {
    RowKinds none{};
    none.fill(kNone);
    return none;
  }();

  std::uint32_t kind_ = 0;
  std::array<std::array<AdaptiveBit, 8>, 8> kinds_;
  NumberModel tile_deltas_;

  Point last_tile_;
  std::size_t row_ = 0;
  std::uint32_t row_kind_ = kNone;
  RowKinds row_kinds_ = kNoKinds, left_kinds_ = kNoKinds;
  // By the kind of the row above and of the row to the left.
  std::array<std::array<std::array<AdaptiveBit, 8>, 8>, 8> row_kind_bits_;
  NumberModel row_deltas_;
};

// 128 bits of XXH3 with a random seed, so that nothing on the screen can be made to collide.
struct ContentHash {
  std::uint64_t low = 0, high = 0;
  bool operator==(const ContentHash&) const = default;
};

// The encoder's index of a decoder's cache: the hashes of the last `capacity` entries, which are numbered
// from 0 in the order in which they were added.
class ContentIndex {
 public:
  explicit ContentIndex(std::size_t capacity) : capacity_(capacity) {}

  // The number of a cached entry with this content.
  std::optional<std::uint64_t> find(const ContentHash& hash) const;
  void add(const ContentHash& hash);
  void reset();

 private:
  struct HashOfHash {
    std::size_t operator()(const ContentHash& hash) const { return static_cast<std::size_t>(hash.low); }
  };
  std::size_t capacity_;
  std::uint64_t next_ = 0;
  std::vector<ContentHash> order_;
  std::unordered_map<ContentHash, std::uint64_t, HashOfHash> numbers_;
};

class TileEncoder {
 public:
  // `seed` is of the content hashes; the bytes do not depend on it.
  explicit TileEncoder(std::uint64_t seed) : seed_(seed) {}

  // Codes `tile`, which may have withheld pixels, losslessly, and puts it at `at` of `image`. The pixels that
  // were there predict it. Returns how many pixels were coded one by one.
  std::int64_t encode(const Tile& tile, Image& image, Point at, RangeEncoder& coder);
  // The same with losses, for a tile of 32×32 kept pixels: `image` then holds what a reader reconstructs.
  // `quantiser` is an index of kQuantiserSteps.
  std::int64_t encode_lossy(const Tile& tile, Image& image, Point at, std::uint32_t quantiser,
                            RangeEncoder& coder);
  // To the state at an index point.
  void reset();

 private:
  struct Row {
    RowKind kind = RowKind::kNew;
    std::int64_t delta = 0;  // of kCached
  };

  bool encode_cached(const Tile& tile, RangeEncoder& coder);
  std::int64_t encode_photo(const Tile& tile, Image& image, Point at, RangeEncoder& coder);
  std::int64_t encode_rows(const Tile& tile, Image& image, Point at, RangeEncoder& coder);
  Row classify_row(const Tile& tile, int y);

  std::uint64_t seed_;
  TileModels models_;
  ContentIndex tiles_{kTileCacheSize};
  ContentIndex rows_{kRowCacheSize};
  // A screen that comes back mostly references consecutive tiles and rows.
  std::uint64_t expected_tile_ = 0;
  std::uint64_t expected_row_ = 0;
};

// Decodes any bits. kCorrupt where a tile or row does not exist or has another size, or a reason is unknown.
class TileDecoder {
 public:
  // Decodes the tile at `at` into `image`. Returns how many pixels were coded one by one.
  Result<std::int64_t> decode(RangeDecoder& coder, Image& image, const Rect& at);
  // Whether the last tile has its source's exact pixels.
  bool was_lossless() const { return lossless_; }
  // To the state at an index point.
  void reset();

 private:
  struct CachedTile {
    int width = 0, height = 0;
    std::vector<std::uint32_t> pixels;
  };
  struct CachedRow {
    int width = 0;
    std::array<std::uint32_t, kTileSide> pixels;
  };

  // The last `Capacity` entries, numbered from 0 in the order in which they were added.
  template <class T, std::size_t Capacity>
  class Cache {
   public:
    void add(T entry) {
      if (entries_.size() < Capacity) {
        entries_.push_back(std::move(entry));
      } else {
        entries_[next_ % Capacity] = std::move(entry);
      }
      ++next_;
    }
    // Null where the entry is evicted or was never added.
    const T* find(std::uint64_t number) const {
      return number < next_ && next_ - number <= entries_.size() ? &entries_[number % Capacity] : nullptr;
    }
    void reset() {
      entries_.clear();
      next_ = 0;
    }

   private:
    std::vector<T> entries_;
    std::uint64_t next_ = 0;
  };

  Status decode_cached(RangeDecoder& coder, Image& image, const Rect& at);
  Result<std::int64_t> decode_rows(RangeDecoder& coder, Image& image, const Rect& at);
  std::int64_t decode_photo(RangeDecoder& coder, Image& image, const Rect& at);
  Result<std::uint32_t> decode_pixel(RangeDecoder& coder, Image& image, int x, int y);
  Status decode_new_row(RangeDecoder& coder, Image& image, Point at, int width);
  Status copy_cached_row(std::uint32_t* to, int width);
  void cache_tile(const Image& image, const Rect& at);

  TileModels models_;
  Cache<CachedTile, kTileCacheSize> tiles_;
  Cache<CachedRow, kRowCacheSize> rows_;
  std::uint64_t expected_tile_ = 0;
  std::uint64_t expected_row_ = 0;
  bool lossless_ = true;
  bool used_ = false;
};

}  // namespace insyn::track
