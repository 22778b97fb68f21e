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

Status decode_indices(std::span<const std::uint32_t> palette, ByteReader& from, Tile& tile) {
  const auto bits = static_cast<std::size_t>(bits_for(palette.size()));
  const std::size_t per_byte = 8 / bits;
  TRY_ASSIGN(const ByteView packed, from.raw((tile.count() + per_byte - 1) / per_byte));
  const unsigned mask = (1U << bits) - 1;
  for (std::size_t i = 0; i < tile.count(); ++i) {
    const std::size_t index = (unsigned{packed[i / per_byte]} >> (i % per_byte * bits)) & mask;
    if (index >= palette.size())
      return fail(Code::kCorrupt, "index {} into a palette of {} colours", index, palette.size());
    tile.pixels[i] = palette[index];
  }
  return {};
}

}  // namespace

void TileDecoder::reset() {
  tiles_.reset();
  rows_.reset();
  palettes_.reset();
  expected_tile_ = 0;
  expected_row_ = 0;
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
    case TileKind::kNewPalette: {
      TRY_ASSIGN(const std::uint8_t last, streams[kPalettes].u8());
      TRY_ASSIGN(Palette palette, read_colours(std::size_t{last} + 1, streams[kPalettes]));
      palettes_.remember(std::move(palette));
      TRY(decode_rows(palettes_.numbered(palettes_.next() - 1), 0, streams, tile));
      break;
    }
    case TileKind::kKnownPalette: {
      TRY_ASSIGN(const std::uint64_t distance, streams[kReferences].varint());
      const Palette* palette = palettes_.numbered(palettes_.next() - 1 - distance);
      if (palette == nullptr)
        return fail(Code::kCorrupt, "no palette was written {} palettes before the last one", distance);
      TRY(decode_rows(palette, 0, streams, tile));
      break;
    }
    case TileKind::kColours:
      TRY(decode_rows(nullptr, 3, streams, tile));
      break;
    case TileKind::kColoursAndWithheld:
      TRY(decode_rows(nullptr, 4, streams, tile));
      break;
    default:
      return fail(Code::kCorrupt, "there is no tile kind {}", kind);
  }
  remember(tile);
  return {};
}

Status TileDecoder::decode_seen(StreamReaders& streams, Tile& tile) {
  TRY_ASSIGN(const std::int64_t step, streams[kReferences].zigzag());
  const std::uint64_t number = expected_tile_ + static_cast<std::uint64_t>(step);
  const StoredTile* stored = tiles_.numbered(number);
  if (stored == nullptr) return fail(Code::kCorrupt, "no tile {} is remembered", number);
  expected_tile_ = number + 1;
  if (stored->width != tile.width || stored->height != tile.height)
    return fail(Code::kCorrupt, "a tile of {}x{} stands for one of {}x{}", stored->width, stored->height,
                tile.width, tile.height);
  std::copy(stored->pixels.begin(), stored->pixels.end(), tile.pixels.begin());
  return {};
}

Status TileDecoder::decode_rows(const Palette* palette, int planes, StreamReaders& streams, Tile& tile) {
  TRY(read_runs(palette, streams, tile.height));
  TRY(read_new_rows(palette, planes, streams, tile.width));
  return put_together(tile);
}

Status TileDecoder::read_runs(const Palette* palette, StreamReaders& streams, int height) {
  runs_.clear();
  for (int y = 0; y < height;) {
    TRY_ASSIGN(const std::uint8_t byte, streams[kRows].u8());
    if (byte >> kRowOpShift > static_cast<int>(RowOp::kAsAbove))
      return fail(Code::kCorrupt, "there is no run of rows {:#04x}", byte);
    Run run;
    run.op = static_cast<RowOp>(byte >> kRowOpShift);
    run.length = (byte & ((1 << kRowOpShift) - 1)) + 1;
    if (run.length > height - y)
      return fail(Code::kCorrupt, "{} rows where {} are left", run.length, height - y);
    if (run.op == RowOp::kAsAbove && y == 0) return fail(Code::kCorrupt, "no row is above the first one");
    if (run.op == RowOp::kKnown) {
      TRY_ASSIGN(const std::int64_t step, streams[kRowReferences].zigzag());
      run.number = expected_row_ + static_cast<std::uint64_t>(step);
      expected_row_ = run.number + static_cast<std::uint64_t>(run.length);
    }
    if (run.op == RowOp::kPlain && palette != nullptr) {
      TRY_ASSIGN(const std::uint8_t index, streams[kRows].u8());
      if (index >= palette->size())
        return fail(Code::kCorrupt, "index {} into a palette of {} colours", index, palette->size());
      run.colour = (*palette)[index];
    } else if (run.op == RowOp::kPlain) {
      TRY_ASSIGN(const auto colour, read_colours(1, streams[kPalettes]));
      run.colour = colour[0];
    }
    runs_.push_back(run);
    y += run.length;
  }
  return {};
}

Status TileDecoder::read_new_rows(const Palette* palette, int planes, StreamReaders& streams, int width) {
  fresh_.width = width;
  fresh_.height = 0;
  for (const Run& run : runs_) {
    if (run.op == RowOp::kNew) fresh_.height += run.length;
  }
  return palette != nullptr ? decode_indices(*palette, streams[kIndices], fresh_)
                            : decode_planes(planes, streams, fresh_);
}

Status TileDecoder::put_known_rows(const Run& run, int begin, Tile& tile) const {
  for (int i = 0; i < run.length; ++i) {
    const std::uint64_t number = run.number + static_cast<std::uint64_t>(i);
    const StoredRow* row = rows_.numbered(number);
    if (row == nullptr) return fail(Code::kCorrupt, "no row {} is remembered", number);
    if (row->width != tile.width)
      return fail(Code::kCorrupt, "a row of {} pixels stands for one of {}", row->width, tile.width);
    std::copy_n(row->pixels.begin(), tile.width, tile.row(begin + i));
  }
  return {};
}

Status TileDecoder::put_together(Tile& tile) {
  int y = 0, next_new = 0;
  for (const Run& run : runs_) {
    if (run.op == RowOp::kKnown) TRY(put_known_rows(run, y, tile));
    for (int i = 0; i < run.length; ++i, ++y) {
      if (run.op == RowOp::kPlain) std::fill_n(tile.row(y), tile.width, run.colour);
      if (run.op == RowOp::kAsAbove) std::copy_n(tile.row(y - 1), tile.width, tile.row(y));
      if (run.op != RowOp::kNew) continue;
      StoredRow row{tile.width, {}};
      std::copy_n(fresh_.row(next_new++), tile.width, row.pixels.begin());
      std::copy_n(row.pixels.begin(), tile.width, tile.row(y));
      rows_.remember(row);
    }
  }
  return {};
}

}  // namespace insyn::track
