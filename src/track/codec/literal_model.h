// A pixel's colour that none of the guesses has named: green, then red and blue in view of it. What each bit
// of them will be is asked of several contexts, whose answers are mixed.
#pragma once

#include <vector>

#include "track/codec/mixer.h"
#include "track/codec/range_coder.h"
#include "track/codec/surfaces.h"

namespace insyn::track {

// The known pixels beside one that is to be told.
struct Neighbours {
  std::uint32_t west = 0, north = 0, north_west = 0, north_east = 0, west2 = 0, north2 = 0;
};

constexpr std::uint32_t channel_of(std::uint32_t pixel, int shift) { return pixel >> shift & 0xFF; }
constexpr int green_of(std::uint32_t pixel) { return static_cast<int>(pixel >> 8 & 0xFF); }

// Where letters have soft edges, colours lie between that of the ground and that of the ink.
struct ColourLine {
  std::uint32_t from = 0, to = 0;

  // The red (shift 16) or blue (0) that goes with `green`.
  std::uint32_t other(int shift, std::uint32_t green) const {
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

  template <class Coder>
  std::uint32_t code(Coder& coder, const Neighbours& near, std::uint32_t pixel);

 private:
  static constexpr int kLineBits = 14;
  static constexpr std::size_t kContexts = 5;
  // What was learned of four bits of a byte in one context, in one line of a cache.
  struct alignas(64) Line {
    std::array<AdaptiveBit, 16> nodes;
  };
  using Contexts = std::array<std::uint32_t, kContexts>;

  static std::uint32_t hash(std::uint32_t a, std::uint32_t b, std::uint32_t c = 0) {
    const std::uint32_t mixed = (a * 0x9E37'79B1U + b) * 0x85EB'CA6BU + c;
    return (mixed ^ mixed >> 15) * 0xC2B2'AE35U;
  }
  Line& line_of(std::uint32_t context) { return lines_[context >> (32 - kLineBits)]; }
  ColourLine line_through(const Neighbours& near) const;
  void learn(const Neighbours& near, std::uint32_t pixel);

  template <class Coder>
  std::uint32_t code_byte(Coder& coder, std::size_t channel, const Contexts& contexts, std::uint32_t value);
  // What comes on top of a value that was guessed, most often nothing.
  template <class Coder>
  std::uint32_t code_rest(Coder& coder, std::size_t kind, const Contexts& contexts, std::uint32_t value);

  std::vector<Line> lines_;
  std::array<std::array<Mixer<kContexts>, 8>, 3> bytes_;
  std::array<Mixer<kContexts>, 4> exact_;
  std::array<std::uint32_t, 256> inks_{};  // last seen on a ground
  AdaptiveBit withheld_;
  std::array<AdaptiveBit, 256> reasons_;
};

template <class Coder>
std::uint32_t LiteralModel::code_byte(Coder& coder, std::size_t channel, const Contexts& contexts,
                                      std::uint32_t value) {
  std::uint32_t got = 1;
  for (unsigned half = 0; half < 2; ++half) {
    std::array<Line*, kContexts> lines;
    for (std::size_t c = 0; c < kContexts; ++c)
      lines[c] = &line_of(half == 0 ? contexts[c] : hash(got, contexts[c]));
    std::uint32_t node = 1;
    for (unsigned i = 0; i < 4; ++i) {
      auto& mixer = bytes_[channel][half * 4 + i];
      for (std::size_t c = 0; c < kContexts; ++c) mixer.add(c, lines[c]->nodes[node].probability());
      const bool bit = coder.decide((value >> (7 - half * 4 - i) & 1) != 0, mixer.mix());
      mixer.learn(bit);
      for (Line* line : lines) line->nodes[node].template learn<60>(bit);
      node = node << 1 | (bit ? 1U : 0U);
    }
    got = got << 4 | (node & 15);
  }
  return got & 0xFF;
}

template <class Coder>
std::uint32_t LiteralModel::code_rest(Coder& coder, std::size_t kind, const Contexts& contexts,
                                      std::uint32_t value) {
  Mixer<kContexts>& mixer = exact_[kind];
  std::array<AdaptiveBit*, kContexts> asked;
  for (std::size_t i = 0; i < kContexts; ++i) {
    asked[i] = &line_of(contexts[i]).nodes[0];
    mixer.add(i, asked[i]->probability());
  }
  const bool exact = coder.decide(value == 0, mixer.mix());
  mixer.learn(exact);
  for (AdaptiveBit* one : asked) one->learn(exact);
  return exact ? 0 : code_byte(coder, kind == 0 ? 1 : 2, contexts, value);
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
  const std::uint32_t red_guess = line.other(16, green), blue_guess = line.other(0, green);
  const std::uint32_t ends = hash(7, line.from, line.to);
  const std::uint32_t off = code_rest(
      coder, 0, {hash(11, 0), hash(12, green, ends), hash(13, green), hash(14, ends), hash(15, green, west)},
      ((pixel >> 16) - red_guess) & 0xFF);
  const std::uint32_t red = (red_guess + off) & 0xFF;
  const std::uint32_t blue =
      (blue_guess + code_rest(coder,
                              off == 0               ? 1
                              : off < 4 || off > 252 ? 2
                                                     : 3,
                              {hash(21, off), hash(22, off + (green << 8), ends), hash(23, off, green),
                               hash(24, off, ends), hash(25, off, hash(1, green, west))},
                              (pixel - blue_guess) & 0xFF)) &
      0xFF;
  learn(near, red << 16 | green << 8 | blue);
  return red << 16 | green << 8 | blue;
}

}  // namespace insyn::track
