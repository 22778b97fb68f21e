#include "track/tile_decoder.h"

#include <algorithm>

#include "track/tile_predict.h"

namespace insyn::track {
namespace {

// A pixel is a colour, or withheld for a known reason and without one.
Status check_pixel(std::uint32_t pixel) {
  if (!is_withheld(pixel)) return {};
  if ((pixel & kColourMask) == 0 && withheld_of(static_cast<std::uint8_t>(pixel >> 24))) return {};
  return fail(Code::kCorrupt, "{:#010x} is neither a colour nor a withheld pixel", pixel);
}

Result<std::vector<std::uint32_t>> read_colours(std::size_t count, ByteReader& from) {
  std::vector<std::uint32_t> colours(count);
  for (const int shift : {0, 8, 16, 24}) {
    TRY_ASSIGN(const ByteView plane, from.raw(count));
    for (std::size_t i = 0; i < count; ++i) colours[i] |= std::uint32_t{plane[i]} << shift;
  }
  for (const std::uint32_t colour : colours) TRY(check_pixel(colour));
  return colours;
}

Status decode_one_colour(StreamReaders& streams, Tile& tile) {
  TRY_ASSIGN(const auto colour, read_colours(1, streams[kPalettes]));
  std::fill_n(tile.pixels.begin(), tile.count(), colour[0]);
  return {};
}

Status decode_planes(int planes, StreamReaders& streams, Tile& tile) {
  TRY_ASSIGN(const ByteView bytes, streams[kPlanes].raw(tile.count() * static_cast<std::size_t>(planes)));
  unpredict_planes(bytes, planes, tile);
  if (planes < 4) return {};
  for (std::size_t i = 0; i < tile.count(); ++i) TRY(check_pixel(tile.pixels[i]));
  return {};
}

}  // namespace

void TileDecoder::reset() {
  tiles_.reset();
  palettes_.reset();
  expected_reference_ = 0;
}

void TileDecoder::remember(const Tile& tile) {
  const auto begin = tile.pixels.begin();
  tiles_.remember({tile.width, tile.height, {begin, begin + static_cast<std::ptrdiff_t>(tile.count())}});
}

Status TileDecoder::decode(StreamReaders& streams, Tile& tile) {
  TRY_ASSIGN(const std::uint8_t kind, streams[kTileKinds].u8());
  switch (static_cast<TileKind>(kind)) {
    case TileKind::kSeenBefore:
      return decode_seen(streams, tile);
    case TileKind::kOneColour:
      return decode_one_colour(streams, tile);
    case TileKind::kNewPalette:
      TRY(decode_new_palette(streams, tile));
      break;
    case TileKind::kKnownPalette:
      TRY(decode_known_palette(streams, tile));
      break;
    case TileKind::kColours:
      TRY(decode_planes(3, streams, tile));
      break;
    case TileKind::kColoursAndWithheld:
      TRY(decode_planes(4, streams, tile));
      break;
    default:
      return fail(Code::kCorrupt, "there is no tile kind {}", kind);
  }
  remember(tile);
  return {};
}

Status TileDecoder::decode_seen(StreamReaders& streams, Tile& tile) {
  TRY_ASSIGN(const std::int64_t step, streams[kReferences].zigzag());
  const std::uint64_t number = expected_reference_ + static_cast<std::uint64_t>(step);
  const StoredTile* stored = tiles_.numbered(number);
  if (stored == nullptr) return fail(Code::kCorrupt, "no tile {} is remembered", number);
  expected_reference_ = number + 1;
  if (stored->width != tile.width || stored->height != tile.height)
    return fail(Code::kCorrupt, "a tile of {}x{} stands for one of {}x{}", stored->width, stored->height,
                tile.width, tile.height);
  std::copy(stored->pixels.begin(), stored->pixels.end(), tile.pixels.begin());
  return {};
}

Status TileDecoder::decode_new_palette(StreamReaders& streams, Tile& tile) {
  TRY_ASSIGN(const std::uint8_t last, streams[kPalettes].u8());
  if (last == 0) return fail(Code::kCorrupt, "a palette has a single colour");
  TRY_ASSIGN(Palette palette, read_colours(std::size_t{last} + 1, streams[kPalettes]));
  TRY(decode_indices(palette, streams, tile));
  palettes_.remember(std::move(palette));
  return {};
}

Status TileDecoder::decode_known_palette(StreamReaders& streams, Tile& tile) const {
  TRY_ASSIGN(const std::uint64_t distance, streams[kReferences].varint());
  const Palette* palette = palettes_.numbered(palettes_.next() - 1 - distance);
  if (palette == nullptr)
    return fail(Code::kCorrupt, "no palette was written {} palettes before the last one", distance);
  return decode_indices(*palette, streams, tile);
}

Status TileDecoder::decode_indices(const Palette& palette, StreamReaders& streams, Tile& tile) const {
  const auto bits = static_cast<std::size_t>(bits_for(palette.size()));
  const std::size_t per_byte = 8 / bits;
  TRY_ASSIGN(const ByteView packed, streams[kIndices].raw((tile.count() + per_byte - 1) / per_byte));
  const unsigned mask = (1U << bits) - 1;
  for (std::size_t i = 0; i < tile.count(); ++i) {
    const std::size_t index = (unsigned{packed[i / per_byte]} >> (i % per_byte * bits)) & mask;
    if (index >= palette.size())
      return fail(Code::kCorrupt, "index {} into a palette of {} colours", index, palette.size());
    tile.pixels[i] = palette[index];
  }
  return {};
}

}  // namespace insyn::track
