// How pixels that were stored lossily, as those of playing videos are, are counted.
#include "leak/tally.h"

#include <gtest/gtest.h>

#include <random>

#include "support/client_paint.h"
#include "track/codec/reader.h"
#include "track/codec/writer.h"

namespace insyn::leak {
namespace {

using track::TrackTime;

constexpr int kSide = 128;

// Ten pictures a second, each of other pixels, as a reader sees them in the end.
template <class Colour>
Tally tally_of_video(const Colour& colour) {
  track::Writer writer;
  writer.surface_opened(TrackTime(0), 1, track::SurfaceKind::kWindow, {0, 0, kSide, kSide});
  std::mt19937 random(7);
  for (int at = 0; at < 1'000; at += 100) {
    track::Image image(kSide, kSide, 0);
    for (int y = 0; y < kSide; ++y)
      for (int x = 0; x < kSide; ++x) image.row(y)[x] = colour(x, y, static_cast<std::uint32_t>(random()));
    writer.pixels_changed(TrackTime(at), 1, image.bounds(), image.view());
  }
  track::Reader reader;
  EXPECT_TRUE(reader.feed(writer.take_chunk(TrackTime(1'000)).bytes));
  const track::Surface& surface = reader.scene().surfaces()[0];
  EXPECT_FALSE(surface.lossy_tiles.empty());
  Tally tally;
  const bool seen = tally.add(surface);
  EXPECT_EQ(seen, tally.foreign_pixels > 0);
  return tally;
}

std::uint32_t foreign(std::uint32_t any) {
  const std::uint32_t rgb = 0xf000f0U | (any & 0x0f0f0fU);
  EXPECT_TRUE(support::is_of(support::Family::kForeign, rgb));
  return rgb;
}
std::uint32_t photo(std::uint32_t any) { return 0x203050U + (any & 0x3f3f3fU); }

TEST(Tally, AForeignVideoIsForeign) {
  const Tally tally = tally_of_video([](int, int, std::uint32_t any) { return foreign(any); });
  EXPECT_GT(tally.foreign_pixels, 0.99 * kSide * kSide);
}

TEST(Tally, AForeignPatchInAVideoOfItsOwnIsForeign) {
  const Tally tally = tally_of_video([](int x, int y, std::uint32_t any) {
    return x >= 40 && x < 52 && y >= 40 && y < 52 ? foreign(any) : photo(any);
  });
  EXPECT_GT(tally.foreign_pixels, 72U);  // half of them
}

TEST(Tally, AVideoOfItsOwnIsNot) {
  EXPECT_EQ(tally_of_video([](int, int, std::uint32_t any) { return photo(any); }).foreign_pixels, 0U);
}

}  // namespace
}  // namespace insyn::leak
