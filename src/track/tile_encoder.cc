#include "track/tile_encoder.h"

#include <xxhash.h>

#include <algorithm>

#include "track/tile_predict.h"

namespace insyn::track {
namespace {

// Colours to provisional indices, in order of first appearance.
class ColourTable {
 public:
  // The index of `colour`, or kLargestPalette where there is no room for another one.
  std::size_t index_of(std::uint32_t colour) {
    std::size_t slot = (colour * 2654435761U) >> (32 - kBits);
    while (used_[slot] != 0 && colours_[slot] != colour) slot = (slot + 1) & (kSlots - 1);
    if (used_[slot] != 0) return used_[slot] - std::size_t{1};
    if (count_ == kLargestPalette) return kLargestPalette;
    colours_[slot] = colour;
    used_[slot] = static_cast<std::uint16_t>(++count_);
    return count_ - 1;
  }

 private:
  static constexpr int kBits = 10;
  static constexpr std::size_t kSlots = std::size_t{1} << kBits;
  std::array<std::uint16_t, kSlots> used_{};
  std::array<std::uint32_t, kSlots> colours_;
  std::size_t count_ = 0;
};

void sort_palette(PaletteTile& out, std::size_t pixels) {
  const std::size_t count = out.colours.size();
  std::array<std::uint8_t, kLargestPalette> order;
  for (std::size_t i = 0; i < count; ++i) order[i] = static_cast<std::uint8_t>(i);
  std::sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count),
            [&](std::uint8_t a, std::uint8_t b) { return out.colours[a] < out.colours[b]; });
  std::array<std::uint8_t, kLargestPalette> final_index;
  for (std::size_t i = 0; i < count; ++i) final_index[order[i]] = static_cast<std::uint8_t>(i);
  for (std::size_t i = 0; i < pixels; ++i) out.indices[i] = final_index[out.indices[i]];
  std::sort(out.colours.begin(), out.colours.end());
}

template <std::size_t Bits>
void pack_indices(const PaletteTile& tile, std::size_t pixels, ByteWriter& out) {
  constexpr std::size_t kPerByte = 8 / Bits;
  std::array<std::uint8_t, kTilePixels> packed;
  const std::size_t whole = pixels / kPerByte;
  const auto byte_of = [&](std::size_t first, std::size_t count) {
    unsigned byte = 0;
    for (std::size_t k = 0; k < count; ++k) byte |= unsigned{tile.indices[first + k]} << (k * Bits);
    return static_cast<std::uint8_t>(byte);
  };
  for (std::size_t i = 0; i < whole; ++i) packed[i] = byte_of(i * kPerByte, kPerByte);
  std::size_t size = whole;
  if (whole * kPerByte < pixels) packed[size++] = byte_of(whole * kPerByte, pixels - whole * kPerByte);
  out.raw(ByteView(packed.data(), size));
}

void pack_indices(const PaletteTile& tile, std::size_t pixels, ByteWriter& out) {
  switch (bits_for(tile.colours.size())) {
    case 1:
      return pack_indices<1>(tile, pixels, out);
    case 2:
      return pack_indices<2>(tile, pixels, out);
    case 4:
      return pack_indices<4>(tile, pixels, out);
    default:
      return pack_indices<8>(tile, pixels, out);
  }
}

void put_kind(TileKind kind, StreamWriters& streams) {
  streams[kTileKinds].u8(static_cast<std::uint8_t>(kind));
}

void put_colours(std::span<const std::uint32_t> colours, ByteWriter& out) {
  for (const int shift : {0, 8, 16, 24}) {
    for (const std::uint32_t colour : colours) out.u8(static_cast<std::uint8_t>(colour >> shift));
  }
}

}  // namespace

bool make_palette(const Tile& tile, PaletteTile& out) {
  ColourTable table;
  out.colours.clear();
  std::uint32_t before = ~tile.pixels[0];
  std::size_t index = 0;
  const std::size_t pixels = tile.count();
  for (std::size_t i = 0; i < pixels; ++i) {
    const std::uint32_t pixel = tile.pixels[i];
    if (pixel != before) {
      index = table.index_of(pixel);
      if (index == kLargestPalette) return false;
      if (index == out.colours.size()) out.colours.push_back(pixel);
      before = pixel;
    }
    out.indices[i] = static_cast<std::uint8_t>(index);
  }
  sort_palette(out, pixels);
  return true;
}

std::optional<std::uint64_t> TileEncoder::Memory::number_of(const Hash& hash) const {
  const auto found = numbers_.find(hash);
  if (found == numbers_.end()) return std::nullopt;
  return found->second;
}

void TileEncoder::Memory::remember(const Hash& hash) {
  if (order_.size() < capacity_) {
    order_.push_back(hash);
  } else {
    Hash& oldest = order_[next_ % capacity_];
    numbers_.erase(oldest);
    oldest = hash;
  }
  numbers_[hash] = next_++;
}

void TileEncoder::Memory::reset() {
  next_ = 0;
  order_.clear();
  numbers_.clear();
}

void TileEncoder::reset() {
  tiles_.reset();
  palettes_.reset();
  expected_reference_ = 0;
}

TileEncoder::Hash TileEncoder::hash_of(const void* data, std::size_t size, std::uint64_t seed) const {
  const XXH128_hash_t hash = XXH3_128bits_withSeed(data, size, seed_ + seed);
  return {hash.low64, hash.high64};
}

void TileEncoder::encode(const Tile& tile, StreamWriters& streams) {
  const std::uint32_t first = tile.pixels[0];
  const std::size_t count = tile.count();
  if (std::all_of(tile.pixels.begin(), tile.pixels.begin() + static_cast<std::ptrdiff_t>(count),
                  [=](std::uint32_t pixel) { return pixel == first; })) {
    put_kind(TileKind::kOneColour, streams);
    put_colours({&first, 1}, streams[kPalettes]);
    return;
  }
  const auto shape = static_cast<std::uint64_t>(tile.width) << 8 | static_cast<std::uint64_t>(tile.height);
  const Hash hash = hash_of(tile.pixels.data(), count * sizeof(std::uint32_t), shape);
  if (const auto number = tiles_.number_of(hash)) {
    put_kind(TileKind::kSeenBefore, streams);
    streams[kReferences].zigzag(static_cast<std::int64_t>(*number - expected_reference_));
    expected_reference_ = *number + 1;
    return;
  }
  tiles_.remember(hash);
  if (make_palette(tile, palette_)) {
    encode_palette(palette_, count, streams);
  } else {
    encode_colours(tile, streams);
  }
}

void TileEncoder::encode_palette(const PaletteTile& tile, std::size_t pixels, StreamWriters& streams) {
  const Hash hash = hash_of(tile.colours.data(), tile.colours.size() * sizeof(std::uint32_t), 0);
  if (const auto number = palettes_.number_of(hash)) {
    put_kind(TileKind::kKnownPalette, streams);
    streams[kReferences].varint(palettes_.next() - 1 - *number);
  } else {
    palettes_.remember(hash);
    put_kind(TileKind::kNewPalette, streams);
    streams[kPalettes].u8(static_cast<std::uint8_t>(tile.colours.size() - 1));
    put_colours(tile.colours, streams[kPalettes]);
  }
  pack_indices(tile, pixels, streams[kIndices]);
}

void TileEncoder::encode_colours(const Tile& tile, StreamWriters& streams) {
  const std::size_t count = tile.count();
  const bool withheld =
      std::any_of(tile.pixels.begin(), tile.pixels.begin() + static_cast<std::ptrdiff_t>(count), is_withheld);
  put_kind(withheld ? TileKind::kColoursAndWithheld : TileKind::kColours, streams);
  const int planes = withheld ? 4 : 3;
  std::array<std::uint8_t, kTilePixels> plane;
  for (int i = 0; i < planes; ++i) {
    predict_plane(tile, i, plane);
    streams[kPlanes].raw(ByteView(plane.data(), count));
  }
}

}  // namespace insyn::track
