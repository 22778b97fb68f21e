// Lossless coding of a pixel by candidates predicted from its neighbourhood. Text is drawn with few glyphs in
// few colours, so the colour that followed the same neighbours before mostly follows them again. A pixel is
// the first candidate that is right, or a literal (literal_model.h).
#pragma once

#include <vector>

#include "track/codec/format.h"
#include "track/codec/literal_model.h"
#include "track/codec/pixels.h"
#include "track/codec/range_coder.h"

namespace insyn::track {

class PixelModel {
 public:
  PixelModel();
  // To the state at an index point.
  void reset();

  // Codes the pixel of `image` at (x, y), withheld ones too, and puts it there. The pixels above and to the
  // left are coded already; those to the right and below, and the pixel itself, are what was there before.
  // Encoder: `pixel` is coded. Decoder: `pixel` is ignored. Returns the coded pixel; the number of a withheld
  // one's reason is not checked.
  template <class Coder>
  std::uint32_t code(Coder& coder, Image& image, int x, int y, std::uint32_t pixel);
  // The same for `count` pixels of a row, at most kTileSide.
  void encode_row(RangeEncoder& coder, Image& image, int x, int y, const std::uint32_t* pixels, int count);
  void decode_row(RangeDecoder& coder, Image& image, int x, int y, int count);

 private:
  // Contexts of 11, 6 and 4 neighbouring pixels, in this order.
  static constexpr std::size_t kContexts = 3;
  static constexpr int kSlotBits = 16;
  static constexpr std::size_t kSolids = 4;
  // Two colours from each context, the previous pixel, four neighbours and the recent solid colours.
  static constexpr std::size_t kCandidates = 2 * kContexts + 5 + kSolids;
  static constexpr std::size_t kMostTried = 9;
  static constexpr std::uint32_t kNoColour = 0xFFFF'FFFF;

  // An entry of a context's hash table: the colours that followed it, the most recent first.
  struct Slot {
    std::uint32_t colours[2] = {kNoColour, kNoColour};
    std::uint16_t check = 0;
    std::uint16_t confidence = 0;  // how often in a row the first colour was right, at most kMostConfidence
  };

  // What is known about a pixel before it is coded.
  struct Context {
    Neighbours near;
    std::uint32_t previous = 0;  // the pixel that was there before
    std::array<Slot*, kContexts> slots{};
    std::array<std::uint16_t, kContexts> checks{};
  };

  // Sets all but `previous`, which may be overwritten already.
  void gather(const Image& image, int x, int y, Context& context);
  // The same, and prefetches the slots: they lie anywhere in a table that is larger than the cache.
  void gather_ahead(const Image& image, int x, int y, Context& context);
  // Most pixels are the first candidate, so the others are collected only where it was wrong.
  void collect_first_candidate(const Context& context);
  void collect_others(const Context& context);
  template <class Coder>
  std::uint32_t code_collected(Coder& coder, const Context& context, std::uint32_t pixel);
  template <class Coder>
  std::uint32_t code_other(Coder& coder, const Context& context, std::uint32_t pixel);
  // Which other predictions agree with a candidate, as five flags.
  std::uint32_t agreement(const Context& context, std::uint32_t candidate) const {
    return (candidate == context.near.west ? 1U : 0U) | (candidate == context.near.north ? 2U : 0U) |
           (candidate == context.previous ? 4U : 0U) | (candidate == candidates_[1] ? 8U : 0U) |
           (candidate == candidates_[2] ? 16U : 0U);
  }
  void update(const Context& context, std::uint32_t pixel);

  static constexpr std::uint16_t kMostConfidence = 7;

  std::vector<Slot> slots_;
  std::array<std::array<AdaptiveBit, 256>, kCandidates> first_bits_;
  std::array<std::array<AdaptiveBit, 256>, kMostTried * kCandidates> other_bits_;
  LiteralModel literals_;
  std::array<std::uint32_t, kSolids> solids_{};  // colours of solid areas, the most recent first

  // Of the pixels of the row being coded.
  std::array<Context, kTileSide> contexts_;
  std::array<std::uint32_t, kCandidates> candidates_{};  // kNoColour where there is none
  std::size_t first_ = 0;                                // the index of the first candidate
};

// After collect_first_candidate().
template <class Coder>
std::uint32_t PixelModel::code_collected(Coder& coder, const Context& context, std::uint32_t pixel) {
  const std::uint32_t candidate = candidates_[first_],
                      confidence = first_ < kContexts ? context.slots[first_]->confidence : 0;
  const bool hit = code_bit<250>(coder, first_bits_[first_][agreement(context, candidate) << 3 | confidence],
                                 candidate == pixel);
  pixel = hit ? candidate : code_other(coder, context, pixel);
  update(context, pixel);
  return pixel;
}

template <class Coder>
std::uint32_t PixelModel::code_other(Coder& coder, const Context& context, std::uint32_t pixel) {
  if (first_ < kContexts) collect_others(context);
  std::size_t tried = 1;
  for (std::size_t index = first_ + 1; index < kCandidates && tried < kMostTried; ++index) {
    const std::uint32_t candidate = candidates_[index];
    const auto begin = candidates_.begin() + static_cast<std::ptrdiff_t>(first_),
               here = candidates_.begin() + static_cast<std::ptrdiff_t>(index);
    if (candidate == kNoColour || std::find(begin, here, candidate) != here) continue;
    AdaptiveBit& model = other_bits_[tried * kCandidates + index]
                                    [agreement(context, candidate) << 2 | std::min(first_, kContexts)];
    if (code_bit<250>(coder, model, candidate == pixel)) return candidate;
    ++tried;
  }
  return literals_.code(coder, context.near, pixel);
}

template <class Coder>
std::uint32_t PixelModel::code(Coder& coder, Image& image, int x, int y, std::uint32_t pixel) {
  Context& context = contexts_[0];
  context.previous = image.row(y)[x];
  gather(image, x, y, context);
  collect_first_candidate(context);
  return image.row(y)[x] = code_collected(coder, context, pixel);
}

}  // namespace insyn::track
