#include "pages/codec/chunk.h"

#include "pages/codec/testing_chunks.h"

namespace insyn::pages {
namespace {

using testing::chunk_of;
using testing::deflated;
using testing::message_of;

const ChunkHeader kHeader{true, 5, PagesTime(10), PagesTime(20), 0};
const Bytes kBody(1000, 'a');

void expect_refused(const Bytes& chunk, const char* reason) {
  const std::string message = message_of(unpack_chunk(chunk));
  EXPECT_NE(message.find(reason), std::string::npos) << message << " instead of " << reason;
}

Bytes changed(std::size_t at, std::uint8_t byte) {
  Bytes chunk = chunk_of(kHeader, deflated(kBody), kBody.size());
  chunk.at(at) = byte;
  return chunk;
}

Bytes joined(ByteView first, ByteView second) {
  Bytes bytes(first.begin(), first.end());
  bytes.insert(bytes.end(), second.begin(), second.end());
  return bytes;
}

TEST(PagesChunk, IsUnpacked) {
  const UnpackedChunk chunk = unpack_chunk(chunk_of(kHeader, deflated(kBody), kBody.size())).value();
  EXPECT_EQ(chunk.body, kBody);
  EXPECT_TRUE(chunk.header.index_point);
  EXPECT_EQ(chunk.header.number, 5U);
  EXPECT_EQ(chunk.header.begin, PagesTime(10));
  EXPECT_EQ(chunk.header.end, PagesTime(20));
}

TEST(PagesChunk, HeadersThatAreNoneAreRefused) {
  expect_refused({}, "shorter than its header");
  expect_refused(Bytes(23), "shorter than its header");
  expect_refused(changed(3, 'R'), "INPG");
  expect_refused(changed(5, 2), "unknown flags");
  expect_refused(changed(6, 1), "unknown flags");
  expect_refused(changed(7, 1), "unknown flags");
  expect_refused(changed(12, 21), "ends before it begins");
  expect_refused(changed(23, 3), "over the limit");
  EXPECT_EQ(unpack_chunk(changed(4, 2)).error().code, Code::kPermanent);
}

TEST(PagesChunk, ABodyIsOneStreamOfTheSizeThatIsSaid) {
  const Bytes packed = deflated(kBody);
  expect_refused(chunk_of(kHeader, packed, kBody.size() - 1), "larger than its header says");
  expect_refused(chunk_of(kHeader, packed, kBody.size() + 1), "smaller than its header says");
  expect_refused(chunk_of(kHeader, ByteView(packed).first(packed.size() - 1), kBody.size()), "cut off");
  expect_refused(chunk_of(kHeader, {}, 0), "cut off");
  expect_refused(chunk_of(kHeader, joined(packed, Bytes{0}), kBody.size()), "bytes after its body");
  expect_refused(chunk_of(kHeader, Bytes{7}, 0), "not a DEFLATE stream");
  EXPECT_EQ(message_of(unpack_chunk(chunk_of(kHeader, deflated({}), 0))), "");
}

TEST(PagesChunk, NoMoreIsUnpackedThanIsSaid) {
  const Bytes bomb = deflated(Bytes(std::size_t{100} << 20), 9);
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kLargestBody})
    expect_refused(chunk_of(kHeader, bomb, size), "larger than its header says");
}

TEST(PagesChunk, AChunkOfTheLargestBodyIsReadHoweverItIsPackedAndNoneThatIsLonger) {
  const Bytes body(kLargestBody);
  const Bytes packed = deflated(body, 0);
  EXPECT_EQ(message_of(unpack_chunk(chunk_of(kHeader, packed, body.size()))), "");
  const Bytes empty_block{0, 0, 0, 0xFF, 0xFF};
  Bytes empty_blocks;
  for (int i = 0; i < 250'000; ++i)
    empty_blocks.insert(empty_blocks.end(), empty_block.begin(), empty_block.end());
  expect_refused(chunk_of(kHeader, joined(empty_blocks, packed), body.size()), "over the limit");
}

}  // namespace
}  // namespace insyn::pages
