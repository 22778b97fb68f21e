// The words of the report on the support system. Each language has its own sentences; what stands in braces
// is filled in by the page.
#pragma once

#include <array>

#include "words/language.h"
#include "words/text.h"

namespace insyn::words {

struct ReportWords {
  Text code;   // of HTML's lang
  char point;  // between whole and fraction
  Text title;
  Text under_title;  // {0} agreement's id
  Text registered;   // {0} number {1} the register's public key
  Text contents;

  Text friction_title;
  Text friction_intro;  // {0} how many were looked at
  Text no_friction;     // {0} the same
  Text hours_unit;
  Text no_result;  // {0} kind; so for the next ones
  Text no_article;
  Text ping_pong;   // {1} and {2} screens
  Text quick_back;  // {1} screen
  Text dead_end;    // {1} screen
  // {0} affected {1} exposed {2} usual % {3} seconds {4} weeks {5} hours
  Text arithmetic;
  Text arithmetic_means;
  Text examples;
  Text did_not_help_title;
  Text did_not_help_intro;
  Text did_not_help;     // {0} kind {1} affected {2} calls
  Text did_not_help_at;  // {0} kind {1} screen {2} affected {3} calls
  Text without_article_title;
  Text without_article_intro;
  Text without_article;  // {0} kind {1} calls a week {2} hours a week
  Text rarely_title;
  Text rarely_intro;

  Text kinds_title;
  Text kinds_intro;
  Text kind, calls, a_week, share, handling, hold, to_answer, after_answer, answered, search_success,
      link_rate, first_contact, outcome, steps, screen, dwell, from, to, seconds_before, way, article, open,
      time, hours, lower_upper;
  Text withheld;  // stands where a figure may not go out
  Text seconds_unit;
  Text flow_title;
  Text flow_intro;  // {0} kind
  Text ways_title;
  Text ways_intro;
  Text curve_title;
  Text curve_intro;
  Text curve_answered;
  Text curve_without;
  Text curve_axis;
  Text beside_title;
  Text beside_intro;
  Text step;
  Text articles_title;
  Text no_articles;
  Text as_table;
  Text nothing_to_show;

  Text compare_title;
  Text compare_intro;
  Text no_comparison;
  Text group;
  Text version;
  Text against;    // {0} second {1} first
  Text less_time;  // {0} kind {1} second {2} from {3} to {4} first
  Text more_time;
  Text nothing_clear;  // {0} comparisons
  Text caution;
  Text same_pace;
  Text points_unit;
  Text flow_differs_title;
  Text flow_differs_intro;
  Text no_flow_differs;
  Text step_or_way;
  Text difference;
  Text solved;

  Text definitions_title;
  Text definitions;  // HTML: a <dl>
  Text protection_title;
  Text protection;  // HTML; {0} agents {1} calls {2} step

  std::array<Text, 8> activities;  // in the order of the report's activities
  std::array<Text, 5> outcomes;
};

const ReportWords& report_words(Language language);
// What it is made of.
const ReportWords& swedish_report();
const ReportWords& english_report();

}  // namespace insyn::words
