#include "ledger/checkpoint/checkpoint.h"

#include <gtest/gtest.h>

#include "base/testing.h"

namespace insyn::ledger {
namespace {

// The example of https://c2sp.org/tlog-checkpoint.
constexpr const char* kExample =
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

TEST(Checkpoint, ExampleOfTheSpecificationIsRead) {
  const auto checkpoint = parse_checkpoint(kExample);
  ASSERT_TRUE(checkpoint) << checkpoint.error().message;
  EXPECT_EQ(checkpoint->origin, "example.com/behind-the-sofa");
  EXPECT_EQ(checkpoint->size, 20852163u);
  EXPECT_EQ(hash_text(checkpoint->root), "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=");
  EXPECT_EQ(text_of(*checkpoint), kExample);
}

TEST(Checkpoint, LinesOfOtherPeoplesLedgersAreKept) {
  const std::string text = std::string(kExample) + "timestamp 1\nå\n";
  const auto checkpoint = parse_checkpoint(text);
  ASSERT_TRUE(checkpoint);
  EXPECT_EQ(checkpoint->extensions, (std::vector<std::string>{"timestamp 1", "å"}));
  EXPECT_EQ(text_of(*checkpoint), text);
}

TEST(Checkpoint, AnythingElseIsRefused) {
  const std::string good = kExample;
  std::string many = good;
  for (int i = 0; i < 101; ++i) many += "x\n";
  for (const std::string& text :
       {std::string(), std::string("\n"), std::string("o\n0\n"), good.substr(0, good.size() - 1), "\n" + good,
        good + "\n", good + "\nx\n", good + "x", with(good, "20852163", "020852163"),
        with(good, "20852163", "-1"), with(good, "20852163", "9223372036854775808"),
        with(good, "20852163", "18446744073709551616"), with(good, "20852163\n", ""),
        with(good, "q2I=", "q2I"), with(good, "q2I=", "q2J="), with(good, "CsUY", "CsU"),
        with(good, "sofa", "so\u202Efa"), with(good, "sofa", std::string(300, 'a')), many}) {
    EXPECT_FALSE(parse_checkpoint(text)) << text;
  }
}

}  // namespace
}  // namespace insyn::ledger
