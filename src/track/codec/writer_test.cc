#include "track/codec/testing.h"

namespace insyn::track {
namespace {

using testing::milliseconds;

constexpr Rect kWrittenPlace{10, 20, 800, 600};

struct OpenWindow {
  Writer writer;
  OpenWindow() { writer.surface_opened(milliseconds(0), 1, SurfaceKind::kWindow, kWrittenPlace); }
  void show(int at, const Image& image) {
    writer.pixels_changed(milliseconds(at), 1, image.bounds(), image.view());
  }
};

Image scrolled(const Image& long_page, int by) { return testing::part_of(long_page, {0, by, 800, 600}); }

TEST(Writer, TheSamePixelsAgainAreNoContent) {
  OpenWindow window;
  const Image page = testing::page(800, 600, 1);
  window.show(1, page);
  window.writer.take_chunk(milliseconds(1));
  window.show(2, page);
  window.writer.surface_moved(milliseconds(2), 1, kWrittenPlace);
  window.writer.cursor(milliseconds(2), false, {3, 4});
  window.writer.stacking(milliseconds(2), std::vector<SurfaceId>{1});
  EXPECT_FALSE(window.writer.has_content());
}

TEST(Writer, TheTopByteOfAPixelIsNoChange) {
  OpenWindow window;
  Image page = testing::page(800, 600, 1);
  window.show(1, page);
  window.writer.take_chunk(milliseconds(1));
  for (std::uint32_t& pixel : page.pixels) pixel |= 0xFF00'0000;
  window.show(2, page);
  EXPECT_FALSE(window.writer.has_content());
}

TEST(Writer, AScrolledPageCostsLittleMoreThanItsNewStrip) {
  OpenWindow window;
  const Image long_page = testing::page(800, 1600, 1);
  window.show(0, scrolled(long_page, 0));
  const std::size_t whole = window.writer.take_chunk(milliseconds(0)).bytes.size();
  window.show(100, scrolled(long_page, 53));
  const std::size_t strip = window.writer.take_chunk(milliseconds(100)).bytes.size();
  EXPECT_LT(strip * 5, whole) << strip << " of " << whole;
}

TEST(Writer, AScrollBarBesideThePageDoesNotHideThatItMoved) {
  OpenWindow window;
  const Image long_page = testing::page(800, 1600, 1);
  const auto with_bar = [&](int by) {
    Image image = scrolled(long_page, by);
    image.fill({785, 0, 15, 600}, 0x00EE'EEEE);
    image.fill({785, by / 3, 15, 150}, 0x0088'8888);
    return image;
  };
  window.show(0, with_bar(0));
  const std::size_t whole = window.writer.take_chunk(milliseconds(0)).bytes.size();
  window.show(100, with_bar(53));
  const std::size_t strip = window.writer.take_chunk(milliseconds(100)).bytes.size();
  EXPECT_LT(strip * 4, whole) << strip << " of " << whole;
}

TEST(Writer, GoingBackToAScreenCostsNextToNothing) {
  OpenWindow window;
  const Image first = testing::page(800, 600, 1), second = testing::page(800, 600, 2);
  window.show(0, first);
  window.show(100, second);
  window.writer.take_chunk(milliseconds(100));
  window.show(200, first);
  EXPECT_LT(window.writer.take_chunk(milliseconds(200)).bytes.size(), 700U);
}

TEST(Writer, PixelsOfAWithheldAreaAreWrittenAgainAfterwards) {
  OpenWindow window;
  const Image page = testing::page(800, 600, 1);
  window.show(0, page);
  window.writer.withheld(milliseconds(1), 1, {100, 100, 50, 50}, Withheld::kForeignInside);
  window.show(2, page);
  Reader reader;
  ASSERT_EQ(testing::message_of(reader.feed(window.writer.take_chunk(milliseconds(3)).bytes)), "");
  EXPECT_TRUE(reader.scene().surfaces()[0].pixels == page);
}

TEST(Writer, AnIndexPointHoldsNothingThatWasWithheldMeanwhile) {
  OpenWindow window;
  Image page = testing::page(800, 600, 1);
  page.fill({100, 100, 50, 50}, 0x00FF'00FF);
  window.show(0, page);
  window.writer.withheld(milliseconds(1), 1, {100, 100, 50, 50}, Withheld::kForeignInside);
  window.writer.take_chunk(milliseconds(1));
  window.writer.cursor(milliseconds(300'000), true, {1, 1});
  const Chunk chunk = window.writer.take_chunk(milliseconds(300'000));
  ASSERT_TRUE(chunk.index_point);
  Reader reader;
  ASSERT_EQ(testing::message_of(reader.feed(chunk.bytes)), "");
  const Surface& surface = reader.scene().surfaces()[0];
  EXPECT_EQ(surface.withheld_at({100, 100}), Withheld::kForeignInside);
  EXPECT_EQ(surface.withheld_at({149, 149}), Withheld::kForeignInside);
  EXPECT_EQ(surface.withheld_at({150, 149}), std::nullopt);
  for (const std::uint32_t pixel : surface.pixels.pixels) ASSERT_NE(pixel, 0x00FF'00FFU);
}

TEST(Writer, AnIndexPointComesEachMinuteWhereMuchWasWrittenAndElseEveryFive) {
  OpenWindow window;
  window.show(0, testing::page(800, 600, 1));
  ASSERT_TRUE(window.writer.take_chunk(milliseconds(0)).index_point);
  const auto is_index_point = [&window](int at) {
    window.writer.cursor(milliseconds(at), true, {at % 100, 1});
    return window.writer.take_chunk(milliseconds(at)).index_point;
  };
  EXPECT_FALSE(is_index_point(60'000));
  EXPECT_FALSE(is_index_point(299'999));
  EXPECT_TRUE(is_index_point(300'000));
  window.show(300'100, testing::noise(800, 600, 1));
  ASSERT_FALSE(window.writer.take_chunk(milliseconds(300'200)).index_point);
  EXPECT_FALSE(is_index_point(359'999));
  EXPECT_TRUE(is_index_point(360'000));
}

TEST(Writer, AnIndexPointComesBeforeAMinuteWhereEightMebibytesWereWritten) {
  OpenWindow window;
  std::size_t bytes = 0;
  for (int second = 0; second < 20; ++second) {
    window.show(second * 1'000, testing::noise(800, 600, static_cast<unsigned>(second)));
    const Chunk chunk = window.writer.take_chunk(milliseconds(second * 1'000));
    ASSERT_EQ(chunk.index_point, second == 0 || bytes >= std::size_t{8} << 20) << second;
    if (chunk.index_point && second > 0) return;
    bytes += chunk.bytes.size();
  }
  FAIL() << bytes;
}

TEST(Writer, AChunkSaysWhenItBeganAndEnded) {
  Writer writer;
  EXPECT_EQ(writer.pending_since(), milliseconds(0));
  writer.surface_opened(milliseconds(70), 1, SurfaceKind::kPopup, kWrittenPlace);
  writer.cursor(milliseconds(90), true, {1, 1});
  EXPECT_EQ(writer.pending_since(), milliseconds(70));
  const Chunk chunk = writer.take_chunk(milliseconds(95));
  EXPECT_EQ(chunk.begin, milliseconds(70));
  EXPECT_EQ(chunk.end, milliseconds(95));
  EXPECT_TRUE(chunk.index_point);
}

TEST(Writer, ARestIsPartOfTheTrack) {
  Writer writer;
  writer.shown_until(milliseconds(500));
  EXPECT_FALSE(writer.has_content()) << "an empty track shows nothing";
  writer.surface_opened(milliseconds(1'000), 1, SurfaceKind::kWindow, {0, 0, 64, 48});
  const Chunk first = writer.take_chunk(milliseconds(1'200));
  EXPECT_FALSE(writer.has_content());
  writer.shown_until(milliseconds(12'000));
  ASSERT_TRUE(writer.has_content());
  const Chunk last = writer.take_chunk(milliseconds(12'000));
  Reader reader;
  std::vector<TrackTime> times;
  for (const Chunk* chunk : {&first, &last}) {
    ASSERT_TRUE(reader.feed(chunk->bytes, [&](const Event& event) {
      times.push_back(event.time);
      return Status();
    }));
  }
  EXPECT_EQ(times.back(), milliseconds(12'000));
  EXPECT_EQ(reader.time(), milliseconds(12'000));
  EXPECT_EQ(reader.scene().surfaces().size(), 1U);
}

// As if what the first writer wrote after its first chunk had never been.
TEST(Writer, AnotherOneGoesOnWhereChunksWereDropped) {
  const Image first = testing::page(800, 600, 1), dropped = testing::page(800, 600, 2);
  OpenWindow window;
  window.show(1, first);
  const Chunk kept = window.writer.take_chunk(milliseconds(1'000));
  window.show(1'100, dropped);
  (void)window.writer.take_chunk(milliseconds(2'000));
  Writer next(VideoCoding::kLossy, {1, milliseconds(3'000)});
  EXPECT_FALSE(next.has_content());
  next.shown_until(milliseconds(3'000));
  EXPECT_FALSE(next.has_content()) << "it has shown nothing";
  next.withheld_time(milliseconds(1'000), milliseconds(3'000), Withheld::kPaused);
  next.surface_opened(milliseconds(3'000), 7, SurfaceKind::kWindow, kWrittenPlace);
  next.pixels_changed(milliseconds(3'000), 7, first.bounds(), first.view());
  const Chunk after = next.take_chunk(milliseconds(3'100));
  EXPECT_TRUE(after.index_point);
  EXPECT_EQ(after.begin, milliseconds(3'000));
  Reader reader;
  for (const Chunk* chunk : {&kept, &after}) ASSERT_TRUE(reader.feed(chunk->bytes));
  ASSERT_EQ(reader.scene().surfaces().size(), 1U);
  EXPECT_EQ(reader.scene().surfaces().front().id, 7U);
  EXPECT_EQ(reader.scene().surfaces().front().pixels, first);
}

TEST(Writer, MoreWorkThanAReaderAllowsIsAskedForAsAChunkInTime) {
  OpenWindow window;
  for (int i = 0; i < 1200; ++i)
    window.writer.withheld(milliseconds(i), 1, {0, 0, 800, 600},
                           i % 2 == 0 ? Withheld::kPaused : Withheld::kHidden);
  EXPECT_GT(window.writer.pending_bytes(), std::size_t{1} << 30);
}

TEST(Writer, ABodyThatWouldBeTooLargeIsWithheldAndNotLostAltogether) {
  Writer writer;
  writer.surface_opened(milliseconds(0), 1, SurfaceKind::kWindow, {0, 0, 4096, 4096});
  const Image image = testing::noise(4096, 4096, 1);
  writer.pixels_changed(milliseconds(0), 1, image.bounds(), image.view());
  Reader reader;
  ASSERT_EQ(testing::message_of(reader.feed(writer.take_chunk(milliseconds(0)).bytes)), "");
  EXPECT_EQ(reader.scene().surfaces()[0].withheld_at({4095, 4095}), Withheld::kUnsupportedFormat);
}

TEST(Writer, SixtyFourSurfacesAreTheMost) {
  Writer writer;
  for (SurfaceId id = 0; id < 64; ++id) {
    ASSERT_TRUE(writer.has_room_for(kWrittenPlace));
    writer.surface_opened(milliseconds(0), id, SurfaceKind::kPopup, kWrittenPlace);
  }
  EXPECT_FALSE(writer.has_room_for(kWrittenPlace));
  EXPECT_TRUE(writer.has_room_for(3, kWrittenPlace));
  EXPECT_FALSE(writer.has_room_for(3, {0, 0, 16385, 1}));
}

TEST(WriterDeathTest, BreakingTheContractIsCaught) {
  OpenWindow window;
  const Image page = testing::page(100, 100, 1);
  const auto at = milliseconds(0);
  EXPECT_DEATH(window.writer.surface_closed(at, 2), "");
  EXPECT_DEATH(window.writer.pixels_changed(at, 1, {750, 0, 100, 100}, page.view()), "");
  EXPECT_DEATH(window.writer.pixels_changed(at, 1, {0, 0, 99, 100}, page.view()), "");
  EXPECT_DEATH(window.writer.surface_opened(at, 1, SurfaceKind::kWindow, kWrittenPlace), "");
  window.writer.take_chunk(at);
  EXPECT_DEATH(window.writer.take_chunk(at), "");
}

}  // namespace
}  // namespace insyn::track
