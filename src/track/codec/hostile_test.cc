#include "track/codec/testing_hostile_body.h"

// Chunks that no writer would make.

namespace insyn::track {
namespace {

using testing::Body;
using testing::message_of;

std::string refusal_of(Body& body) { return message_of(body.feed()); }

TEST(HostileRecords, AreNamedWithNumberAndOffset) {
  Body body;
  EXPECT_EQ(refusal_of(body.open(64, 64).record(3, {0, 6})),
            "track record 2 at byte 5 of the body: surface 6 is not open");
}

TEST(HostileRecords, AreRefused) {
  Body fine;
  ASSERT_EQ(refusal_of(fine.open(64, 64)), "");
  struct Case {
    int kind;
    std::initializer_list<std::uint64_t> numbers;
    const char* reason;
  };
  const Case cases[] = {
      {15, {0}, "there is no record kind 15"},
      {3, {101, 5}, "after the end of its chunk"},
      {1, {0, 5, 0, 0, 0, 1, 1}, "is open already"},
      {1, {0, 6, 9, 0, 0, 1, 1}, "no surface kind 9"},
      {1, {0, 6, 256, 0, 0, 1, 1}, "no surface kind 256"},
      {1, {0, 6, 0, 0, 0, 0, 1}, "a side of 0"},
      {1, {0, 6, 0, 0, 0, 16'385, 1}, "a side of 16385"},
      {2, {0, 5, std::uint64_t{1} << 40, 0, 1, 1}, "too far away"},
      {2, {0, std::uint64_t{1} << 32, 0, 0, 1, 1}, "surface number 4294967296"},
      {4, {0, 2, 5, 5}, "more surfaces than"},
      {4, {0, 1, 7}, "is not open"},
      {4, {0, 65}, "a stack of 65"},
      {5, {0, 5, 5}, "5 runs of 4 tiles"},
      {5, {0, 5, 1, 0, 5}, "5 tiles after 0 others, of 4"},
      {5, {0, 5, 1, 0, 0}, "0 tiles"},
      {5, {0, 5, 1, std::uint64_t{1} << 62, 1}, "1 tiles after 4611686018427387904 others"},
      {6, {0, 5, 0, 0, 64, 64, 2, 0}, "not inside"},
      {6, {0, 5, 0, 0, 65, 1, 0, 0}, "not inside"},
      {7, {0, 5, 0, 0, 64, 64, 0}, "no reason 0"},
      {7, {0, 5, 0, 0, 64, 64, 15}, "no reason 15"},
      {7, {0, 5, 0, 0, 64, 64, 257}, "no reason 257"},
      {7, {0, 5, 2, 0, 64, 64, 1}, "not inside"},
      {8, {0, 9, 8, 1}, "a time from 9 to 8"},
      {9, {0, 2, 0, 0}, "neither visible nor hidden"},
      {9, {0, 1, std::uint64_t{1} << 62, 0}, "too far away"},
      {10, {0}, "a state that was not begun"},
  };
  for (const Case& one : cases) {
    Body body;
    const std::string message = refusal_of(body.open(64, 64).record(one.kind, one.numbers));
    EXPECT_NE(message.find(one.reason), std::string::npos) << message << " instead of " << one.reason;
  }
}

// The error for a surface of 40×32, with tiles 32 and 8 pixels wide, which `encode` encodes.
template <class Encode>
std::string refusal_of_tiles(Encode encode) {
  Body body;
  body.open(40, 32).record(5, {0, 5, 1, 0, 2});
  encode(body);
  return refusal_of(body);
}

void encode_row(Body& body, int y) {
  body.tiles->row_kind(body.coder, RowKind::kNew);
  for (int x = 0; x < 32; ++x) body.pixel(x, y, x == 7 ? 0x00FF'0000U : 0x00FF'FFFFU);
}

void encode_first_tile(Body& body) {
  body.tiles->kind(body.coder, TileKind::kRows);
  body.tiles->begin_rows({0, 0});
  encode_row(body, 0);
  for (int y = 1; y < 32; ++y) body.tiles->row_kind(body.coder, RowKind::kCopyAbove);
}

TEST(HostileTiles, ReferencesToWhatIsNotCachedAreRefused) {
  EXPECT_NE(refusal_of_tiles([](Body& body) {
              body.tiles->kind(body.coder, TileKind::kCached);
              body.tiles->tile_delta(body.coder, 0);
            }).find("tile 0 is not in the cache"),
            std::string::npos);
  EXPECT_NE(refusal_of_tiles([](Body& body) {
              body.tiles->kind(body.coder, TileKind::kRows);
              body.tiles->begin_rows({0, 0});
              encode_row(body, 0);
              body.tiles->row_kind(body.coder, RowKind::kCached);
              body.tiles->row_delta(body.coder, 1);
            }).find("row 1 is not in the cache"),
            std::string::npos);
}

TEST(HostileTiles, ATileOrARowOfAnotherSizeIsRefused) {
  EXPECT_NE(refusal_of_tiles([](Body& body) {
              encode_first_tile(body);
              body.tiles->kind(body.coder, TileKind::kCached);
              body.tiles->tile_delta(body.coder, 0);
            }).find("a cached tile of 32x32 in the place of one of 8x32"),
            std::string::npos);
  EXPECT_NE(refusal_of_tiles([](Body& body) {
              encode_first_tile(body);
              body.tiles->kind(body.coder, TileKind::kRows);
              body.tiles->begin_rows({32, 0});
              body.tiles->row_kind(body.coder, RowKind::kNextCached);
            }).find("a cached row of 32 pixels in the place of one of 8"),
            std::string::npos);
}

TEST(HostileTiles, UnknownKindsAreRefused) {
  EXPECT_NE(refusal_of_tiles([](Body& body) {
              body.tiles->kind(body.coder, TileKind::kRows);
              body.tiles->begin_rows({0, 0});
              body.tiles->row_kind(body.coder, static_cast<RowKind>(7));
            }).find("no such kind of row"),
            std::string::npos);
  EXPECT_NE(refusal_of_tiles([](Body& body) {
              body.tiles->kind(body.coder, TileKind::kRows);
              body.tiles->begin_rows({0, 0});
              body.tiles->row_kind(body.coder, RowKind::kCopyAbove);
            }).find("the first row of a tile has none above it"),
            std::string::npos);
  EXPECT_NE(refusal_of_tiles([](Body& body) {
              body.tiles->kind(body.coder, TileKind::kSolid);
              body.pixel(0, 0, 99U << 24);
            }).find("no reason 99"),
            std::string::npos);
}

TEST(HostileRecords, ATruncatedBodyIsRefused) {
  EXPECT_NE(message_of(Body::feed_bytes({})).find("the chunk ends within it"), std::string::npos);
  std::mt19937 random(1);
  Body body;
  body.open(64, 64);
  for (int i = 0; i < 500; ++i) body.record(9, {0, 1, random() % 1000, random() % 1000});
  Bytes bytes = body.finish();
  bytes.resize(bytes.size() / 2);
  EXPECT_NE(message_of(Body::feed_bytes(bytes)), "");
}

TEST(HostileRecords, TrailingBytesAreRefused) {
  Body body;
  Bytes bytes = body.open(64, 64).finish();
  bytes.resize(bytes.size() + 5, 1);
  EXPECT_NE(message_of(Body::feed_bytes(bytes)).find("bytes after its last record"), std::string::npos);
}

TEST(HostileRecords, AnIndexPointWhoseStateDoesNotEndIsRefused) {
  Body body;
  EXPECT_NE(refusal_of(body.record(1, {0, 5, 0, 0, 0, 64, 64})).find("has no end"), std::string::npos);
}

TEST(HostileRecords, PixelsOfAllSurfacesAreBounded) {
  Body body;
  body.record(10, {0});
  for (std::uint64_t id = 0; id < 2; ++id) body.record(1, {0, id, 0, 0, 0, 1024, 1024});
  ReadLimits limits;
  limits.scene.pixels = std::int64_t{3} << 19;
  EXPECT_NE(message_of(body.feed(limits)).find("pixels together"), std::string::npos);
}

TEST(HostileRecords, WorkIsBounded) {
  ReadLimits limits;
  limits.work = 11 * 64 * 64;
  Body areas;
  areas.open(64, 64);
  for (int i = 0; i < 20; ++i) areas.record(7, {0, 5, 0, 0, 64, 64, 1});
  EXPECT_NE(message_of(areas.feed(limits)).find("costs more than"), std::string::npos);
  Body nothing;
  nothing.open(64, 64);
  for (int i = 0; i < 1000; ++i) nothing.record(9, {0, 0, 0, 0});
  EXPECT_NE(message_of(nothing.feed(limits)).find("costs more than"), std::string::npos);
  Body pixels;
  pixels.open(64, 64).record(5, {0, 5, 1, 0, 4});
  for (int tile = 0; tile < 4; ++tile) {
    pixels.tiles->kind(pixels.coder, TileKind::kRows);
    pixels.tiles->begin_rows({tile % 2 * 32, tile / 2 * 32});
    for (int y = tile / 2 * 32; y < tile / 2 * 32 + 32; ++y) {
      pixels.tiles->row_kind(pixels.coder, RowKind::kNew);
      for (int x = tile % 2 * 32; x < tile % 2 * 32 + 32; ++x) pixels.pixel(x, y, 0x0012'3456);
    }
  }
  EXPECT_NE(message_of(pixels.feed(limits)).find("costs more than"), std::string::npos);
}

TEST(HostileRecords, AnyFlippedByteIsAnErrorOrAPictureButNeverMore) {
  Writer writer;
  writer.surface_opened(TrackTime(0), 1, SurfaceKind::kWindow, {0, 0, 320, 200});
  const Image page = testing::page(320, 200, 1);
  writer.pixels_changed(TrackTime(0), 1, page.bounds(), page.view());
  const Bytes chunk = writer.take_chunk(TrackTime(10)).bytes;
  std::mt19937 random(1);
  for (int i = 0; i < 400; ++i) {
    Bytes damaged = chunk;
    damaged[kHeaderSize + random() % (damaged.size() - kHeaderSize)] ^=
        static_cast<std::uint8_t>(1U << random() % 8);
    Reader reader;
    if (reader.feed(damaged)) continue;
    for (const Surface& surface : reader.scene().surfaces())
      EXPECT_TRUE(
          surface.pixels.is_filled(surface.pixels.bounds(), withheld_pixel(Withheld::kDamagedRecording)));
  }
}

}  // namespace
}  // namespace insyn::track
