#include "server/access/blob_range.h"

#include <gtest/gtest.h>

#include "server/access/testing.h"

namespace insyn::server {
namespace {

TEST(BlobRange, IsOneRangeOfBytes) {
  const auto range = [](std::string_view field) {
    const auto one = parse_range(field, 100);
    return one ? fmt::format("{}-{}", one->first, one->last) : "none";
  };
  EXPECT_EQ(range("bytes=0-9"), "0-9");
  EXPECT_EQ(range("bytes=90-"), "90-99");
  EXPECT_EQ(range("bytes=90-1000"), "90-99");
  for (const char* wrong : {"", "bytes=", "bytes=-5", "bytes=100-", "bytes=5-4", "bytes=1-2,4-5", "lines=0-9",
                            "bytes=0x-9", "bytes=18446744073709551616-", "bytes=+1-2"})
    EXPECT_EQ(range(wrong), "none") << wrong;
}

TEST(BlobRange, SkipsWhatIsNotReadable) {
  TestLedger place;
  ASSERT_TRUE(place.vault->put("recordings/01/x", view_of("aaaaBBBccDDDDe")));
  const auto chunk = [](recording::ChunkKind kind, std::uint64_t length) {
    recording::ChunkRecord one;
    one.kind = kind;
    one.length = length;
    return one;
  };
  using recording::ChunkKind;
  const ReadableChunks all(
      {chunk(ChunkKind::kTrack, 4), chunk(ChunkKind::kEvents, 3), chunk(ChunkKind::kTrack, 2),
       chunk(ChunkKind::kTrack, 4), chunk(ChunkKind::kCalls, 1)},
      [](ChunkKind kind) { return kind == ChunkKind::kTrack; });
  EXPECT_EQ(all.size(), 10U);
  const auto read = [&](std::uint64_t first, std::uint64_t last) {
    return std::string(text_of(all.read(*place.vault, "recordings/01/x", {first, last}).value()));
  };
  EXPECT_EQ(read(0, 9), "aaaaccDDDD");
  EXPECT_EQ(read(3, 6), "accD");
  EXPECT_EQ(read(4, 4), "c");
  EXPECT_EQ(read(9, 9), "D");
}

}  // namespace
}  // namespace insyn::server
