#include "words/tray.h"

#include <gtest/gtest.h>

#include <set>

namespace insyn::words {
namespace {

control::State state_of(control::Activity activity, std::optional<reason::Reason> why = std::nullopt) {
  control::State state;
  state.activity = activity;
  state.why = std::move(why);
  state.application = "Kundstöd";
  return state;
}

// The compiler asks for each text in each language; that one is not left in the other it does not see.
TEST(TrayWords, NoTextIsTheSameInBothLanguages) {
  static_assert(sizeof(TrayWords) % sizeof(Text) == 0);
  const auto* swedish = reinterpret_cast<const Text*>(&tray_words(Language::kSwedish));
  const auto* english = reinterpret_cast<const Text*>(&tray_words(Language::kEnglish));
  for (std::size_t i = 0; i < sizeof(TrayWords) / sizeof(Text); ++i) EXPECT_NE(swedish[i], english[i]);
}

TEST(TrayWords, EachStateHasItsLine) {
  using control::Activity;
  EXPECT_EQ(say(state_of(Activity::kRecording), Language::kSwedish), "Spelar in Kundstöd");
  EXPECT_EQ(say(state_of(Activity::kRecording), Language::kEnglish), "Recording Kundstöd");
  EXPECT_EQ(say(state_of(Activity::kWithheld, reason::ScreenWithheld{reason::Withheld::kNoIndicator}),
                Language::kSwedish),
            "Inget behålls just nu: markeringen syns inte på skärmen");
  EXPECT_EQ(say(state_of(Activity::kNotAllowed, reason::OutsideDays{}), Language::kSwedish),
            "Spelas inte in i dag: avtalet tillåter inte inspelning den här veckodagen");
  EXPECT_EQ(say(state_of(Activity::kNotAllowed, reason::NotSampled{}), Language::kEnglish).find("today"),
            std::string::npos)
      << "the next call may be recorded";
  std::set<std::string> lines;
  for (const Activity activity : {Activity::kIdle, Activity::kRecording, Activity::kPaused, Activity::kHeld,
                                  Activity::kWithheld, Activity::kNotAllowed}) {
    lines.insert(say(state_of(activity), Language::kSwedish));
    lines.insert(say(state_of(activity), Language::kEnglish));
  }
  EXPECT_EQ(lines.size(), 12U);
}

}  // namespace
}  // namespace insyn::words
