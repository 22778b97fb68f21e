// Lossy coding of the tiles of a playing video: a small transform codec. A tile is four 16×16 macroblocks in
// YCoCg 4:2:0 of six 8×8 blocks, each skipped, predicted from the pixels before (inter) or from the border
// (intra DC). Residuals pass the integer DCT of HEVC (ITU-T H.265, 8.6.4.2), so that every machine
// reconstructs the same pixels, a uniform quantiser and the adaptive models.
#pragma once

#include "track/codec/bit_models.h"
#include "track/codec/range_coder.h"
#include "track/codec/tile.h"

namespace insyn::track {

// By index: the steps of the quantiser, in units of 1/16 of a pixel value, the finest first.
inline constexpr std::array<std::int32_t, 8> kQuantiserSteps = {128, 192, 256, 384, 512, 768, 1024, 1536};

class LossyModel {
 public:
  // Codes `tile`, 32×32 kept pixels, at `at` of `image`, which holds the reconstruction afterwards.
  // `quantiser` is an index of kQuantiserSteps.
  void encode(RangeEncoder& coder, Image& image, Point at, const Tile& tile, std::uint32_t quantiser);
  // Reconstructs a tile of 32×32 pixels from any bits.
  void decode(RangeDecoder& coder, Image& image, Point at);
  void reset() { *this = {}; }

 private:
  // 8×8 values: samples and residuals row by row, quantised levels in scan order.
  using Block = std::array<std::int32_t, 64>;
  // Four blocks of luma, row by row, then Co and Cg at half the width and height.
  using Macroblock = std::array<Block, 6>;
  enum class Mode : std::uint8_t { kSkip, kInter, kIntra };

  template <class Coder>
  Mode code_mode(Coder& coder, Mode mode);
  template <class Coder>
  void code_levels(Coder& coder, Macroblock& levels, Mode mode);
  template <class Coder>
  void code_block(Coder& coder, Block& levels, std::size_t model_set);

  // The encoder's decision for a macroblock, and its levels.
  static Mode analyse(const Image& image, Point at, const Tile& tile, Point in_tile, std::int32_t step,
                      Macroblock& levels);
  static Mode choose_prediction(const Image& image, Point at, const Tile& tile, Point in_tile);
  static Macroblock residuals_of(const Image& image, Point at, const Tile& tile, Point in_tile, Mode mode);
  static void reconstruct(Image& image, Point at, Mode mode, const Macroblock& levels, std::int32_t step);
  static Block quantised(const Block& residuals, std::int32_t step);
  static Block dequantised(const Block& levels, std::int32_t step);

  std::array<AdaptiveBit, 8> quantiser_;
  // By the mode of the macroblock before.
  std::array<AdaptiveBit, 3> skip_, inter_;
  Mode last_mode_ = Mode::kSkip;
  // By model set: luma or chroma, inter or intra.
  std::array<AdaptiveBit, 4> empty_;
  std::array<std::array<AdaptiveBit, 64>, 4> last_positions_;
  // By model set, frequency band, and the magnitudes of the two levels before.
  std::array<std::array<std::array<NumberModel, 4>, 5>, 4> magnitudes_;
};

}  // namespace insyn::track
