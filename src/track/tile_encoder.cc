#include "track/tile_encoder.h"

#include <algorithm>

#include "track/tile_predict.h"

namespace insyn::track {
namespace {

bool is_one_colour(const Tile& tile) {
  const auto end = tile.pixels.begin() + static_cast<std::ptrdiff_t>(tile.count());
  return std::all_of(tile.pixels.begin(), end,
                     [first = tile.pixels[0]](std::uint32_t pixel) { return pixel == first; });
}

void put_kind(TileKind kind, StreamWriters& streams) {
  streams[kTileKinds].u8(static_cast<std::uint8_t>(kind));
}

}  // namespace

void TileEncoder::reset() {
  tiles_.reset();
  palettes_.reset();
  rows_.reset();
  expected_tile_ = 0;
  expected_row_ = 0;
}

void TileEncoder::encode(const Tile& tile, StreamWriters& streams) {
  if (is_one_colour(tile)) {
    put_kind(TileKind::kOneColour, streams);
    put_colours({tile.pixels.data(), 1}, streams[kPalettes]);
    return;
  }
  const auto shape = static_cast<std::uint64_t>(tile.width) << 8 | static_cast<std::uint64_t>(tile.height);
  const ContentHash hash =
      hash_of(tile.pixels.data(), tile.count() * sizeof(std::uint32_t), seed_ + (shape << 8));
  if (encode_seen(hash, streams)) return;
  tiles_.remember(hash);
  runs_ = &rows_.divide(tile);
  gather_new_pixels(tile);
  if (make_palette(colours_, palette_)) {
    encode_with_palette(streams);
  } else {
    encode_with_planes(tile, streams);
  }
}

bool TileEncoder::encode_seen(const ContentHash& hash, StreamWriters& streams) {
  const auto number = tiles_.number_of(hash);
  if (!number) return false;
  put_kind(TileKind::kSeenBefore, streams);
  streams[kReferences].zigzag(static_cast<std::int64_t>(*number - expected_tile_));
  expected_tile_ = *number + 1;
  return true;
}

void TileEncoder::gather_new_pixels(const Tile& tile) {
  fresh_.width = tile.width;
  fresh_.height = 0;
  for (const RowRun& run : *runs_) {
    if (run.op != RowOp::kNew) continue;
    std::copy(tile.row(run.begin), tile.row(run.begin + run.length), fresh_.row(fresh_.height));
    fresh_.height += run.length;
  }
  colours_.assign(fresh_.pixels.begin(), fresh_.pixels.begin() + static_cast<std::ptrdiff_t>(fresh_.count()));
  for (const RowRun& run : *runs_) {
    if (run.op == RowOp::kPlain) colours_.push_back(*tile.row(run.begin));
  }
}

void TileEncoder::put_run(const RowRun& run, StreamWriters& streams) {
  streams[kRows].u8(static_cast<std::uint8_t>(static_cast<int>(run.op) << kRowOpShift | (run.length - 1)));
  if (run.op != RowOp::kKnown) return;
  streams[kRowReferences].zigzag(static_cast<std::int64_t>(run.number - expected_row_));
  expected_row_ = run.number + static_cast<std::uint64_t>(run.length);
}

void TileEncoder::put_palette(StreamWriters& streams) {
  const ContentHash hash =
      hash_of(palette_.colours.data(), palette_.colours.size() * sizeof(std::uint32_t), seed_);
  if (const auto number = palettes_.number_of(hash)) {
    put_kind(TileKind::kKnownPalette, streams);
    streams[kReferences].varint(palettes_.next() - 1 - *number);
  } else {
    palettes_.remember(hash);
    put_kind(TileKind::kNewPalette, streams);
    streams[kPalettes].u8(static_cast<std::uint8_t>(palette_.colours.size() - 1));
    put_colours(palette_.colours, streams[kPalettes]);
  }
}

// Without new or plain rows there is nothing to choose a colour for: the planes are empty then.
void TileEncoder::encode_with_palette(StreamWriters& streams) {
  const bool has_colours = !palette_.colours.empty();
  has_colours ? put_palette(streams) : put_kind(TileKind::kColours, streams);
  std::size_t plain = fresh_.count();
  for (const RowRun& run : *runs_) {
    put_run(run, streams);
    if (run.op == RowOp::kPlain) streams[kRows].u8(palette_.indices[plain++]);
  }
  if (fresh_.height > 0) pack_indices(palette_, fresh_.count(), streams[kIndices]);
}

void TileEncoder::encode_with_planes(const Tile& tile, StreamWriters& streams) {
  const std::size_t count = fresh_.count();
  const bool withheld = std::any_of(fresh_.pixels.begin(),
                                    fresh_.pixels.begin() + static_cast<std::ptrdiff_t>(count), is_withheld);
  put_kind(withheld ? TileKind::kColoursAndWithheld : TileKind::kColours, streams);
  for (const RowRun& run : *runs_) {
    put_run(run, streams);
    if (run.op == RowOp::kPlain) put_colours({tile.row(run.begin), 1}, streams[kPalettes]);
  }
  std::array<std::uint8_t, kTilePixels> plane;
  for (int i = 0; i < (withheld ? 4 : 3); ++i) {
    predict_plane(fresh_, i, plane);
    streams[kPlanes].raw(ByteView(plane.data(), count));
  }
}

}  // namespace insyn::track
