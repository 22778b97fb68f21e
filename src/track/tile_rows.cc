#include "track/tile_rows.h"

#include <algorithm>

namespace insyn::track {
namespace {

bool is_plain(const std::uint32_t* row, int width) {
  return std::all_of(row + 1, row + width, [=](std::uint32_t pixel) { return pixel == row[0]; });
}

bool continues(const RowRun& run, const RowRun& next, const Tile& tile) {
  if (run.op != next.op) return false;
  if (run.op == RowOp::kKnown) return next.number == run.number + static_cast<std::uint64_t>(run.length);
  return run.op != RowOp::kPlain || *tile.row(run.begin) == *tile.row(next.begin);
}

}  // namespace

RowRun RowDivider::classify(const Tile& tile, int y) {
  const std::uint32_t* row = tile.row(y);
  if (is_plain(row, tile.width)) return {RowOp::kPlain, y, 1};
  if (y > 0 && std::equal(row, row + tile.width, tile.row(y - 1))) return {RowOp::kAsAbove, y, 1};
  const auto width = static_cast<std::size_t>(tile.width);
  const ContentHash hash = hash_of(row, width * sizeof *row, seed_ + width);
  if (const auto number = rows_.number_of(hash)) return {RowOp::kKnown, y, 1, *number};
  rows_.remember(hash);
  return {RowOp::kNew, y, 1};
}

const std::vector<RowRun>& RowDivider::divide(const Tile& tile) {
  runs_.clear();
  for (int y = 0; y < tile.height; ++y) {
    const RowRun next = classify(tile, y);
    if (!runs_.empty() && continues(runs_.back(), next, tile)) {
      ++runs_.back().length;
    } else {
      runs_.push_back(next);
    }
  }
  return runs_;
}

}  // namespace insyn::track
