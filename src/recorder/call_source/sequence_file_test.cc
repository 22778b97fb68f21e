#include "recorder/call_source/sequence_file.h"

#include <gtest/gtest.h>

#include "base/bytes.h"

namespace insyn::recorder {
namespace {

class SequenceFileTest : public testing::Test {
 protected:
  ~SequenceFileTest() override { std::filesystem::remove(path_); }
  void lies_there(std::string_view text) const {
    ASSERT_TRUE(write_file(path_, view_of(text), Access::kOwnerOnly, IfExists::kReplace));
  }
  const Path path_ = std::filesystem::temp_directory_path() / ("insyn-sequences-" + to_hex(random_bytes(8)));
};

TEST_F(SequenceFileTest, WhatWasWrittenIsReadAgain) {
  EXPECT_TRUE(SequenceFile(path_).read().value().empty());
  const calls::Trust::Sequences heard{{"pbx", 1796112903251}, {"växel två", 9'007'199'254'740'991}};
  SequenceFile file(path_);
  ASSERT_TRUE(file.write(heard));
  EXPECT_EQ(SequenceFile(path_).read().value(), heard);
}

TEST_F(SequenceFileTest, WhatIsThereAlreadyIsNotWrittenAgain) {
  SequenceFile file(path_);
  ASSERT_TRUE(file.write({{"pbx", 7}}));
  std::filesystem::remove(path_);
  ASSERT_TRUE(file.write({{"pbx", 7}}));
  EXPECT_FALSE(std::filesystem::exists(path_));
  ASSERT_TRUE(file.write({{"pbx", 8}}));
  EXPECT_TRUE(std::filesystem::exists(path_));
}

TEST_F(SequenceFileTest, SomethingElseIsNoMemory) {
  for (const char* text : {"x\n", "7\n", "7 \n", " 7 pbx\n", "7pbx\n", "99999999999999999999 pbx\n"}) {
    lies_there(text);
    const auto read = SequenceFile(path_).read();
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, Code::kCorrupt);
  }
}

}  // namespace
}  // namespace insyn::recorder
