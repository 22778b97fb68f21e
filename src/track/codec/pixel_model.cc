#include "track/codec/pixel_model.h"

#include <algorithm>

namespace insyn::track {
namespace {

// One odd multiplier for each neighbour. A context is the sum of its products, and each context extends the
// sum of the smaller one.
constexpr std::uint32_t kWest = 0x9E37'79B1, kNorth = 0x85EB'CA6B, kNorthWest = 0xC2B2'AE35,
                        kNorthEast = 0x27D4'EB2F;
constexpr std::uint32_t kWest2 = 0x1656'67B1, kNorth2 = 0x7FEB'352D, kNorthWest2 = 0x846C'A68B,
                        kNorthEast2 = 0xD35A'2D97;
constexpr std::uint32_t kNorth2East = 0xB529'7A4D, kNorth2West = 0x68E3'1DA5, kWest3 = 0x1B56'C4E9;

constexpr std::uint32_t finish(std::uint32_t sum) {
  sum = (sum ^ sum >> 15) * 0x2C1B'3C6D;
  return sum ^ sum >> 12;
}

// The neighbours that only the largest context has.
struct Further {
  std::uint32_t west3 = 0, north_west2 = 0, north_east2 = 0, north2_west = 0, north2_east = 0;
};

void gather_inside(const std::uint32_t* row, int width, Neighbours& near, Further& further) {
  const std::uint32_t *above = row - width, *above2 = above - width;
  near = {row[-1], above[0], above[-1], above[1], row[-2], above2[0]};
  further = {row[-3], above[-2], above[2], above2[-1], above2[1]};
}

// At the edge of the image the nearest pixel replaces those outside.
void gather_at_edge(const Image& image, int x, int y, Neighbours& near, Further& further) {
  const std::uint32_t* row = image.row(y) + x;
  const std::uint32_t* above = y > 0 ? row - image.width : nullptr;
  const std::uint32_t* above2 = y > 1 ? above - image.width : nullptr;
  const bool right = x + 1 < image.width;
  near.west = x > 0 ? row[-1] : 0;
  near.west2 = x > 1 ? row[-2] : near.west;
  near.north = above != nullptr ? above[0] : near.west;
  near.north_west = above != nullptr && x > 0 ? above[-1] : near.north;
  near.north_east = above != nullptr && right ? above[1] : near.north;
  near.north2 = above2 != nullptr ? above2[0] : near.north;
  further.west3 = x > 2 ? row[-3] : near.west2;
  further.north_west2 = above != nullptr && x > 1 ? above[-2] : near.north_west;
  further.north_east2 = above != nullptr && x + 2 < image.width ? above[2] : near.north_east;
  further.north2_east = above2 != nullptr && right ? above2[1] : near.north2;
  further.north2_west = above2 != nullptr && x > 0 ? above2[-1] : near.north2;
}

}  // namespace

PixelModel::PixelModel() : slots_(kContexts << kSlotBits) {}

void PixelModel::reset() {
  std::fill(slots_.begin(), slots_.end(), Slot{});
  first_bits_ = {};
  other_bits_ = {};
  literals_.reset();
  solids_.fill(0);
}

void PixelModel::gather(const Image& image, int x, int y, Context& context) {
  const std::uint32_t* row = image.row(y) + x;
  Neighbours& near = context.near;
  Further further;
  if (x > 2 && x + 2 < image.width && y > 1) {
    gather_inside(row, image.width, near, further);
  } else {
    gather_at_edge(image, x, y, near, further);
  }
  const std::uint32_t nearest =
      near.west * kWest + near.north * kNorth + near.north_west * kNorthWest + near.north_east * kNorthEast;
  const std::uint32_t wider = nearest + near.west2 * kWest2 + near.north2 * kNorth2;
  const std::uint32_t widest = wider + further.north_west2 * kNorthWest2 + further.north_east2 * kNorthEast2 +
                               further.north2_east * kNorth2East + further.north2_west * kNorth2West +
                               further.west3 * kWest3;
  const std::array<std::uint32_t, kContexts> hashes = {finish(widest), finish(wider), finish(nearest)};
  for (std::size_t i = 0; i < kContexts; ++i) {
    context.slots[i] = &slots_[i << kSlotBits | hashes[i] >> (32 - kSlotBits)];
    context.checks[i] = static_cast<std::uint16_t>(hashes[i] & 0xFFFF);
  }
}

void PixelModel::gather_ahead(const Image& image, int x, int y, Context& context) {
  gather(image, x, y, context);
  for (const Slot* slot : context.slots) __builtin_prefetch(slot);
}

void PixelModel::encode_row(RangeEncoder& coder, Image& image, int x, int y, const std::uint32_t* pixels,
                            int count) {
  std::uint32_t* row = image.row(y) + x;
  for (int i = 0; i < count; ++i) contexts_[static_cast<std::size_t>(i)].previous = row[i];
  std::copy_n(pixels, count, row);
  for (int i = 0; i < count; ++i) gather_ahead(image, x + i, y, contexts_[static_cast<std::size_t>(i)]);
  for (int i = 0; i < count; ++i) {
    const Context& context = contexts_[static_cast<std::size_t>(i)];
    collect_first_candidate(context);
    code_collected(coder, context, pixels[i]);
  }
}

void PixelModel::decode_row(RangeDecoder& coder, Image& image, int x, int y, int count) {
  std::uint32_t* row = image.row(y) + x;
  Context *here = &contexts_[0], *next = &contexts_[1];
  bool gathered = false;
  for (int i = 0; i < count; ++i, std::swap(here, next)) {
    here->previous = row[i];
    if (!gathered) gather(image, x + i, y, *here);
    collect_first_candidate(*here);
    // The slots of the next pixel are fetched as if the first candidate were right, as it mostly is.
    const std::uint32_t expected = row[i] = candidates_[first_];
    if (i + 1 < count) gather_ahead(image, x + i + 1, y, *next);
    row[i] = code_collected(coder, *here, 0);
    gathered = row[i] == expected;
  }
}

void PixelModel::collect_first_candidate(const Context& context) {
  for (std::size_t i = 0; i < kContexts; ++i) {
    const Slot& slot = *context.slots[i];
    candidates_[i] = slot.check == context.checks[i] ? slot.colours[0] : kNoColour;
  }
  first_ = 0;
  while (first_ < kContexts && candidates_[first_] == kNoColour) ++first_;
  if (first_ < kContexts) return;
  collect_others(context);
  while (candidates_[first_] == kNoColour) ++first_;
}

void PixelModel::collect_others(const Context& context) {
  for (std::size_t i = 0; i < kContexts; ++i) {
    const Slot& slot = *context.slots[i];
    candidates_[kContexts + i] = slot.check == context.checks[i] ? slot.colours[1] : kNoColour;
  }
  std::uint32_t* others = &candidates_[2 * kContexts];
  others[0] = context.previous;
  others[1] = context.near.west;
  others[2] = context.near.north;
  others[3] = context.near.north_east;
  others[4] = context.near.north_west;
  for (std::size_t i = 0; i < kSolids; ++i) others[5 + i] = solids_[i];
}

void PixelModel::update(const Context& context, std::uint32_t pixel) {
  if (pixel == context.near.west && pixel != solids_[0]) {
    std::size_t i = 1;
    while (i + 1 < kSolids && solids_[i] != pixel) ++i;
    for (; i > 0; --i) solids_[i] = solids_[i - 1];
    solids_[0] = pixel;
  }
  for (std::size_t i = 0; i < kContexts; ++i) {
    Slot& slot = *context.slots[i];
    if (slot.check != context.checks[i] || slot.colours[0] == kNoColour) {
      slot = {{pixel, kNoColour}, context.checks[i], 0};
    } else if (slot.colours[0] == pixel) {
      if (slot.confidence < kMostConfidence) ++slot.confidence;
    } else {
      slot = {{pixel, slot.colours[0]}, slot.check, 0};
    }
  }
}

}  // namespace insyn::track
