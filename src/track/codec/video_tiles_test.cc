#include "track/codec/video_tiles.h"

#include "track/codec/testing.h"

namespace insyn::track {
namespace {

using testing::milliseconds;

constexpr Rect kVideo{32, 32, 256, 160};

// A page with a video (from seed 100 on, a drawing) in kVideo, encoded by a writer and decoded by a reader.
class Playing {
 public:
  Playing() { writer.surface_opened(milliseconds(0), 1, SurfaceKind::kWindow, {0, 0, 400, 300}); }

  void show(int at, unsigned seed) {
    const bool drawn = seed >= 100;
    for (int y = kVideo.y; y < kVideo.bottom(); ++y)
      for (int x = kVideo.x; x < kVideo.right(); ++x)
        image.row(y)[x] = drawn ? 0x0010'2030 * (static_cast<unsigned>(x + y) / 8 + seed) % 5 & kColourMask
                                : (static_cast<unsigned>(x) + seed * 2) % 256 << 16 |
                                      (static_cast<unsigned>(y) + seed) % 256 << 8 |
                                      (static_cast<unsigned>(x * y / 64) + seed * 3) % 256;
    writer.pixels_changed(milliseconds(at), 1, image.bounds(), image.view());
  }
  void play(int from, int to, unsigned seed = 0) {
    for (int at = from; at < to; at += 100) show(at, seed + static_cast<unsigned>(at / 100));
  }
  std::size_t take(int at) {
    const Chunk chunk = writer.take_chunk(milliseconds(at));
    const Status fed = reader.feed(chunk.bytes, [this](const Event& event) {
      if (std::holds_alternative<PixelsChanged>(event.what)) last_coded = event.time;
      return Status();
    });
    EXPECT_EQ(testing::message_of(fed), "");
    return chunk.bytes.size();
  }
  const Surface& shown() const { return reader.scene().surfaces()[0]; }

  Writer writer;
  Reader reader;
  Image image = testing::page(400, 300, 1);
  TrackTime last_coded{0};
};

TEST(VideoTiles, AreLossyWhileTheyPlayAndMarkedAsSuch) {
  Playing video;
  video.play(0, 1'000);
  video.take(1'000);
  EXPECT_TRUE(video.shown().has_lossy(kVideo));
  EXPECT_FALSE(video.shown().pixels == video.image);
}

// Also where the changed tiles lie on both sides of the video, so that the event's area contains it.
TEST(VideoTiles, AChangeIsLosslessWhereItsOwnTilesAre) {
  Playing video;
  video.play(0, 1'000);
  video.take(1'000);
  ASSERT_TRUE(video.shown().has_lossy(kVideo));
  Image changed = video.image;
  for (const Point at : {Point{0, 0}, Point{399, 299}}) changed.row(at.y)[at.x] = 0x00123456;
  video.writer.pixels_changed(milliseconds(1'050), 1, changed.bounds(), changed.view());
  std::vector<PixelsChanged> reported;
  const Chunk chunk = video.writer.take_chunk(milliseconds(1'050));
  ASSERT_TRUE(video.reader.feed(chunk.bytes, [&](const Event& event) {
    if (const auto* what = std::get_if<PixelsChanged>(&event.what)) reported.push_back(*what);
    return Status();
  }));
  ASSERT_EQ(reported.size(), 1U);
  EXPECT_EQ(reported[0].area, video.image.bounds());
  EXPECT_TRUE(reported[0].lossless);
  EXPECT_TRUE(video.shown().has_lossy(kVideo));
}

TEST(VideoTiles, AreLosslessWhereTheWriterIsAskedForIt) {
  Playing video;
  video.writer = Writer(VideoCoding::kLossless);
  video.writer.surface_opened(milliseconds(0), 1, SurfaceKind::kWindow, video.image.bounds());
  video.play(0, 1'000);
  video.take(1'000);
  EXPECT_FALSE(video.shown().has_lossy(video.image.bounds()));
  EXPECT_TRUE(video.shown().pixels == video.image);
}

TEST(VideoTiles, AreCloseToTheirSource) {
  Playing video;
  video.play(0, 1'000);
  video.take(1'000);
  double squares = 0;
  for (int y = kVideo.y; y < kVideo.bottom(); ++y)
    for (int x = kVideo.x; x < kVideo.right(); ++x)
      for (const int shift : {0, 8, 16}) {
        const double off = static_cast<double>(video.image.at(x, y) >> shift & 255) -
                           static_cast<double>(video.shown().pixels.at(x, y) >> shift & 255);
        squares += std::abs(off) < 200 ? off * off : 0;  // colours that go over from 255 to 0
      }
  EXPECT_LT(squares / (3.0 * static_cast<double>(kVideo.area())), 400);
}

TEST(VideoTiles, OutsideOfThemEveryPixelIsLossless) {
  Playing video;
  video.play(0, 1'000);
  video.take(1'000);
  const Surface& shown = video.shown();
  for (int y = 0; y < 300; ++y)
    for (int x = 0; x < 400; ++x) {
      const bool same = shown.pixels.at(x, y) == video.image.at(x, y);
      ASSERT_TRUE(same || shown.lossy_tiles.contains({x / 32, y / 32})) << x << "," << y;
    }
  EXPECT_EQ(shown.lossy_tiles.size(), 8U * 5U);
}

TEST(VideoTiles, BecomeLosslessAtRest) {
  Playing video;
  video.play(0, 1'000);
  video.take(1'000);
  ASSERT_TRUE(video.writer.has_content());
  EXPECT_EQ(video.writer.pending_since(), milliseconds(900));
  video.take(2'500);
  EXPECT_TRUE(video.shown().pixels == video.image);
  EXPECT_FALSE(video.shown().has_lossy(kVideo));
  EXPECT_FALSE(video.writer.has_content());
}

TEST(VideoTiles, AreLosslessAtTheEndOfARecordingThatEndsWhileTheyPlay) {
  Playing video;
  video.play(0, 1'000);
  while (video.writer.has_content()) video.take(1'000);
  EXPECT_TRUE(video.shown().pixels == video.image);
}

TEST(VideoTiles, AreNotCodedOnceTheirSurfaceIsClosed) {
  Playing video;
  video.play(0, 1'000);
  video.writer.surface_closed(milliseconds(1'000), 1);
  video.take(5'000);
  EXPECT_LT(video.last_coded, milliseconds(1'000));
  EXPECT_FALSE(video.writer.has_content());
}

TEST(VideoTiles, ADrawingInFewColoursIsLosslessHoweverOftenItChanges) {
  Playing clock;
  clock.play(0, 3'000, 100);
  clock.take(3'000);
  EXPECT_TRUE(clock.shown().pixels == clock.image);
}

TEST(VideoTiles, DrawingOverAPartLeavesTheRestLossless) {
  Playing video;
  video.play(0, 1'000);
  const Rect part{70, 70, 20, 20};
  video.writer.pixels_changed(milliseconds(1'900), 1, part, Image(20, 20, 0x00FF'FFFF).view());
  video.image.fill(part, 0x00FF'FFFF);
  video.take(1'950);
  EXPECT_TRUE(video.shown().pixels == video.image);
}

TEST(VideoTiles, WithheldPixelsDoNotComeBack) {
  Playing video;
  video.play(0, 1'000);
  video.writer.withheld(milliseconds(1'000), 1, {0, 0, 400, 300}, Withheld::kPaused);
  while (video.writer.has_content()) video.take(2'000);
  EXPECT_TRUE(video.shown().pixels.is_filled({0, 0, 400, 300}, withheld_pixel(Withheld::kPaused)));
}

TEST(VideoTiles, AreLosslessAfterANewSizeOrAnIndexPoint) {
  Playing video;
  video.play(0, 1'000);
  video.writer.surface_moved(milliseconds(1'000), 1, {0, 0, 400, 290});
  video.image.resize(400, 290, 0);
  video.take(1'000);
  EXPECT_TRUE(video.shown().pixels == video.image);
  // It still plays when the index point comes, so that nothing else makes it lossless.
  video.play(299'000, 300'000, 0U - 2'990U);
  video.take(299'950);
  ASSERT_TRUE(video.shown().has_lossy(kVideo));
  video.writer.cursor(milliseconds(300'000), true, {1, 1});
  video.take(300'010);
  EXPECT_TRUE(video.shown().pixels == video.image);
  EXPECT_FALSE(video.shown().has_lossy(kVideo));
}

// A popup with fewer tiles than the window is open when a frame of the video begins a chunk with an index
// point. What of the video is coded in that chunk stays as it is if the video stops there.
TEST(VideoTiles, AreLosslessAfterAnIndexPointThatTheirOwnChangeBegins) {
  Playing video;
  video.writer.surface_opened(milliseconds(0), 2, SurfaceKind::kPopup, {0, 0, 20, 20});
  video.play(0, 1'000);
  while (video.writer.has_content()) video.take(1'000);
  video.play(299'000, 300'000, 0U - 2'990U);
  video.take(299'950);
  ASSERT_TRUE(video.shown().has_lossy(kVideo));
  video.play(300'000, 300'200, 0U - 2'990U);
  while (video.writer.has_content()) video.take(310'000);
  EXPECT_TRUE(video.shown().pixels == video.image);
  EXPECT_FALSE(video.shown().has_lossy(kVideo));
}

TEST(VideoTiles, StayWithinTheirShareOfBytes) {
  Playing video;
  video.play(0, 1'000);
  video.take(1'000);
  std::size_t bytes = 0;
  for (int second = 1; second < 11; ++second) {
    video.play(second * 1'000, second * 1'000 + 1'000, static_cast<unsigned>(second * 37));
    bytes += video.take(second * 1'000 + 1'000);
  }
  EXPECT_LT(bytes, 10U * 24'000U);
}

}  // namespace
}  // namespace insyn::track
