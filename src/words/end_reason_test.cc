#include "words/end_reason.h"

#include <gtest/gtest.h>

namespace insyn::words {
namespace {

TEST(EndReasonWords, EachIsSaidInBothLanguages) {
  for (int number = 0; number <= static_cast<int>(reason::EndReason::kFault); ++number) {
    const auto end = static_cast<reason::EndReason>(number);
    EXPECT_NE(say(end, Language::kSwedish), "");
    EXPECT_NE(say(end, Language::kEnglish), "");
    EXPECT_NE(say(end, Language::kSwedish), say(end, Language::kEnglish));
  }
}

}  // namespace
}  // namespace insyn::words
