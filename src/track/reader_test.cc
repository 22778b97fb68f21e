#include <map>

#include "track/frame.h"
#include "track/testing.h"

namespace insyn::track {
namespace {

using testing::message_of;
using testing::milliseconds;

constexpr Rect kWindow{0, 0, 320, 200};

// Four chunks, of which the third, a minute later, is an index point.
std::vector<Chunk> four_chunks() {
  Writer writer;
  std::vector<Chunk> chunks;
  writer.surface_opened(milliseconds(0), 1, SurfaceKind::kWindow, kWindow);
  for (const int at : {0, 1000, 61'000, 62'000}) {
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
  std::vector<Event> told;
  ASSERT_EQ(message_of(reader.feed(chunks[1].bytes,
                                   [&](const Event& event) -> Status {
                                     told.push_back(event);
                                     return {};
                                   })),
            "");
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(std::get<TimeWithheld>(told[0].what).reason, Withheld::kDamagedRecording);
  EXPECT_TRUE(reader.in_gap());
  expect_damaged(reader.scene());
  ASSERT_EQ(message_of(reader.feed(chunks[2].bytes)), "");
  EXPECT_FALSE(reader.in_gap());
  EXPECT_TRUE(reader.scene().surfaces()[0].pixels == testing::page(320, 200, 61'000));
}

TEST(Reader, AMissingChunkIsNoticedWithoutBeingTold) {
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

TEST(Reader, RestatedSurfacesAreNotToldAsOpened) {
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
  EXPECT_EQ(times, (std::vector<long>{0, 1000, 61'000, 62'000}));
}

// A chunk with these bytes as its records, and as the other streams that are named.
Status feed_records(const Bytes& records, const Bytes& kinds = {}, const Bytes& references = {},
                    const ReadLimits& limits = {}, const std::map<Stream, Bytes>& others = {}) {
  StreamWriters streams;
  streams[kRecords].raw(records);
  streams[kTileKinds].raw(kinds);
  streams[kReferences].raw(references);
  for (const auto& other : others) streams[other.first].raw(other.second);
  Reader reader(limits);
  return reader.feed(ChunkPacker().pack({true, 0, TrackTime(0), TrackTime(100)}, streams));
}

// Index point without a state, then surface 5 of 64×64.
const Bytes kOpen = {10, 0, 1, 0, 5, 0, 0, 0, 64, 64};

Bytes opened_and(const Bytes& more) {
  Bytes records = kOpen;
  records.insert(records.end(), more.begin(), more.end());
  return records;
}

TEST(HostileRecords, AreNamedWithNumberAndOffset) {
  EXPECT_EQ(message_of(feed_records(opened_and({3, 0, 6}))),
            "track record 2 at byte 10 of the records: surface 6 is not open");
}

TEST(HostileRecords, AreRefused) {
  ASSERT_EQ(message_of(feed_records(kOpen)), "");
  const std::vector<std::pair<Bytes, std::string>> cases = {
      {{99, 0}, "there is no record kind 99"},
      {{3, 101, 5}, "after the end of its chunk"},
      {{1, 0, 5, 0, 0, 0, 1, 1}, "is open already"},
      {{1, 0, 6, 9, 0, 0, 1, 1}, "no surface kind 9"},
      {{1, 0, 6, 0, 0, 0, 0, 1}, "a side of 0"},
      {{1, 0, 6, 0, 0, 0, 0x81, 0x80, 1, 1}, "a side of 16385"},
      {{2, 0, 5, 0xFE, 0xFF, 0xFF, 0xFF, 0x0F, 0, 1, 1}, "too far away"},
      {{4, 0, 2, 5, 5}, "more surfaces than"},
      {{4, 0, 1, 7}, "is not open"},
      {{4, 0, 65}, "a stack of 65"},
      {{5, 0, 5, 1, 0, 5}, "5 tiles after 0 others, of 4"},
      {{5, 0, 5, 1, 0, 0}, "0 tiles"},
      {{5, 0, 5, 1, 0, 1}, "end"},
      {{6, 0, 5, 0, 0, 64, 64, 2, 0}, "not inside"},
      {{6, 0, 5, 0, 0, 65, 1, 0, 0}, "not inside"},
      {{7, 0, 5, 0, 0, 64, 64, 0}, "no reason 0"},
      {{7, 0, 5, 0, 0, 64, 64, 12}, "no reason 12"},
      {{7, 0, 5, 1, 0, 64, 64, 1}, "not inside"},
      {{8, 0, 9, 8, 1}, "a time from 9 to 8"},
      {{9, 0, 2, 0, 0}, "neither visible nor hidden"},
      {{10, 0}, "where none was begun"},
  };
  for (const auto& [records, reason] : cases) {
    const std::string message = message_of(feed_records(opened_and(records)));
    if (reason == "end") {
      EXPECT_NE(message, "");
    } else {
      EXPECT_NE(message.find(reason), std::string::npos) << message << " instead of " << reason;
    }
  }
}

TEST(HostileRecords, TilesThatWereNeverWrittenAreRefused) {
  EXPECT_NE(message_of(feed_records(opened_and({5, 0, 5, 1, 0, 1}), {0}, {0})).find("no tile 0 is"),
            std::string::npos);
  EXPECT_NE(message_of(feed_records(opened_and({5, 0, 5, 1, 0, 1}), {3}, {0})).find("no palette was"),
            std::string::npos);
  EXPECT_NE(message_of(feed_records(opened_and({5, 0, 5, 1, 0, 1}), {6})).find("no tile kind 6"),
            std::string::npos);
}

TEST(HostileRecords, RowsThatDoNotMakeATileAreRefused) {
  const Bytes tile = opened_and({5, 0, 5, 1, 0, 1});
  const Bytes white = {0, 0xFF, 0xFF, 0xFF, 0};  // a palette of one colour
  const auto message = [&](const Bytes& rows, const Bytes& row_references, const Bytes& indices) {
    return message_of(feed_records(
        tile, {2}, {}, {},
        {{kRows, rows}, {kRowReferences, row_references}, {kPalettes, white}, {kIndices, indices}}));
  };
  ASSERT_EQ(message({0x00, 0x40 | 30, 0}, {}, Bytes(4)), "");
  ASSERT_EQ(message({0x00, 0x20, 0x60 | 29}, {0}, Bytes(4)), "");
  const std::vector<std::pair<Bytes, std::string>> cases = {
      {{0x80}, "there is no run of rows 0x80"},
      {{0x40 | 30, 0, 0x41, 0}, "2 rows where 1 are left"},
      {{0x60 | 31}, "no row is above the first one"},
      {{0x40 | 31, 1}, "index 1 into a palette of 1"},
      {{0x00, 0x20 | 1, 0x60 | 28}, "no row 1 is remembered"},
  };
  for (const auto& [rows, reason] : cases) {
    const std::string said = message(rows, {0}, Bytes(4));
    EXPECT_NE(said.find(reason), std::string::npos) << said << " instead of " << reason;
  }
}

TEST(HostileRecords, ARowOfAnotherWidthIsRefused) {
  // A surface of 40×32 has a tile of 32 and one of 8 pixels a row.
  const Bytes records = {10, 0, 1, 0, 5, 0, 0, 0, 40, 32, 5, 0, 5, 1, 0, 2};
  const Bytes palettes = {0, 0xFF, 0xFF, 0xFF, 0};
  const std::string said = message_of(feed_records(records, {2, 4}, {}, {},
                                                   {{kRows, {0x00, 0x60 | 30, 0x20, 0x60 | 30}},
                                                    {kRowReferences, {0}},
                                                    {kPalettes, palettes},
                                                    {kIndices, Bytes(4)}}));
  EXPECT_NE(said.find("a row of 32 pixels stands for one of 8"), std::string::npos) << said;
}

TEST(HostileRecords, BytesThatNoRecordReadsAreRefused) {
  EXPECT_NE(message_of(feed_records(kOpen, {0})).find("belong to no record"), std::string::npos);
}

TEST(HostileRecords, AnIndexPointWithoutAnEndIsRefused) {
  EXPECT_NE(message_of(feed_records({1, 0, 5, 0, 0, 0, 64, 64})).find("has no end"), std::string::npos);
}

TEST(HostileRecords, PixelsOfAllSurfacesAreBounded) {
  Bytes records = {10, 0};
  for (std::uint8_t id = 0; id < 2; ++id) {
    for (const int byte : {1, 0, id + 0, 0, 0, 0, 0x80, 0x40, 0x80, 0x40})
      records.push_back(static_cast<std::uint8_t>(byte));
  }
  ReadLimits limits;
  limits.scene.pixels = std::int64_t{100} << 20;
  EXPECT_NE(message_of(feed_records(records, {}, {}, limits)).find("pixels together"), std::string::npos);
}

TEST(HostileRecords, WorkIsBounded) {
  Bytes records = kOpen;
  for (int i = 0; i < 20; ++i)
    for (const int byte : {7, 0, 5, 0, 0, 64, 64, 1}) records.push_back(static_cast<std::uint8_t>(byte));
  ReadLimits limits;
  limits.work = 10 * 64 * 64;
  EXPECT_NE(message_of(feed_records(records, {}, {}, limits)).find("changes more than"), std::string::npos);
}

TEST(HostileRecords, AnyFlippedByteIsAnErrorOrAPictureButNeverMore) {
  const auto chunks = four_chunks();
  const auto unpacked = unpack(chunks[0].bytes);
  ASSERT_TRUE(unpacked.has_value());
  std::mt19937 random(1);
  for (int i = 0; i < 2000; ++i) {
    StreamWriters streams;
    for (std::size_t k = 0; k < kStreamCount; ++k) {
      Bytes bytes(unpacked->streams[k].begin(), unpacked->streams[k].end());
      if (!bytes.empty()) bytes[random() % bytes.size()] ^= static_cast<std::uint8_t>(1U << random() % 8);
      streams[k].raw(bytes);
    }
    Reader reader;
    const Status status = reader.feed(ChunkPacker().pack(unpacked->header, streams));
    if (!status) expect_damaged(reader.scene());
  }
}

}  // namespace
}  // namespace insyn::track
