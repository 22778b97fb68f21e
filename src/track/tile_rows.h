// A tile's rows, divided into what is new and what is told in a few bytes. A line of text that has moved
// shows rows that were written before, wherever they lie now, so only rows that nobody has seen are written
// out.
#pragma once

#include <vector>

#include "track/content_memory.h"
#include "track/tile.h"

namespace insyn::track {

struct RowRun {
  RowOp op = RowOp::kNew;
  int begin = 0;  // the first row
  int length = 0;
  std::uint64_t number = 0;  // kKnown: of the first row
};

class RowDivider {
 public:
  explicit RowDivider(std::uint64_t seed) : seed_(seed) {}

  // From the top down, without a gap. Remembers the new rows: they have to be written.
  const std::vector<RowRun>& divide(const Tile& tile);
  void reset() { rows_.reset(); }

 private:
  RowRun classify(const Tile& tile, int y);

  std::uint64_t seed_;
  ContentMemory rows_{kRowStoreSize};
  std::vector<RowRun> runs_;
};

}  // namespace insyn::track
