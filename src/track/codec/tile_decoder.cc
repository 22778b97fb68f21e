#include "track/codec/tile_decoder.h"

#include <algorithm>

namespace insyn::track {
namespace {

Status check_reason(std::uint32_t pixel) {
  if (withheld_of(static_cast<std::uint8_t>(pixel >> 24))) return {};
  return fail(Code::kCorrupt, "there is no reason {}", pixel >> 24);
}

}  // namespace

void TileDecoder::reset() {
  if (!used_) return;  // a few MB
  used_ = false;
  models_.reset();
  tiles_.reset();
  rows_.reset();
  expected_tile_ = 0;
  expected_row_ = 0;
}

void TileDecoder::remember(const Image& image, const Rect& at) {
  StoredTile tile{at.width, at.height, {}};
  tile.pixels.reserve(static_cast<std::size_t>(at.area()));
  for (int y = at.y; y < at.bottom(); ++y)
    tile.pixels.insert(tile.pixels.end(), image.row(y) + at.x, image.row(y) + at.right());
  tiles_.remember(std::move(tile));
}

Result<std::uint32_t> TileDecoder::pixel(RangeDecoder& coder, Image& image, int x, int y) {
  const std::uint32_t pixel = models_.pixels.code(coder, image, x, y, 0);
  if (is_withheld(pixel)) TRY(check_reason(pixel));
  return pixel;
}

Result<std::int64_t> TileDecoder::decode(RangeDecoder& coder, Image& image, const Rect& at) {
  used_ = true;
  const TileKind kind = models_.kind(coder, TileKind::kSeenBefore);
  exact_ = kind != TileKind::kMovingPicture;
  switch (kind) {
    case TileKind::kSeenBefore:
      TRY(decode_seen(coder, image, at));
      return 0;
    case TileKind::kOneColour: {
      TRY_ASSIGN(const std::uint32_t colour, pixel(coder, image, at.x, at.y));
      image.fill(at, colour);
      return 1;
    }
    case TileKind::kRows:
      return decode_rows(coder, image, at);
    case TileKind::kPhoto:
      return decode_photo(coder, image, at);
    case TileKind::kMovingPicture:
      if (at.width != kTileSide || at.height != kTileSide)
        return fail(Code::kCorrupt, "a moving picture in a tile of {}x{}", at.width, at.height);
      models_.pictures.decode(coder, image, {at.x, at.y});
      return at.area();
  }
  return fail(Code::kCorrupt, "there is no such kind of tile");
}

Status TileDecoder::decode_seen(RangeDecoder& coder, Image& image, const Rect& at) {
  const std::uint64_t number = expected_tile_ + static_cast<std::uint64_t>(models_.tile_step(coder, 0));
  const StoredTile* stored = tiles_.numbered(number);
  if (stored == nullptr) return fail(Code::kCorrupt, "no tile {} is remembered", number);
  expected_tile_ = number + 1;
  if (stored->width != at.width || stored->height != at.height)
    return fail(Code::kCorrupt, "a tile of {}x{} stands for one of {}x{}", stored->width, stored->height,
                at.width, at.height);
  image.paste({at.x, at.y}, {stored->pixels.data(), at.width, at.height, at.width});
  return {};
}

std::int64_t TileDecoder::decode_photo(RangeDecoder& coder, Image& image, const Rect& at) {
  for (int y = at.y; y < at.bottom(); ++y)
    for (int x = at.x; x < at.right(); ++x) image.row(y)[x] = models_.photos.code(coder, image, x, y, 0);
  remember(image, at);
  return at.area();
}

Result<std::int64_t> TileDecoder::decode_rows(RangeDecoder& coder, Image& image, const Rect& at) {
  std::int64_t told = 0;
  models_.begin_rows({at.x, at.y});
  for (int y = at.y; y < at.bottom(); ++y) {
    std::uint32_t* row = image.row(y) + at.x;
    switch (models_.op(coder, RowOp::kNew)) {
      case RowOp::kNew:
        TRY(new_row(coder, image, {at.x, y}, at.width));
        told += at.width;
        break;
      case RowOp::kKnown:
        expected_row_ += static_cast<std::uint64_t>(models_.row_step(coder, 0));
        [[fallthrough]];
      case RowOp::kFollowing:
        TRY(known_row(row, at.width));
        break;
      case RowOp::kPlain: {
        TRY_ASSIGN(const std::uint32_t colour, pixel(coder, image, at.x, y));
        std::fill_n(row, at.width, colour);
        ++told;
        break;
      }
      case RowOp::kAsAbove:
        if (y == at.y) return fail(Code::kCorrupt, "no row is above the first one");
        std::copy_n(row - image.width, at.width, row);
        break;
      default:
        return fail(Code::kCorrupt, "there is no such kind of row");
    }
  }
  remember(image, at);
  return told;
}

Status TileDecoder::new_row(RangeDecoder& coder, Image& image, Point at, int width) {
  std::uint32_t* to = image.row(at.y) + at.x;
  models_.pixels.decode_row(coder, image, at.x, at.y, width);
  for (int x = 0; x < width; ++x)
    if (is_withheld(to[x])) TRY(check_reason(to[x]));
  StoredRow row{width, {}};
  std::copy_n(to, width, row.pixels.begin());
  rows_.remember(row);
  return {};
}

Status TileDecoder::known_row(std::uint32_t* to, int width) {
  const StoredRow* row = rows_.numbered(expected_row_);
  if (row == nullptr) return fail(Code::kCorrupt, "no row {} is remembered", expected_row_);
  if (row->width != width)
    return fail(Code::kCorrupt, "a row of {} pixels stands for one of {}", row->width, width);
  std::copy_n(row->pixels.begin(), width, to);
  ++expected_row_;
  return {};
}

}  // namespace insyn::track
