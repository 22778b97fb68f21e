// Codes a pixel that no candidate of the pixel model predicted: green first, then red and blue as residuals
// of a prediction from green. Each bit's probability is mixed from five contexts.
#pragma once

#include <vector>

#include "track/codec/bit_models.h"
#include "track/codec/pixels.h"

namespace insyn::track {

// The coded pixels next to the one being coded.
struct Neighbours {
  std::uint32_t west = 0, north = 0, north_west = 0, north_east = 0, west2 = 0, north2 = 0;
};

constexpr std::uint32_t channel_of(std::uint32_t pixel, int shift) { return pixel >> shift & 0xFF; }
constexpr int green_of(std::uint32_t pixel) { return static_cast<int>(pixel >> 8 & 0xFF); }

// A line through RGB space. The pixels of antialiased text lie between the colours of background and text.
struct ColourLine {
  std::uint32_t from = 0, to = 0;

  // The red (shift 16) or blue (shift 0) of the point of the line that has this green, rounded, 0 to 255.
  std::uint32_t predict(int shift, std::uint32_t green) const {
    const int begin = static_cast<int>(channel_of(from, shift)),
              end = static_cast<int>(channel_of(to, shift));
    const int step = static_cast<int>(green) - green_of(from);
    const int whole = green_of(to) - green_of(from);
    if (whole == 0) return static_cast<std::uint32_t>(std::clamp(begin + step, 0, 255));
    const int scaled =
        (end - begin) * step * 2 + (((end - begin) * step < 0) == (whole < 0) ? whole : -whole);
    return static_cast<std::uint32_t>(std::clamp(begin + scaled / (2 * whole), 0, 255));
  }
};

class LiteralModel {
 public:
  LiteralModel();
  void reset();

  // Encoder: codes `pixel`, kept or withheld. Decoder: `pixel` is ignored. Returns the coded pixel; the
  // number of a withheld one's reason is not checked.
  template <class Coder>
  std::uint32_t code(Coder& coder, const Neighbours& near, std::uint32_t pixel);

 private:
  static constexpr int kTableBits = 14;
  static constexpr std::size_t kContexts = 5;
  // The models of four bits (a nibble) in one context: one cache line, so one cache miss.
  struct alignas(64) Nibble {
    std::array<AdaptiveBit, 16> nodes;
  };
  using Contexts = std::array<std::uint32_t, kContexts>;

  static std::uint32_t hash(std::uint32_t a, std::uint32_t b, std::uint32_t c = 0) {
    const std::uint32_t mixed = (a * 0x9E37'79B1U + b) * 0x85EB'CA6BU + c;
    return (mixed ^ mixed >> 15) * 0xC2B2'AE35U;
  }
  Nibble& nibble_in(std::uint32_t context) { return table_[context >> (32 - kTableBits)]; }
  ColourLine line_through(const Neighbours& near) const;
  void update_ink(const Neighbours& near, std::uint32_t pixel);

  template <class Coder>
  std::uint32_t code_byte(Coder& coder, std::size_t channel, const Contexts& contexts, std::uint32_t value);
  // A residual: whether it is zero, which is most likely, then its value. `model_set` selects the mixer.
  template <class Coder>
  std::uint32_t code_residual(Coder& coder, std::size_t model_set, const Contexts& contexts,
                              std::uint32_t value);

  std::vector<Nibble> table_;
  std::array<std::array<Mixer<kContexts>, 8>, 3> byte_mixers_;
  std::array<Mixer<kContexts>, 4> zero_mixers_;
  // By a hash of the background colour: the text colour seen on it last.
  std::array<std::uint32_t, 256> inks_{};
  AdaptiveBit withheld_;
  std::array<AdaptiveBit, 256> reasons_;
};

template <class Coder>
std::uint32_t LiteralModel::code_byte(Coder& coder, std::size_t channel, const Contexts& contexts,
                                      std::uint32_t value) {
  std::uint32_t coded = 1;
  for (unsigned half = 0; half < 2; ++half) {
    std::array<Nibble*, kContexts> nibbles;
    for (std::size_t c = 0; c < kContexts; ++c)
      nibbles[c] = &nibble_in(half == 0 ? contexts[c] : hash(coded, contexts[c]));
    std::uint32_t node = 1;
    for (unsigned i = 0; i < 4; ++i) {
      auto& mixer = byte_mixers_[channel][half * 4 + i];
      for (std::size_t c = 0; c < kContexts; ++c) mixer.add(c, nibbles[c]->nodes[node].probability());
      const bool bit = coder.code((value >> (7 - half * 4 - i) & 1) != 0, mixer.mix());
      mixer.update(bit);
      for (Nibble* nibble : nibbles) nibble->nodes[node].template update<60>(bit);
      node = node << 1 | (bit ? 1U : 0U);
    }
    coded = coded << 4 | (node & 15);
  }
  return coded & 0xFF;
}

template <class Coder>
std::uint32_t LiteralModel::code_residual(Coder& coder, std::size_t model_set, const Contexts& contexts,
                                          std::uint32_t value) {
  Mixer<kContexts>& mixer = zero_mixers_[model_set];
  std::array<AdaptiveBit*, kContexts> models;
  for (std::size_t i = 0; i < kContexts; ++i) {
    models[i] = &nibble_in(contexts[i]).nodes[0];
    mixer.add(i, models[i]->probability());
  }
  const bool zero = coder.code(value == 0, mixer.mix());
  mixer.update(zero);
  for (AdaptiveBit* model : models) model->update(zero);
  return zero ? 0 : code_byte(coder, model_set == 0 ? 1 : 2, contexts, value);
}

template <class Coder>
std::uint32_t LiteralModel::code(Coder& coder, const Neighbours& near, std::uint32_t pixel) {
  if (code_bit<250>(coder, withheld_, is_withheld(pixel)))
    return code_tree<8>(coder, reasons_, pixel >> 24) << 24;
  const std::uint32_t west = near.west, north = near.north;
  const ColourLine line = line_through(near);
  const std::uint32_t green = code_byte(coder, 0,
                                        {hash(1, 0), hash(2, west), hash(3, north, near.north_east),
                                         hash(4, west, north), hash(5, west & 0xFCFC, north >> 8 & 0xF8)},
                                        pixel >> 8 & 0xFF);
  const std::uint32_t predicted_red = line.predict(16, green), predicted_blue = line.predict(0, green);
  const std::uint32_t ends = hash(7, line.from, line.to);
  const std::uint32_t red_residual = code_residual(
      coder, 0, {hash(11, 0), hash(12, green, ends), hash(13, green), hash(14, ends), hash(15, green, west)},
      ((pixel >> 16) - predicted_red) & 0xFF);
  const std::uint32_t red = (predicted_red + red_residual) & 0xFF;
  const std::size_t blue_set = red_residual == 0 ? 1 : red_residual < 4 || red_residual > 252 ? 2 : 3;
  const std::uint32_t blue_residual = code_residual(
      coder, blue_set,
      {hash(21, red_residual), hash(22, red_residual + (green << 8), ends), hash(23, red_residual, green),
       hash(24, red_residual, ends), hash(25, red_residual, hash(1, green, west))},
      (pixel - predicted_blue) & 0xFF);
  const std::uint32_t blue = (predicted_blue + blue_residual) & 0xFF;
  const std::uint32_t coded = red << 16 | green << 8 | blue;
  update_ink(near, coded);
  return coded;
}

}  // namespace insyn::track
