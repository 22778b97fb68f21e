// What tiles are told in, the same for the writer and the reader.
#pragma once

#include "track/codec/format.h"
#include "track/codec/photo_model.h"
#include "track/codec/picture_model.h"
#include "track/codec/pixel_model.h"
#include "track/codec/range_coder.h"

namespace insyn::track {

class TileModels {
 public:
  PixelModel pixels;
  PhotoModel photos;
  PictureModel pictures;

  template <class Coder>
  TileKind kind(Coder& coder, TileKind kind) {
    kind_ = code_tree<3>(coder, kinds_[kind_], static_cast<std::uint32_t>(kind));
    return static_cast<TileKind>(kind_);
  }
  // How far from the tile that was expected to come back.
  template <class Coder>
  std::int64_t tile_step(Coder& coder, std::int64_t step) {
    return tile_steps_.code_signed(coder, step);
  }

  // A line of text mostly begins and ends in the same rows as in the tile to the left.
  void begin_rows(Point tile) {
    if (tile != Point{last_.x + kTileSide, last_.y})
      ops_left_ = kNoOps;
    else
      ops_left_ = ops_here_;
    ops_here_ = kNoOps;
    last_ = tile;
    row_ = 0;
    op_ = kNone;
  }
  // Of the next row of this tile.
  template <class Coder>
  RowOp op(Coder& coder, RowOp op) {
    op_ = code_tree<3>(coder, ops_[op_][ops_left_[row_]], static_cast<std::uint32_t>(op));
    ops_here_[row_++] = op_;
    return static_cast<RowOp>(op_);
  }
  template <class Coder>
  std::int64_t row_step(Coder& coder, std::int64_t step) {
    return row_steps_.code_signed(coder, step);
  }
  // Forgets everything, as an index point does.
  void reset() {
    pixels.reset();
    photos.reset();
    pictures.reset();
    kinds_ = {};
    tile_steps_ = {};
    ops_ = {};
    last_ = {};
    ops_here_ = kNoOps;
    row_steps_ = {};
    kind_ = 0;
  }

 private:
  static constexpr std::uint32_t kNone = 7;
  using Ops = std::array<std::uint32_t, kTileSide>;
  static constexpr Ops kNoOps = [] {
    Ops none{};
    none.fill(kNone);
    return none;
  }();

  std::uint32_t kind_ = 0;
  std::array<std::array<AdaptiveBit, 8>, 8> kinds_;
  NumberModel tile_steps_;

  Point last_;
  std::size_t row_ = 0;
  std::uint32_t op_ = kNone;
  Ops ops_here_ = kNoOps, ops_left_ = kNoOps;
  std::array<std::array<std::array<AdaptiveBit, 8>, 8>, 8> ops_;
  NumberModel row_steps_;
};

}  // namespace insyn::track
