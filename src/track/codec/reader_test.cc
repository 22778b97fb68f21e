#include "track/codec/reader.h"

#include "track/codec/chunk.h"
#include "track/codec/testing.h"

namespace insyn::track {
namespace {

using testing::message_of;
using testing::milliseconds;

constexpr Rect kReadPlace{0, 0, 320, 200};

// Four chunks, of which the third, five minutes later, is an index point.
std::vector<Chunk> four_chunks() {
  Writer writer;
  std::vector<Chunk> chunks;
  writer.surface_opened(milliseconds(0), 1, SurfaceKind::kWindow, kReadPlace);
  for (const int at : {0, 1000, 301'000, 302'000}) {
    const Image page = testing::page(320, 200, static_cast<unsigned>(at));
    writer.pixels_changed(milliseconds(at), 1, page.bounds(), page.view());
    chunks.push_back(writer.take_chunk(milliseconds(at + 10)));
  }
  return chunks;
}

void expect_damaged(const Scene& scene) {
  for (const Surface& surface : scene.surfaces())
    EXPECT_TRUE(
        surface.pixels.is_filled(surface.pixels.bounds(), withheld_pixel(Withheld::kDamagedRecording)));
}

TEST(Reader, AGapWithholdsEverythingUntilTheNextIndexPoint) {
  const auto chunks = four_chunks();
  ASSERT_TRUE(chunks[2].index_point);
  Reader reader;
  ASSERT_EQ(message_of(reader.feed(chunks[0].bytes)), "");
  reader.gap();
  expect_damaged(reader.scene());
  std::vector<Event> reported;
  ASSERT_EQ(message_of(reader.feed(chunks[1].bytes,
                                   [&](const Event& event) -> Status {
                                     reported.push_back(event);
                                     return {};
                                   })),
            "");
  ASSERT_EQ(reported.size(), 1U);
  EXPECT_EQ(std::get<TimeWithheld>(reported[0].what).reason, Withheld::kDamagedRecording);
  EXPECT_TRUE(reader.in_gap());
  expect_damaged(reader.scene());
  ASSERT_EQ(message_of(reader.feed(chunks[2].bytes)), "");
  EXPECT_FALSE(reader.in_gap());
  EXPECT_TRUE(reader.scene().surfaces()[0].pixels == testing::page(320, 200, 301'000));
}

TEST(Reader, AMissingChunkIsNoticed) {
  const auto chunks = four_chunks();
  Reader reader;
  ASSERT_EQ(message_of(reader.feed(chunks[2].bytes)), "");
  EXPECT_NE(message_of(reader.feed(chunks[2].bytes)), "x");
  Reader other;
  ASSERT_EQ(message_of(other.feed(chunks[0].bytes)), "");
  EXPECT_EQ(message_of(other.feed(chunks[3].bytes)), "track chunk 3 comes where chunk 1 was expected");
  expect_damaged(other.scene());
}

TEST(Reader, ReadingFromTheMiddleShowsNothingBeforeAnIndexPoint) {
  const auto chunks = four_chunks();
  Reader reader;
  ASSERT_EQ(message_of(reader.feed(chunks[1].bytes)), "");
  EXPECT_TRUE(reader.scene().surfaces().empty());
  EXPECT_TRUE(reader.in_gap());
}

TEST(Reader, TheStateOfAnIndexPointIsNotReportedAsEvents) {
  const auto chunks = four_chunks();
  Reader reader;
  int opened = 0;
  const auto count = [&](const Event& event) -> Status {
    opened += std::holds_alternative<SurfaceOpened>(event.what) ? 1 : 0;
    return {};
  };
  for (const Chunk& chunk : chunks) ASSERT_EQ(message_of(reader.feed(chunk.bytes, count)), "");
  EXPECT_EQ(opened, 1);
}

TEST(Reader, EventsCarryTheirTimes) {
  const auto chunks = four_chunks();
  Reader reader;
  std::vector<long> times;
  const auto keep = [&](const Event& event) -> Status {
    if (std::holds_alternative<PixelsChanged>(event.what)) times.push_back(event.time.count());
    return {};
  };
  for (const Chunk& chunk : chunks) ASSERT_EQ(message_of(reader.feed(chunk.bytes, keep)), "");
  EXPECT_EQ(times, (std::vector<long>{0, 1000, 301'000, 302'000}));
}

}  // namespace
}  // namespace insyn::track
