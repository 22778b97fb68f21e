#include "recording/format/layout.h"

#include <gtest/gtest.h>

#include "recording/testing.h"

namespace insyn::recording {
namespace {

TEST(ChunkFileName, GoesBothWays) {
  for (const std::uint32_t index : {0U, 1U, 42U, kMostChunks - 1}) {
    for (const ChunkKind kind : {ChunkKind::kTrack, ChunkKind::kEvents})
      EXPECT_EQ(chunk_named(file_name_of({index, kind})), (ChunkName{index, kind}));
  }
  EXPECT_EQ(chunk_file_name(0), "000000.chunk.age");
  EXPECT_EQ(file_name_of({1, ChunkKind::kEvents}), "000001.events.age");
}

TEST(ChunkFileName, NothingElseIsOne) {
  for (const char* name : {"", "0.chunk.age", "0000000.chunk.age", "00000x.chunk.age", "-00001.chunk.age",
                           " 00001.chunk.age", "000001.chunk", "000001.event.age", "000001.chunk.age.tmp",
                           "a/000001.chunk.age", "000001.CHUNK.AGE"}) {
    EXPECT_FALSE(chunk_named(name)) << name;
  }
  EXPECT_FALSE(chunk_named(chunk_file_name(kMostChunks)));
}

TEST(RecordingId, SaysWhenItBeganAndIsNeverTheSameTwice) {
  const Utc start = utc("2026-12-01T08:15:03.250Z");
  const std::string one = new_recording_id(start), other = new_recording_id(start);
  EXPECT_TRUE(is_recording_id(one)) << one;
  EXPECT_TRUE(one.starts_with("20261201T081503Z-"));
  EXPECT_NE(one, other);
}

// It becomes a file name.
TEST(RecordingId, NothingElseIsOne) {
  ASSERT_TRUE(is_recording_id("20261201T081503Z-0123456789abcdef"));
  for (const char* id : {"", "..", "20261201T081503Z-0123456789abcde", "20261201T081503Z-0123456789abcdef0",
                         "20261201T081503Z-0123456789ABCDEF", "20261201T081503Z_0123456789abcdef",
                         "2026120xT081503Z-0123456789abcdef", "20261201t081503z-0123456789abcdef",
                         "20261201T08150/Z-0123456789abcdef", "20261201T081503X-0123456789abcdef",
                         "20261201_081503Z-0123456789abcdef", "20261201T081503Z-../../../../../e",
                         "20261201T081503Z-0123456789abcde\n", ".new-20261201T081503Z-0123456789ab"}) {
    EXPECT_FALSE(is_recording_id(id)) << id;
  }
}

}  // namespace
}  // namespace insyn::recording
