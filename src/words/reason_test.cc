#include "words/reason.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "words/clock.h"

namespace insyn::words {
namespace {

// Gives each parameter a value of its own, and notes how it is to be read in the sentence.
struct FillReason {
  std::vector<std::string>& expected;

  void operator()(const char*, Utc& value) const {
    value = Utc(std::chrono::hours(500'000 + expected.size()));
    expected.push_back(to_text(value));
  }
  void operator()(const char*, int& value) const {
    value = static_cast<int>(70 + expected.size());
    expected.push_back(std::to_string(value));
  }
  void operator()(const char*, std::chrono::seconds& value) const {
    value = std::chrono::seconds(170 + expected.size());
    expected.push_back(std::to_string(value.count()));
  }
  void operator()(const char* name, std::chrono::minutes& value) const {
    value = std::chrono::minutes(90 + expected.size());
    const bool of_day = std::string_view(name) == "from" || std::string_view(name) == "to";
    expected.push_back(of_day ? time_of_day(value) : std::to_string(value.count()));
  }
  void operator()(const char*, reason::Withheld&) const {}  // each has its own words: below
  void operator()(const char*, Code&) const {}              // a program's, not a person's
  void operator()(const char* name, std::string& value, std::size_t) const {
    value = fmt::format("/a/{}-{}", name, expected.size());
    expected.push_back(value);
  }
};

TEST(ReasonWords, EachReasonIsSaidInBothLanguagesWithItsParameters) {
  for (const Language language : kLanguages) {
    std::set<std::string> sentences;
    reason::for_each_kind([&](auto kind) {
      std::vector<std::string> expected;
      kind.fields(kind, FillReason{expected});
      const std::string sentence = say(kind, language);
      EXPECT_NE(sentence, "") << kind.kCode;
      EXPECT_NE(sentence, kind.kCode);
      for (const std::string& part : expected) {
        EXPECT_NE(sentence.find(part), std::string::npos) << kind.kCode << ": " << sentence;
      }
      EXPECT_TRUE(sentences.insert(sentence).second) << "said of another too: " << sentence;
    });
  }
}

TEST(ReasonWords, TheLanguagesDiffer) {
  reason::for_each_kind([](auto kind) {
    EXPECT_NE(say(kind, Language::kSwedish), say(kind, Language::kEnglish)) << kind.kCode;
  });
}

TEST(ReasonWords, EachReasonToWithholdIsSaidInBothLanguages) {
  int count = 0;
  for (std::uint8_t number = 0; number < 255; ++number) {
    const auto withheld = reason::withheld_of(number);
    if (!withheld) continue;
    ++count;
    const std::string swedish = say(*withheld, Language::kSwedish);
    const std::string english = say(*withheld, Language::kEnglish);
    EXPECT_NE(swedish, "");
    EXPECT_NE(english, "");
    EXPECT_NE(swedish, english);
    EXPECT_NE(swedish, code_of(*withheld)) << "in Swedish";
    EXPECT_EQ(say(reason::ScreenWithheld{*withheld}, Language::kSwedish), swedish);
    EXPECT_NE(explain(*withheld, Language::kSwedish), "");
    EXPECT_NE(explain(*withheld, Language::kEnglish), "");
    EXPECT_NE(explain(*withheld, Language::kSwedish), explain(*withheld, Language::kEnglish));
  }
  EXPECT_EQ(count, 14);
}

TEST(ReasonWords, AreSentenceParts) {
  const reason::Reason hours = reason::OutsideHours{std::chrono::hours(8), std::chrono::hours(18)};
  EXPECT_EQ(say(hours, Language::kEnglish), "the agreement allows recording from 08:00 to 18:00 only");
  EXPECT_EQ(say(hours, Language::kSwedish), "avtalet tillåter inspelning bara mellan 08:00 och 18:00");
  EXPECT_EQ(say(reason::CapReached{10}, Language::kEnglish), "this week's 10 calls are recorded");
  EXPECT_EQ(say(reason::CapReached{10}, Language::kSwedish), "veckans 10 samtal är redan inspelade");
}

TEST(ReasonWords, AnEndWithALostTailSaysSo) {
  EXPECT_EQ(say_end(reason::CallEnded{}, false, Language::kEnglish), "the call has ended");
  EXPECT_EQ(say_end(reason::CallEnded{}, true, Language::kEnglish),
            "the call has ended; the last two seconds could not be written any more");
  EXPECT_EQ(say_end(reason::CallEnded{}, true, Language::kSwedish),
            "samtalet är slut; de två sista sekunderna gick inte att skriva");
}

TEST(ClockWords, AreThoseOfAClock) {
  EXPECT_EQ(time_of_day(std::chrono::minutes(0)), "00:00");
  EXPECT_EQ(time_of_day(std::chrono::minutes(1440)), "24:00");
  EXPECT_EQ(elapsed_text(std::chrono::seconds(-1)), "00:00");
  EXPECT_EQ(elapsed_text(std::chrono::milliseconds(192'999)), "03:12");
  EXPECT_EQ(elapsed_text(std::chrono::seconds(3792)), "1:03:12");
}

}  // namespace
}  // namespace insyn::words
