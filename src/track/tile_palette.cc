#include "track/tile_palette.h"

#include <algorithm>

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
void pack_in(const PaletteTile& tile, std::size_t pixels, ByteWriter& out) {
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

}  // namespace

bool make_palette(std::span<const std::uint32_t> pixels, PaletteTile& out) {
  ColourTable table;
  out.colours.clear();
  if (pixels.empty()) return true;
  std::uint32_t before = ~pixels[0];
  std::size_t index = 0;
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    const std::uint32_t pixel = pixels[i];
    if (pixel != before) {
      index = table.index_of(pixel);
      if (index == kLargestPalette) return false;
      if (index == out.colours.size()) out.colours.push_back(pixel);
      before = pixel;
    }
    out.indices[i] = static_cast<std::uint8_t>(index);
  }
  sort_palette(out, pixels.size());
  return true;
}

void pack_indices(const PaletteTile& tile, std::size_t pixels, ByteWriter& out) {
  switch (bits_for(tile.colours.size())) {
    case 1:
      return pack_in<1>(tile, pixels, out);
    case 2:
      return pack_in<2>(tile, pixels, out);
    case 4:
      return pack_in<4>(tile, pixels, out);
    default:
      return pack_in<8>(tile, pixels, out);
  }
}

void put_colours(std::span<const std::uint32_t> colours, ByteWriter& out) {
  for (const int shift : {0, 8, 16, 24}) {
    for (const std::uint32_t colour : colours) out.u8(static_cast<std::uint8_t>(colour >> shift));
  }
}

}  // namespace insyn::track
