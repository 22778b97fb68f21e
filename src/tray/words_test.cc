#include "tray/words.h"

#include <gtest/gtest.h>

namespace insyn::tray {
namespace {

control::State state_of(control::Activity activity, const std::string& why = "") {
  control::State state;
  state.activity = activity;
  state.why = why;
  state.application = "Kundstöd";
  return state;
}

TEST(TrayWords, EverythingIsSaidInBothLanguages) {
  for (int word = 0; word <= static_cast<int>(Word::kKeepIt); ++word) {
    const std::string sv = say(static_cast<Word>(word), Language::kSwedish);
    const std::string en = say(static_cast<Word>(word), Language::kEnglish);
    EXPECT_NE(sv, "") << word;
    EXPECT_NE(en, "") << word;
    EXPECT_NE(sv, en) << word;
  }
}

TEST(TrayWords, EachStateHasItsLine) {
  using control::Activity;
  EXPECT_EQ(in_words(state_of(Activity::kRecording), Language::kSwedish), "Spelar in Kundstöd");
  EXPECT_EQ(in_words(state_of(Activity::kRecording), Language::kEnglish), "Recording Kundstöd");
  EXPECT_EQ(in_words(state_of(Activity::kWithheld, "no indicator"), Language::kSwedish),
            "Inget behålls just nu: markeringen syns inte på skärmen");
  std::set<std::string> lines;
  for (const Activity activity : {Activity::kIdle, Activity::kRecording, Activity::kPaused, Activity::kHeld,
                                  Activity::kWithheld, Activity::kNotAllowed}) {
    lines.insert(in_words(state_of(activity), Language::kSwedish));
    lines.insert(in_words(state_of(activity), Language::kEnglish));
  }
  EXPECT_EQ(lines.size(), 12U);
}

TEST(TrayWords, ReasonsAreTranslatedAsFarAsTheyAreKnown) {
  EXPECT_EQ(reason_in("the agreement allows recording from 08:00 to 18:00 only", Language::kSwedish),
            "avtalet tillåter inspelning från 08:00 till 18:00");
  EXPECT_EQ(reason_in("something new", Language::kSwedish), "something new");
  EXPECT_EQ(reason_in("screen locked", Language::kEnglish), "screen locked");
}

TEST(TrayWords, TimeIsThatOfAClock) {
  EXPECT_EQ(clock_text(std::chrono::seconds(-1)), "00:00");
  EXPECT_EQ(clock_text(std::chrono::seconds(192)), "03:12");
  EXPECT_EQ(clock_text(std::chrono::seconds(3792)), "1:03:12");
}

}  // namespace
}  // namespace insyn::tray
