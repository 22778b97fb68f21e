#include "note/recipient.h"

#include <gtest/gtest.h>

namespace insyn::note {
namespace {

TEST(Recipient, OnlyTheShapeOfAnAgeRecipientPasses) {
  EXPECT_TRUE(looks_like_recipient("age1" + std::string(58, 'q')));
  EXPECT_FALSE(looks_like_recipient("age1" + std::string(57, 'q')));
  EXPECT_FALSE(looks_like_recipient("age1" + std::string(59, 'q')));
  EXPECT_FALSE(looks_like_recipient("age2" + std::string(58, 'q')));
  EXPECT_FALSE(looks_like_recipient("age1" + std::string(57, 'q') + "b"));
  EXPECT_FALSE(looks_like_recipient("age1" + std::string(57, 'q') + "Q"));
}

}  // namespace
}  // namespace insyn::note
