// Bodies of chunks that no writer would make.
#pragma once

#include <initializer_list>

#include "track/codec/chunk.h"
#include "track/codec/record_models.h"
#include "track/codec/testing.h"
#include "track/codec/tile_codec.h"

namespace insyn::track::testing {

// Encodes a body record by record. Signed numbers are given as they are mapped: 2n, or −2n−1 below zero.
class Body {
 public:
  // The first number is the time.
  Body& record(int kind, std::initializer_list<std::uint64_t> numbers) {
    records_->begin(coder, static_cast<RecordKind>(kind));
    std::size_t i = 0;
    for (const std::uint64_t number : numbers) records_->number(coder, field(kind, i++), number);
    return *this;
  }
  // An index point with an empty state, then surface 5, a window at 0,0.
  Body& open(int width, int height) {
    image = Image(width, height, withheld_pixel(Withheld::kNotYetDrawn));
    const auto wide = static_cast<std::uint64_t>(width), high = static_cast<std::uint64_t>(height);
    return record(10, {0}).record(1, {0, 5, 0, 0, 0, wide, high});
  }
  void pixel(int x, int y, std::uint32_t colour) { tiles->pixels.code(coder, image, x, y, colour); }
  Bytes finish() {
    records_->begin(coder, RecordKind::kEnd);
    return coder.finish();
  }
  Status feed(const ReadLimits& limits = {}) { return feed_bytes(finish(), limits); }

  static Status feed_bytes(const Bytes& body, const ReadLimits& limits = {}) {
    Reader reader(limits);
    return reader.feed(pack_chunk({true, 0, TrackTime(0), TrackTime(100)}, body));
  }

  RangeEncoder coder;
  std::unique_ptr<TileModels> tiles = std::make_unique<TileModels>();
  Image image;

 private:
  static std::size_t field(int kind, std::size_t i) {
    if (kind == 4) return std::min<std::size_t>(i, 2);
    if (kind == 5 && i > 4) return 3 + (i - 3) % 2;
    return i;
  }
  std::unique_ptr<RecordModels> records_ = std::make_unique<RecordModels>();
};

}  // namespace insyn::track::testing
