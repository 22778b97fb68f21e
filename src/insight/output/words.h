// The report's words. Each language has its own sentences; what stands in braces is filled in by the page.
#pragma once

#include <string>
#include <string_view>

#include "insight/findings/report.h"

namespace insyn::insight {

enum class Tongue { kSwedish, kEnglish };

struct Words {
  std::string_view code;  // of HTML's lang
  char point;             // between whole and fraction
  std::string_view title;
  std::string_view under_title;  // {0} agreement's id
  std::string_view unsigned_note;
  std::string_view contents;

  std::string_view friction_title;
  std::string_view friction_intro;  // {0} how many were looked at
  std::string_view no_friction;     // {0} the same
  std::string_view hours_unit;
  std::string_view no_result;  // {0} kind; so for the next ones
  std::string_view no_article;
  std::string_view ping_pong;   // {1} and {2} screens
  std::string_view quick_back;  // {1} screen
  std::string_view dead_end;    // {1} screen
  // {0} affected {1} exposed {2} usual % {3} seconds {4} weeks {5} hours
  std::string_view arithmetic;
  std::string_view arithmetic_means;
  std::string_view examples;
  std::string_view without_article_title;
  std::string_view without_article_intro;
  std::string_view without_article;  // {0} kind {1} calls a week {2} hours a week
  std::string_view rarely_title;
  std::string_view rarely_intro;

  std::string_view kinds_title;
  std::string_view kinds_intro;
  std::string_view kind, calls, a_week, share, handling, hold, to_answer, after_answer, answered,
      search_success, link_rate, first_contact, outcome, steps, screen, dwell, from, to, seconds_before, way,
      article, open, time, hours, lower_upper;
  std::string_view withheld;  // stands where a figure may not go out
  std::string_view seconds_unit;
  std::string_view flow_title;
  std::string_view flow_intro;  // {0} kind
  std::string_view ways_title;
  std::string_view ways_intro;
  std::string_view curve_title;
  std::string_view curve_intro;
  std::string_view curve_answered;
  std::string_view curve_without;
  std::string_view curve_axis;
  std::string_view beside_title;
  std::string_view beside_intro;
  std::string_view step;
  std::string_view articles_title;
  std::string_view no_articles;
  std::string_view as_table;
  std::string_view nothing_to_show;

  std::string_view compare_title;
  std::string_view compare_intro;
  std::string_view no_comparison;
  std::string_view group;
  std::string_view version;
  std::string_view against;    // {0} second {1} first
  std::string_view less_time;  // {0} kind {1} second {2} from {3} to {4} first
  std::string_view more_time;
  std::string_view nothing_clear;  // {0} comparisons
  std::string_view caution;
  std::string_view same_pace;
  std::string_view points_unit;
  std::string_view flow_differs_title;
  std::string_view flow_differs_intro;
  std::string_view no_flow_differs;
  std::string_view step_or_way;
  std::string_view difference;
  std::string_view solved;

  std::string_view definitions_title;
  std::string_view definitions;  // HTML: a <dl>
  std::string_view protection_title;
  std::string_view protection;  // HTML; {0} agents {1} calls {2} step

  std::string_view activities[kActivities];
  std::string_view outcomes[kOutcomes];
};

const Words& words_in(Tongue tongue);
const Words& swedish_words();
const Words& english_words();

// "1 234", "1,5" or "1.5".
std::string number_text(std::uint64_t number);
std::string decimal_text(double number, int digits, const Words& words);
// "12 s", "6:05 min".
std::string seconds_text(Seconds seconds, const Words& words);

}  // namespace insyn::insight
