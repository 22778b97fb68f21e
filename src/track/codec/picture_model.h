// Tiles of moving pictures, which are told less exactly: quarter by quarter, what came on top of the picture
// before, as waves.
#pragma once

#include "track/codec/block_transform.h"
#include "track/codec/pixels.h"
#include "track/codec/range_coder.h"
#include "track/codec/tile.h"

namespace insyn::track {

inline constexpr int kQuarterSide = 16;
// How finely waves are told: 1/16 of a colour's steps each.
inline constexpr std::array<std::int32_t, 8> kFineness = {128, 192, 256, 384, 512, 768, 1024, 1536};

class PictureModel {
 public:
  // The 32×32 pixels of `image` at `at` become about `tile`, told to the nearest kFineness[fineness].
  void encode(RangeEncoder& coder, Image& image, Point at, const Tile& tile, std::uint32_t fineness);
  void decode(RangeDecoder& coder, Image& image, Point at);
  void reset() { *this = {}; }

 private:
  // A quarter's waves: four blocks of brightness, two of colour at half the width and height. In units of the
  // fineness, in the order of kWaveOrder.
  using Quarter = std::array<Block, 6>;
  enum class How : std::uint8_t { kStays, kChanged, kNew };

  template <class Coder>
  void code_fineness(Coder& coder, std::uint32_t& fineness);
  template <class Coder>
  How code_how(Coder& coder, How how);
  template <class Coder>
  void code_quarter(Coder& coder, Quarter& quarter, How how);
  template <class Coder>
  void code_block(Coder& coder, Block& block, std::size_t sort);

  static How measure(const Image& image, Point at, const Tile& tile, Point in_tile, std::int32_t step,
                     Quarter& quarter);
  static void rebuild(Image& image, Point at, How how, const Quarter& quarter, std::int32_t step);

  std::array<AdaptiveBit, 8> fineness_;
  std::array<AdaptiveBit, 3> stays_, changed_;
  How last_ = How::kStays;
  std::array<AdaptiveBit, 4> empty_;
  std::array<std::array<AdaptiveBit, 64>, 4> lasts_;
  std::array<std::array<std::array<NumberModel, 4>, 5>, 4> levels_;
};

}  // namespace insyn::track
