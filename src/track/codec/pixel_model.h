// How new pixels are told: as guesses from what lies around them. Text is drawn from a few glyphs and few
// colours, so what stood beside the same neighbours before mostly stands there again.
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
  // Forgets everything, as an index point does.
  void reset();

  // The pixel of `image` at (x, y), of which those above and to the left are known already; what lies to the
  // right of it and below still is what was there before. Encoder: `pixel` is told. Decoder: the answer is
  // what was told. It is put into the image.
  template <class Coder>
  std::uint32_t code(Coder& coder, Image& image, int x, int y, std::uint32_t pixel);
  // The same of a row of `count` pixels, up to a tile's width, of which the encoder is told all at once.
  void encode_row(RangeEncoder& coder, Image& image, int x, int y, const std::uint32_t* pixels, int count);
  void decode_row(RangeDecoder& coder, Image& image, int x, int y, int count);

 private:
  static constexpr std::size_t kOrders = 3;
  static constexpr int kSlotBits = 16;
  static constexpr std::size_t kSolids = 4;
  static constexpr std::size_t kSources = 2 * kOrders + 5 + kSolids;
  static constexpr std::size_t kMostGuesses = 9;
  static constexpr std::uint32_t kNoColour = 0xFFFF'FFFF;

  // What came after a certain look of the neighbours, the last thing first.
  struct Slot {
    std::uint32_t colours[2] = {kNoColour, kNoColour};
    std::uint16_t check = 0;
    std::uint16_t trust = 0;  // how often the first was right since it was last wrong, at most kMostTrust
  };

  // What is known about a pixel before it is told.
  struct Look {
    Neighbours near;
    std::uint32_t old = 0;  // what stood there before
    std::array<Slot*, kOrders> slots{};
    std::array<std::uint16_t, kOrders> checks{};
  };

  // All but `old`, which may be gone.
  void look_around(const Image& image, int x, int y, Look& look);
  // The slots lie anywhere in a table larger than a cache: they are fetched while pixels before are coded.
  void look_ahead(const Image& image, int x, int y, Look& look);
  // Most pixels are what is guessed first: up to that one are collected, and the others where it was wrong.
  void collect_first_guess(const Look& look);
  void collect_others(const Look& look);
  template <class Coder>
  std::uint32_t tell(Coder& coder, const Look& look, std::uint32_t pixel);
  template <class Coder>
  std::uint32_t tell_otherwise(Coder& coder, const Look& look, std::uint32_t pixel);
  // What else speaks for a guess.
  std::uint32_t hint(const Look& look, std::uint32_t guess) const {
    return (guess == look.near.west ? 1U : 0U) | (guess == look.near.north ? 2U : 0U) |
           (guess == look.old ? 4U : 0U) | (guess == guesses_[1] ? 8U : 0U) |
           (guess == guesses_[2] ? 16U : 0U);
  }
  void learn(const Look& look, std::uint32_t pixel);

  static constexpr std::uint16_t kMostTrust = 7;

  std::vector<Slot> slots_;
  std::array<std::array<AdaptiveBit, 256>, kSources> firsts_;
  std::array<std::array<AdaptiveBit, 256>, kMostGuesses * kSources> others_;
  LiteralModel literals_;
  std::array<std::uint32_t, kSolids> solids_{};  // colours of plain areas, the last one first

  // Of the pixels that are told next.
  std::array<Look, kTileSide> looks_;
  std::array<std::uint32_t, kSources> guesses_{};  // kNoColour where there is none
  std::size_t first_ = 0;                          // the first that is one
};

// Once the first guess has been collected.
template <class Coder>
std::uint32_t PixelModel::tell(Coder& coder, const Look& look, std::uint32_t pixel) {
  const std::uint32_t guess = guesses_[first_], trust = first_ < kOrders ? look.slots[first_]->trust : 0;
  const bool hit = code_bit<250>(coder, firsts_[first_][hint(look, guess) << 3 | trust], guess == pixel);
  pixel = hit ? guess : tell_otherwise(coder, look, pixel);
  learn(look, pixel);
  return pixel;
}

template <class Coder>
std::uint32_t PixelModel::tell_otherwise(Coder& coder, const Look& look, std::uint32_t pixel) {
  if (first_ < kOrders) collect_others(look);
  std::size_t tried = 1;
  for (std::size_t source = first_ + 1; source < kSources && tried < kMostGuesses; ++source) {
    const std::uint32_t guess = guesses_[source];
    const auto begin = guesses_.begin() + static_cast<std::ptrdiff_t>(first_),
               here = guesses_.begin() + static_cast<std::ptrdiff_t>(source);
    if (guess == kNoColour || std::find(begin, here, guess) != here) continue;
    AdaptiveBit& model =
        others_[tried * kSources + source][hint(look, guess) << 2 | std::min(first_, kOrders)];
    if (code_bit<250>(coder, model, guess == pixel)) return guess;
    ++tried;
  }
  return literals_.code(coder, look.near, pixel);
}

template <class Coder>
std::uint32_t PixelModel::code(Coder& coder, Image& image, int x, int y, std::uint32_t pixel) {
  Look& look = looks_[0];
  look.old = image.row(y)[x];
  look_around(image, x, y, look);
  collect_first_guess(look);
  return image.row(y)[x] = tell(coder, look, pixel);
}

}  // namespace insyn::track
