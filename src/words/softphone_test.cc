#include "words/softphone.h"

#include <gtest/gtest.h>

namespace insyn::words {
namespace {

TEST(SoftphoneWords, NameTheThingTheReasonAndTheNextStep) {
  EXPECT_EQ(say_no_such_call(Language::kEnglish),
            "there is no such call: it is over, or began at another recorder; begin one with Begin");
  EXPECT_EQ(say_word_not_taken(200, 6, Language::kEnglish),
            "a kind or a queue has at most 200 bytes, and no more than 6 digits: telephone numbers are not "
            "taken; send the agreement's word for it");
  EXPECT_NE(say_no_such_call(Language::kSwedish).find("Begin"), std::string::npos);
  const std::string swedish = say_word_not_taken(200, 6, Language::kSwedish);
  EXPECT_NE(swedish.find("200 byte och högst 6 siffror"), std::string::npos) << swedish;
}

}  // namespace
}  // namespace insyn::words
