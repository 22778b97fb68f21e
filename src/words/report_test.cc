#include "words/report.h"

#include <gtest/gtest.h>

namespace insyn::words {
namespace {

// How often each number in braces is filled in.
std::string places_in(std::string_view text) {
  std::string places;
  for (char number = '0'; number <= '9'; ++number) {
    const std::string place = {'{', number, '}'};
    if (text.find(place) != std::string_view::npos) places += number;
  }
  return places;
}

TEST(ReportWords, BothLanguagesFillInTheSame) {
  const ReportWords& swedish = report_words(Language::kSwedish);
  const ReportWords& english = report_words(Language::kEnglish);
  EXPECT_EQ(swedish.code, "sv");
  EXPECT_EQ(english.code, "en");
  using Member = Text ReportWords::*;
  for (const Member text :
       {&ReportWords::under_title, &ReportWords::registered, &ReportWords::friction_intro,
        &ReportWords::no_friction, &ReportWords::no_result, &ReportWords::no_article, &ReportWords::ping_pong,
        &ReportWords::quick_back, &ReportWords::dead_end, &ReportWords::arithmetic, &ReportWords::flow_intro,
        &ReportWords::less_time, &ReportWords::more_time, &ReportWords::nothing_clear, &ReportWords::against,
        &ReportWords::protection, &ReportWords::without_article, &ReportWords::did_not_help,
        &ReportWords::did_not_help_at}) {
    EXPECT_NE(swedish.*text, english.*text);
    EXPECT_EQ(places_in(swedish.*text), places_in(english.*text)) << english.*text;
    EXPECT_NE(places_in(english.*text), "") << english.*text;
  }
}

}  // namespace
}  // namespace insyn::words
