#include "calls/ami/block_reader.h"

#include <gtest/gtest.h>

namespace insyn::calls {
namespace {

using Blocks = std::vector<AmiBlock>;

Blocks read(std::string_view bytes) {
  return AmiBlockReader({"Event", "Queue"}).feed(bytes).value_or(Blocks{{{"error", ""}}});
}

TEST(AmiBlockReader, BlocksAreEndedByAnEmptyLine) {
  EXPECT_EQ(read("Event: A\r\nQueue: q 1\r\n\r\nEvent:B\nQueue:\n\nEvent: C\r\n"),
            (Blocks{{{"Event", "A"}, {"Queue", "q 1"}}, {{"Event", "B"}, {"Queue", ""}}}));
  EXPECT_EQ(read("\r\n\r\n\n"), Blocks{});
}

TEST(AmiBlockReader, BytesMayComeOneByOne) {
  AmiBlockReader reader({"Event"});
  Blocks all;
  for (const char c : std::string("Event: A\r\nOther: x\r\n\r\nEvent: B\r\n\r\n")) {
    const Blocks blocks = reader.feed(std::string(1, c)).value();
    all.insert(all.end(), blocks.begin(), blocks.end());
  }
  EXPECT_EQ(all, (Blocks{{{"Event", "A"}}, {{"Event", "B"}}}));
}

TEST(AmiBlockReader, WhatIsNotAskedForIsNotKept) {
  EXPECT_EQ(
      read(
          "Event: A\r\nCallerIDNum: +46701234567\r\nno colon\r\n: x\r\nevent: small\r\n\r\nDigit: 7\r\n\r\n"),
      (Blocks{{{"Event", "A"}}}));
}

// Whoever gets a line end into a value does not take the place of what stood before.
TEST(AmiBlockReader, FirstOfTwoCounts) {
  EXPECT_EQ(read("Event: A\r\nEvent: B\r\n\r\n"), (Blocks{{{"Event", "A"}}}));
}

TEST(AmiBlockReader, LongValuesAreDroppedNotCut) {
  const std::string longest(AmiBlockReader::kLongestValue, 'x');
  EXPECT_EQ(read("Event: " + longest + "\r\n\r\n"), (Blocks{{{"Event", longest}}}));
  EXPECT_EQ(read("Queue: q\r\nEvent: " + longest + "x\r\n\r\n"), (Blocks{{{"Queue", "q"}}}));
}

TEST(AmiBlockReader, ANameThatBeginsLikeOneIsAnother) {
  const std::string name(AmiBlockReader::kLongestName, 'n');
  EXPECT_EQ(AmiBlockReader({name}).feed(name + ": 1\n\n").value(), (Blocks{{{name, "1"}}}));
  EXPECT_EQ(AmiBlockReader({name}).feed(name + "x: 1\n\n").value(), Blocks{});
}

TEST(AmiBlockReader, LinesAndBlocksAreBounded) {
  const std::string line(AmiBlockReader::kLongestLine, 'x');
  EXPECT_TRUE(AmiBlockReader({"Event"}).feed(line + "\n"));
  EXPECT_EQ(AmiBlockReader({"Event"}).feed(line + "x").error().code, Code::kBadPeer);
  std::string block;
  while (block.size() + 4 <= AmiBlockReader::kLargestBlock) block += "a:b\n";
  EXPECT_TRUE(AmiBlockReader({"Event"}).feed(block));
  EXPECT_EQ(AmiBlockReader({"Event"}).feed(block + "a:b\n").error().code, Code::kBadPeer);
  // Empty lines for ever are no block.
  EXPECT_TRUE(AmiBlockReader({"Event"}).feed(std::string(3 * AmiBlockReader::kLargestBlock, '\n')));
}

}  // namespace
}  // namespace insyn::calls
