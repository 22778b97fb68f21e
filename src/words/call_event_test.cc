#include "words/call_event.h"

#include <gtest/gtest.h>

#include <set>

namespace insyn::words {
namespace {

TEST(CallEvent, EachIsSaidInBothLanguagesAndDifferently) {
  std::set<std::string> said;
  for (int event = 0; event <= static_cast<int>(calls::Event::kUnpause); ++event)
    for (const Language language : {Language::kEnglish, Language::kSwedish})
      said.insert(say(static_cast<calls::Event>(event), language));
  EXPECT_EQ(said.size(), 12U);
  EXPECT_FALSE(said.contains(""));
  EXPECT_EQ(say(calls::Event::kBegin, Language::kEnglish), "the call began");
  EXPECT_EQ(say(calls::Event::kEnd, Language::kSwedish), "samtalet avslutades");
}

}  // namespace
}  // namespace insyn::words
