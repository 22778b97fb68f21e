#include "recording/format/layout.h"

#include <gtest/gtest.h>

#include "recording/testing.h"

namespace insyn::recording {
namespace {

TEST(ChunkFileName, GoesBothWays) {
  for (const std::uint32_t index : {0U, 1U, 42U, kMostChunks - 1}) {
    for (const ChunkKind kind : kChunkKinds)
      EXPECT_EQ(chunk_named(file_name_of({index, kind})), (ChunkName{index, kind}));
  }
  EXPECT_EQ(chunk_file_name(0), "000000.chunk.age");
  EXPECT_EQ(file_name_of({1, ChunkKind::kEvents}), "000001.events.age");
  EXPECT_EQ(file_name_of({2, ChunkKind::kCalls}), "000002.calls.age");
  EXPECT_EQ(file_name_of({3, ChunkKind::kPages}), "000003.pages.age");
}

TEST(ChunkFileName, NothingElseIsOne) {
  for (const char* name : {"", "0.chunk.age", "0000000.chunk.age", "00000x.chunk.age", "-00001.chunk.age",
                           " 00001.chunk.age", "000001.chunk", "000001.event.age", "000001.chunk.age.tmp",
                           "a/000001.chunk.age", "000001.CHUNK.AGE", "000001.audio.age"}) {
    EXPECT_FALSE(chunk_named(name)) << name;
  }
  EXPECT_FALSE(chunk_named(chunk_file_name(kMostChunks)));
}

TEST(RecordingId, IsRandomAndNothingElse) {
  EXPECT_TRUE(is_recording_id(new_recording_id()));
  EXPECT_NE(new_recording_id(), new_recording_id());
}

// It becomes a file name.
TEST(RecordingId, NothingElseIsOne) {
  ASSERT_TRUE(is_recording_id(kTestId));
  for (const char* id : {"", "..", "0123456789abcdef0123456789abcde", "0123456789abcdef0123456789abcdef0",
                         "0123456789ABCDEF0123456789ABCDEF", "0123456789abcdef/123456789abcdef",
                         "../../../../../../../../../../et", "0123456789abcdef0123456789abcde\n",
                         "20261201T081503Z-0123456789abcde", "20261201T081503Z-0123456789abcdef"}) {
    EXPECT_FALSE(is_recording_id(id)) << id;
  }
}

TEST(RecordingId, OfVersion0SaidWhenItBegan) {
  EXPECT_TRUE(is_version_0_id("20261201T081503Z-0123456789abcdef"));
  for (const char* id : {"", "..", "20261201T081503Z-0123456789abcde", "20261201T081503Z-0123456789ABCDEF",
                         "20261201T08150/Z-0123456789abcdef", "20261201T081503Z-../../../../../e"})
    EXPECT_FALSE(is_version_0_id(id)) << id;
  EXPECT_FALSE(is_version_0_id(kTestId));
}

}  // namespace
}  // namespace insyn::recording
