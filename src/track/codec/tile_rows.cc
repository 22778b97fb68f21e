#include "track/codec/tile_rows.h"

#include <algorithm>

namespace insyn::track {
namespace {

bool is_plain(const std::uint32_t* row, int width) {
  return std::all_of(row + 1, row + width, [=](std::uint32_t pixel) { return pixel == row[0]; });
}

}  // namespace

Row RowDivider::classify(const Tile& tile, int y) {
  const std::uint32_t* row = tile.row(y);
  if (is_plain(row, tile.width)) return {RowOp::kPlain};
  if (y > 0 && std::equal(row, row + tile.width, tile.row(y - 1))) return {RowOp::kAsAbove};
  const auto width = static_cast<std::size_t>(tile.width);
  const ContentHash hash = hash_of(row, width * sizeof *row, seed_ + width);
  if (const auto number = rows_.number_of(hash)) {
    const auto step = static_cast<std::int64_t>(*number - expected_);
    expected_ = *number + 1;
    return {step == 0 ? RowOp::kFollowing : RowOp::kKnown, step};
  }
  rows_.remember(hash);
  return {RowOp::kNew};
}

std::span<const Row> RowDivider::divide(const Tile& tile) {
  for (int y = 0; y < tile.height; ++y) divided_[static_cast<std::size_t>(y)] = classify(tile, y);
  return std::span(divided_).first(static_cast<std::size_t>(tile.height));
}

void RowDivider::reset() {
  rows_.reset();
  expected_ = 0;
}

}  // namespace insyn::track
