#include "track/codec/tile_encoder.h"

#include <algorithm>
#include <array>

#include "track/codec/moving_pictures.h"
#include "track/codec/tile_grid.h"

namespace insyn::track {
namespace {

bool is_one_colour(const Tile& tile) {
  const auto end = tile.pixels.begin() + static_cast<std::ptrdiff_t>(tile.count());
  return std::all_of(tile.pixels.begin(), end,
                     [first = tile.pixels[0]](std::uint32_t pixel) { return pixel == first; });
}

}  // namespace

void TileEncoder::reset() {
  models_.reset();
  tiles_.reset();
  rows_.reset();
  expected_tile_ = 0;
}

std::int64_t TileEncoder::encode(const Tile& tile, Image& image, Point at, RangeEncoder& coder) {
  std::int64_t told = 0;
  if (is_one_colour(tile)) {
    models_.kind(coder, TileKind::kOneColour);
    models_.pixels.code(coder, image, at.x, at.y, tile.pixels[0]);
    told = 1;
  } else if (!encode_seen(tile, coder)) {
    return is_photo(tile) ? encode_photo(tile, image, at, coder) : encode_rows(tile, image, at, coder);
  }
  image.paste(at, view_of(tile));
  return told;
}

std::int64_t TileEncoder::encode_roughly(const Tile& tile, Image& image, Point at, std::uint32_t fineness,
                                         RangeEncoder& coder) {
  models_.kind(coder, TileKind::kMovingPicture);
  models_.pictures.encode(coder, image, at, tile, fineness);
  return static_cast<std::int64_t>(tile.count());
}

bool TileEncoder::encode_seen(const Tile& tile, RangeEncoder& coder) {
  const auto shape = static_cast<std::uint64_t>(tile.width) << 8 | static_cast<std::uint64_t>(tile.height);
  const ContentHash hash =
      hash_of(tile.pixels.data(), tile.count() * sizeof(std::uint32_t), seed_ + (shape << 8));
  const auto number = tiles_.number_of(hash);
  if (!number) {
    tiles_.remember(hash);
    return false;
  }
  models_.kind(coder, TileKind::kSeenBefore);
  models_.tile_step(coder, static_cast<std::int64_t>(*number - expected_tile_));
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

std::int64_t TileEncoder::encode_rows(const Tile& tile, Image& image, Point at, RangeEncoder& coder) {
  std::int64_t told = 0;
  models_.kind(coder, TileKind::kRows);
  models_.begin_rows(at);
  int y = 0;
  for (const Row& row : rows_.divide(tile)) {
    const std::uint32_t* pixels = tile.row(y);
    models_.op(coder, row.op);
    if (row.op == RowOp::kKnown) models_.row_step(coder, row.step);
    if (row.op == RowOp::kNew) {
      models_.pixels.encode_row(coder, image, at.x, at.y + y, pixels, tile.width);
      told += tile.width;
    } else {
      if (row.op == RowOp::kPlain) {
        models_.pixels.code(coder, image, at.x, at.y + y, pixels[0]);
        ++told;
      }
      std::copy_n(pixels, tile.width, image.row(at.y + y) + at.x);
    }
    ++y;
  }
  return told;
}

}  // namespace insyn::track
