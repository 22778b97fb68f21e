#include "agreement/screens.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"

namespace insyn::agreement {
namespace {

void expect_refused(std::string_view from, std::string_view to, std::string_view message) {
  const auto refused = parse_terms(with(metrics_terms(), from, to));
  ASSERT_FALSE(refused) << message;
  EXPECT_EQ(refused.error().code, Code::kCorrupt);
  EXPECT_NE(refused.error().message.find(message), std::string::npos) << refused.error().message;
}

TEST(Screens, AreReadAsTheyAreWritten) {
  const auto terms = parse_terms(metrics_terms());
  ASSERT_TRUE(terms) << terms.error().message;
  ASSERT_EQ(terms->screens.size(), 3U);
  EXPECT_EQ(terms->screens[0].name, "sök");
  EXPECT_EQ(terms->screens[0].title, "Sök – *");
  EXPECT_EQ(terms->screens[0].application, "Kundstöd");
  EXPECT_EQ(terms->screens[0].event, "screen");
  EXPECT_EQ(terms->screens[1].application, "");
  EXPECT_EQ(terms->screens[1].event, "article");
}

TEST(Screens, WhatCannotBeMeantIsRefusedWithItsLine) {
  expect_refused("application = \"Kundstöd\"", "application = \"Kundstod\"",
                 "line 19: screen.application is “Kundstod”, which is not the name");
  expect_refused("event = \"article\"", "event = \"search\"", "line 23: screen.event must be");
  expect_refused("name = \"sök\"", "", "screen.name is missing");
  expect_refused("title = \"Sök – *\"", "", "screen.title is missing");
  expect_refused("title = \"Sök – *\"", "title = \"\"", "screen.title");
  expect_refused("event = \"article\"", "events = \"article\"", "line 23: screen.events is not a key");
  expect_refused("insyn = 1", "insyn = 1\nscreen = 1\n#", "screen");
}

TEST(Screens, MoreThanFiveHundredAreRefused) {
  std::string many;
  for (int i = 0; i < 498; ++i) many += "[[screen]]\nname = \"n\"\ntitle = \"t\"\n";
  EXPECT_FALSE(parse_terms(with(metrics_terms(), "[recording]", many + "[recording]")));
  many.erase(0, many.find("[[", 1));
  EXPECT_TRUE(parse_terms(with(metrics_terms(), "[recording]", many + "[recording]")));
}

TEST(Screens, EventsThatNobodyCouldReadAreRefused) {
  expect_refused("recipient = \"" + kThirdRecipient + "\"", "", "insight.recipient is missing");
  expect_refused("[insight]\nrecipient = \"" + kThirdRecipient + "\"\n", "", "insight.recipient is missing");
}

TEST(Screens, StarStandsForAnythingAndTheRestForItself) {
  EXPECT_TRUE(fits_pattern("Sök", "Sök"));
  EXPECT_FALSE(fits_pattern("Sök", "Söka"));
  EXPECT_FALSE(fits_pattern("Sök", "sök"));
  EXPECT_FALSE(fits_pattern("Sök", ""));
  EXPECT_TRUE(fits_pattern("*", ""));
  EXPECT_TRUE(fits_pattern("Sök – *", "Sök – "));
  EXPECT_TRUE(fits_pattern("Sök – *", "Sök – faktura"));
  EXPECT_FALSE(fits_pattern("Sök – *", "Om Sök – faktura"));
  EXPECT_TRUE(fits_pattern("*faktura", "Sök – faktura"));
  EXPECT_TRUE(fits_pattern("*ab*ab", "abcabab"));
  EXPECT_FALSE(fits_pattern("*ab*ab", "ab"));
  EXPECT_TRUE(fits_pattern("a**b", "ab"));
  EXPECT_FALSE(fits_pattern("", "a"));
  EXPECT_TRUE(fits_pattern("a?[b]", "a?[b]"));
  EXPECT_FALSE(fits_pattern("a?", "ab"));
}

TEST(Screens, APatternMadeToTakeLongDoesNot) {
  std::string pattern;
  for (int i = 0; i < 100; ++i) pattern += "a*";
  EXPECT_FALSE(fits_pattern(pattern + "b", std::string(4096, 'a')));
}

TEST(Screens, TheFirstRuleThatFitsTheApplicationCounts) {
  const auto terms = parse_terms(metrics_terms());
  ASSERT_TRUE(terms);
  const auto name = [&](std::string_view application, std::string_view title) {
    const Screen* screen = screen_of(*terms, application, title);
    return screen == nullptr ? std::string("none") : screen->name;
  };
  EXPECT_EQ(name("Kundstöd", "Sök – faktura"), "sök");
  EXPECT_EQ(name("Kundstöd", "Artikel 7"), "artikel");
  EXPECT_EQ(name("Kundstöd", "Något helt annat"), "annan");
  EXPECT_EQ(name("Arkiv", "Artikel 7"), "artikel");
  EXPECT_EQ(name("Arkiv", "Sök – faktura"), "none");
}

}  // namespace
}  // namespace insyn::agreement
