#include "track/codec/chunk.h"

#include "track/codec/testing.h"

namespace insyn::track {
namespace {

Bytes some_chunk() { return pack_chunk({true, 7, TrackTime(3), TrackTime(9)}, Bytes{1, 2, 3, 4, 5}); }

Code code_of(const Bytes& chunk) {
  const auto result = unpack_chunk(chunk);
  EXPECT_FALSE(result.has_value());
  return result ? Code::kTransient : result.error().code;
}

TEST(Chunk, HeaderAndBodyComeBack) {
  const Bytes bytes = some_chunk();
  const auto chunk = unpack_chunk(bytes);
  ASSERT_TRUE(chunk.has_value());
  EXPECT_TRUE(chunk->header.index_point);
  EXPECT_EQ(chunk->header.number, 7U);
  EXPECT_EQ(chunk->header.end, TrackTime(9));
  EXPECT_EQ(to_hex(chunk->body), "0102030405");
}

TEST(Chunk, EveryTruncationIsCorrupt) {
  const Bytes chunk = some_chunk();
  for (std::size_t size = 0; size < chunk.size(); ++size)
    EXPECT_EQ(code_of(Bytes(chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(size))),
              Code::kCorrupt);
}

TEST(Chunk, TrailingBytesAreCorrupt) {
  Bytes chunk = some_chunk();
  chunk.push_back(0);
  EXPECT_EQ(code_of(chunk), Code::kCorrupt);
}

TEST(Chunk, AnotherVersionSaysSo) {
  Bytes chunk = some_chunk();
  chunk[4] = 200;
  const auto result = unpack_chunk(chunk);
  ASSERT_FALSE(result.has_value());
  EXPECT_NE(result.error().message.find("version 200"), std::string::npos);
}

TEST(Chunk, UnknownFlagsAndReservedBytesAreCorrupt) {
  for (const std::size_t at : {std::size_t{5}, std::size_t{6}, std::size_t{7}}) {
    Bytes chunk = some_chunk();
    chunk[at] |= 0x80;
    EXPECT_EQ(code_of(chunk), Code::kCorrupt) << at;
  }
}

TEST(Chunk, ABodyOverTheLimitIsRefused) {
  const auto result = unpack_chunk(some_chunk(), 4);
  ASSERT_FALSE(result.has_value());
  EXPECT_NE(result.error().message.find("limit of 4"), std::string::npos);
}

TEST(Chunk, EndBeforeBeginIsCorrupt) {
  EXPECT_EQ(code_of(pack_chunk({true, 0, TrackTime(9), TrackTime(3)}, {})), Code::kCorrupt);
}

}  // namespace
}  // namespace insyn::track
