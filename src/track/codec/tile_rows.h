// A tile's rows, divided into what is new and what is told in a few bytes. A line of text that has moved
// shows rows that were written before, wherever they lie now, so only rows that nobody has seen are written
// out.
#pragma once

#include <span>

#include "track/codec/content_memory.h"
#include "track/codec/tile.h"

namespace insyn::track {

struct Row {
  RowOp op = RowOp::kNew;
  std::int64_t step = 0;  // kKnown: from the row that was expected
};

class RowDivider {
 public:
  explicit RowDivider(std::uint64_t seed) : seed_(seed) {}

  // From the top down. Remembers the new rows: they have to be written. The answer is good until the next
  // call.
  std::span<const Row> divide(const Tile& tile);
  void reset();

 private:
  Row classify(const Tile& tile, int y);

  std::uint64_t seed_;
  ContentMemory rows_{kRowStoreSize};
  std::array<Row, kTileSide> divided_;
  // A screen that is shown again mostly refers to one row after another.
  std::uint64_t expected_ = 0;
};

}  // namespace insyn::track
