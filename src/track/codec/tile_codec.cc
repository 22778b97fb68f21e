#include "track/codec/tile_codec.h"

#include <xxhash.h>

#include <algorithm>

namespace insyn::track {
namespace {

ContentHash hash_of(const void* data, std::size_t size, std::uint64_t seed) {
  const XXH128_hash_t hash = XXH3_128bits_withSeed(data, size, seed);
  return {hash.low64, hash.high64};
}

bool is_solid(const Tile& tile) {
  const auto end = tile.pixels.begin() + static_cast<std::ptrdiff_t>(tile.count());
  return std::all_of(tile.pixels.begin(), end,
                     [first = tile.pixels[0]](std::uint32_t pixel) { return pixel == first; });
}

bool is_solid(const std::uint32_t* row, int width) {
  return std::all_of(row + 1, row + width, [=](std::uint32_t pixel) { return pixel == row[0]; });
}

Status check_reason(std::uint32_t pixel) {
  if (withheld_of(static_cast<std::uint8_t>(pixel >> 24))) return {};
  return fail(Code::kCorrupt, "there is no reason {}", pixel >> 24);
}

}  // namespace

std::optional<std::uint64_t> ContentIndex::find(const ContentHash& hash) const {
  const auto found = numbers_.find(hash);
  if (found == numbers_.end()) return std::nullopt;
  return found->second;
}

void ContentIndex::add(const ContentHash& hash) {
  if (order_.size() < capacity_) {
    order_.push_back(hash);
  } else {
    ContentHash& oldest = order_[next_ % capacity_];
    numbers_.erase(oldest);
    oldest = hash;
  }
  numbers_[hash] = next_++;
}

void ContentIndex::reset() {
  next_ = 0;
  order_.clear();
  numbers_.clear();
}

void TileEncoder::reset() {
  models_.reset();
  tiles_.reset();
  rows_.reset();
  expected_tile_ = 0;
  expected_row_ = 0;
}

std::int64_t TileEncoder::encode(const Tile& tile, Image& image, Point at, RangeEncoder& coder) {
  std::int64_t coded_pixels = 0;
  if (is_solid(tile)) {
    models_.kind(coder, TileKind::kSolid);
    models_.pixels.code(coder, image, at.x, at.y, tile.pixels[0]);
    coded_pixels = 1;
  } else if (!encode_cached(tile, coder)) {
    return has_more_colours_than(tile, kPhotoColours) ? encode_photo(tile, image, at, coder)
                                                      : encode_rows(tile, image, at, coder);
  }
  image.paste(at, tile.view());
  return coded_pixels;
}

std::int64_t TileEncoder::encode_lossy(const Tile& tile, Image& image, Point at, std::uint32_t quantiser,
                                       RangeEncoder& coder) {
  models_.kind(coder, TileKind::kLossy);
  models_.lossy.encode(coder, image, at, tile, quantiser);
  return static_cast<std::int64_t>(tile.count());
}

bool TileEncoder::encode_cached(const Tile& tile, RangeEncoder& coder) {
  const auto shape = static_cast<std::uint64_t>(tile.width) << 8 | static_cast<std::uint64_t>(tile.height);
  const ContentHash hash =
      hash_of(tile.pixels.data(), tile.count() * sizeof(std::uint32_t), seed_ + (shape << 8));
  const auto number = tiles_.find(hash);
  if (!number) {
    tiles_.add(hash);
    return false;
  }
  models_.kind(coder, TileKind::kCached);
  models_.tile_delta(coder, static_cast<std::int64_t>(*number - expected_tile_));
  expected_tile_ = *number + 1;
  return true;
}

std::int64_t TileEncoder::encode_photo(const Tile& tile, Image& image, Point at, RangeEncoder& coder) {
  models_.kind(coder, TileKind::kPhoto);
  for (int y = 0; y < tile.height; ++y) {
    for (int x = 0; x < tile.width; ++x) {
      const std::uint32_t pixel = tile.row(y)[x];
      models_.photos.code(coder, image, at.x + x, at.y + y, pixel);
      image.row(at.y + y)[at.x + x] = pixel;
    }
  }
  return static_cast<std::int64_t>(tile.count());
}

TileEncoder::Row TileEncoder::classify_row(const Tile& tile, int y) {
  const std::uint32_t* row = tile.row(y);
  if (is_solid(row, tile.width)) return {RowKind::kSolid};
  if (y > 0 && std::equal(row, row + tile.width, tile.row(y - 1))) return {RowKind::kCopyAbove};
  const auto width = static_cast<std::size_t>(tile.width);
  const ContentHash hash = hash_of(row, width * sizeof *row, seed_ + width);
  if (const auto number = rows_.find(hash)) {
    const auto delta = static_cast<std::int64_t>(*number - expected_row_);
    expected_row_ = *number + 1;
    return {delta == 0 ? RowKind::kNextCached : RowKind::kCached, delta};
  }
  rows_.add(hash);
  return {RowKind::kNew};
}

std::int64_t TileEncoder::encode_rows(const Tile& tile, Image& image, Point at, RangeEncoder& coder) {
  std::int64_t coded_pixels = 0;
  models_.kind(coder, TileKind::kRows);
  models_.begin_rows(at);
  for (int y = 0; y < tile.height; ++y) {
    const std::uint32_t* pixels = tile.row(y);
    const Row row = classify_row(tile, y);
    models_.row_kind(coder, row.kind);
    if (row.kind == RowKind::kCached) models_.row_delta(coder, row.delta);
    if (row.kind == RowKind::kNew) {
      models_.pixels.encode_row(coder, image, at.x, at.y + y, pixels, tile.width);
      coded_pixels += tile.width;
    } else {
      if (row.kind == RowKind::kSolid) {
        models_.pixels.code(coder, image, at.x, at.y + y, pixels[0]);
        ++coded_pixels;
      }
      std::copy_n(pixels, tile.width, image.row(at.y + y) + at.x);
    }
  }
  return coded_pixels;
}

void TileDecoder::reset() {
  if (!used_) return;  // the models are a few MB
  used_ = false;
  models_.reset();
  tiles_.reset();
  rows_.reset();
  expected_tile_ = 0;
  expected_row_ = 0;
}

void TileDecoder::cache_tile(const Image& image, const Rect& at) {
  CachedTile tile{at.width, at.height, {}};
  tile.pixels.reserve(static_cast<std::size_t>(at.area()));
  for (int y = at.y; y < at.bottom(); ++y)
    tile.pixels.insert(tile.pixels.end(), image.row(y) + at.x, image.row(y) + at.right());
  tiles_.add(std::move(tile));
}

Result<std::uint32_t> TileDecoder::decode_pixel(RangeDecoder& coder, Image& image, int x, int y) {
  const std::uint32_t pixel = models_.pixels.code(coder, image, x, y, 0);
  if (is_withheld(pixel)) TRY(check_reason(pixel));
  return pixel;
}

Result<std::int64_t> TileDecoder::decode(RangeDecoder& coder, Image& image, const Rect& at) {
  used_ = true;
  const TileKind kind = models_.kind(coder, TileKind::kCached);
  lossless_ = kind != TileKind::kLossy;
  switch (kind) {
    case TileKind::kCached:
      TRY(decode_cached(coder, image, at));
      return 0;
    case TileKind::kSolid: {
      TRY_ASSIGN(const std::uint32_t colour, decode_pixel(coder, image, at.x, at.y));
      image.fill(at, colour);
      return 1;
    }
    case TileKind::kRows:
      return decode_rows(coder, image, at);
    case TileKind::kPhoto:
      return decode_photo(coder, image, at);
    case TileKind::kLossy:
      if (at.width != kTileSide || at.height != kTileSide)
        return fail(Code::kCorrupt, "a lossy tile of {}x{}", at.width, at.height);
      models_.lossy.decode(coder, image, {at.x, at.y});
      return at.area();
  }
  return fail(Code::kCorrupt, "there is no such kind of tile");
}

Status TileDecoder::decode_cached(RangeDecoder& coder, Image& image, const Rect& at) {
  const std::uint64_t number = expected_tile_ + static_cast<std::uint64_t>(models_.tile_delta(coder, 0));
  const CachedTile* cached = tiles_.find(number);
  if (cached == nullptr) return fail(Code::kCorrupt, "tile {} is not in the cache", number);
  expected_tile_ = number + 1;
  if (cached->width != at.width || cached->height != at.height)
    return fail(Code::kCorrupt, "a cached tile of {}x{} in the place of one of {}x{}", cached->width,
                cached->height, at.width, at.height);
  image.paste({at.x, at.y}, {cached->pixels.data(), at.width, at.height, at.width});
  return {};
}

std::int64_t TileDecoder::decode_photo(RangeDecoder& coder, Image& image, const Rect& at) {
  for (int y = at.y; y < at.bottom(); ++y)
    for (int x = at.x; x < at.right(); ++x) image.row(y)[x] = models_.photos.code(coder, image, x, y, 0);
  cache_tile(image, at);
  return at.area();
}

Result<std::int64_t> TileDecoder::decode_rows(RangeDecoder& coder, Image& image, const Rect& at) {
  std::int64_t coded_pixels = 0;
  models_.begin_rows({at.x, at.y});
  for (int y = at.y; y < at.bottom(); ++y) {
    std::uint32_t* row = image.row(y) + at.x;
    switch (models_.row_kind(coder, RowKind::kNew)) {
      case RowKind::kNew:
        TRY(decode_new_row(coder, image, {at.x, y}, at.width));
        coded_pixels += at.width;
        break;
      case RowKind::kCached:
        expected_row_ += static_cast<std::uint64_t>(models_.row_delta(coder, 0));
        [[fallthrough]];
      case RowKind::kNextCached:
        TRY(copy_cached_row(row, at.width));
        break;
      case RowKind::kSolid: {
        TRY_ASSIGN(const std::uint32_t colour, decode_pixel(coder, image, at.x, y));
        std::fill_n(row, at.width, colour);
        ++coded_pixels;
        break;
      }
      case RowKind::kCopyAbove:
        if (y == at.y) return fail(Code::kCorrupt, "the first row of a tile has none above it");
        std::copy_n(row - image.width, at.width, row);
        break;
      default:
        return fail(Code::kCorrupt, "there is no such kind of row");
    }
  }
  cache_tile(image, at);
  return coded_pixels;
}

Status TileDecoder::decode_new_row(RangeDecoder& coder, Image& image, Point at, int width) {
  std::uint32_t* to = image.row(at.y) + at.x;
  models_.pixels.decode_row(coder, image, at.x, at.y, width);
  for (int x = 0; x < width; ++x)
    if (is_withheld(to[x])) TRY(check_reason(to[x]));
  CachedRow row{width, {}};
  std::copy_n(to, width, row.pixels.begin());
  rows_.add(row);
  return {};
}

Status TileDecoder::copy_cached_row(std::uint32_t* to, int width) {
  const CachedRow* row = rows_.find(expected_row_);
  if (row == nullptr) return fail(Code::kCorrupt, "row {} is not in the cache", expected_row_);
  if (row->width != width)
    return fail(Code::kCorrupt, "a cached row of {} pixels in the place of one of {}", row->width, width);
  std::copy_n(row->pixels.begin(), width, to);
  ++expected_row_;
  return {};
}

}  // namespace insyn::track
