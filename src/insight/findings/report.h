// The result of the analysis: everything that may leave the engine, and nothing else. Pages and exports are
// made of this. Suppressed figures are absent, and nothing says how many they are.
#pragma once

#include <string>

#include "insight/disclosure/gate.h"
#include "insight/findings/features.h"

namespace insyn::insight {

struct PlaceUse {
  Activity activity = Activity::kScreen;
  std::string name;  // of a screen; else empty
  Calls calls;       // that visited it
  Percent share;
  Seconds dwell;  // per such call
};

struct EdgeUse {
  std::size_t from = 0;  // in KindReport::places
  std::size_t to = 0;
  Calls calls;      // that have it
  Seconds seconds;  // in `from` before, per such call
};

struct VariantUse {
  std::vector<std::size_t> places;  // in the order of the first visit
  Calls calls;
  Percent share;
  Seconds handling;
};

struct ArticleUse {
  std::string name;
  Calls calls;
  Seconds open;  // per such call
};

// What a call's flow is made of.
enum class FlowElement : std::uint8_t {
  kPlace,    // visited by the call
  kEdge,     // from the first place directly to the second
  kVariant,  // the places of the whole call, in the order of the first visit
};
// "place", "step", "way": the codes of the exports.
const char* name_of(FlowElement element);

// An element of the flow that different shares of two parts' calls have.
struct FlowDifference {
  FlowElement element = FlowElement::kPlace;
  std::vector<std::size_t> places;  // in KindReport::places
  Percent first;
  Percent second;
  Interval<Percent> points;  // second less first
};

// Two parts of a kind's calls beside each other.
struct Comparison {
  enum By { kGroup, kVersion };
  By by = kGroup;
  std::string first;
  std::string second;
  Calls first_calls;
  Calls second_calls;
  // second less first
  std::optional<Interval<Seconds>> handling;
  std::optional<Interval<Seconds>> same_pace;  // handling, by mixed_model() with agents as clusters
  std::optional<Interval<Seconds>> to_answer;  // of calls with an answer
  std::optional<Interval<Percent>> answered;
  std::optional<Interval<Percent>> solved;
  std::vector<FlowDifference> flow;  // the significant ones, the largest first
};

struct OutcomeShare {
  Outcome outcome = Outcome::kUnknown;
  Percent share;
};

struct KindReport {
  std::string kind;
  std::uint32_t weeks = 0;
  Calls calls;
  Seconds handling;
  Seconds hold;
  PerCall steps;
  std::optional<Percent> answered;
  std::optional<Seconds> to_answer;     // of calls with an answer
  std::optional<Seconds> after_answer;  // until the call's end
  std::optional<Percent> searched;
  std::optional<Percent> found;          // of searches: that led to an article at once
  std::optional<Percent> linked;         // of all
  std::optional<Percent> first_contact;  // of those of which it can be known
  std::vector<OutcomeShare> outcomes;
  std::vector<PlaceUse> places;
  std::vector<EdgeUse> edges;
  std::vector<VariantUse> variants;
  std::vector<ArticleUse> articles;
  std::vector<CurveStep> answer_curve;   // share with the answer on the screen, by time
  std::vector<CurveStep> without_curve;  // share ended without
  std::vector<Comparison> comparisons;
};

// "no result", "no article", "ping-pong", "quick back" or "dead end", for the features that are frictions.
const char* friction_name(What what);

struct Friction {
  What what = What::kNoResult;
  std::size_t kind = 0;  // in Report::kinds
  std::string a;         // screens, where it is about some
  std::string b;
  Calls exposed;    // calls in which it could have happened
  Calls affected;   // in which it did
  Percent usual;    // the share of such calls that is usual for this sort of thing
  Seconds seconds;  // lost per affected call
  std::uint32_t weeks = 0;
  // (affected − usual · exposed) · seconds / weeks / 3600, from the figures above.
  double hours_a_week() const;
};

// Calls in which agents said that the system did not help.
struct AgentsWord {
  std::size_t kind = 0;  // in Report::kinds
  std::string screen;    // at which; empty: wherever it was
  Calls calls;           // that came by the screen, or all
  Calls affected;        // in which it was said
};

struct Report {
  Floor floor;
  std::vector<KindReport> kinds;
  std::vector<Friction> frictions;       // the most hours first
  std::vector<AgentsWord> did_not_help;  // by kind
  std::vector<std::size_t>
      without_article;                   // kinds in which (almost) no article is opened, the most calls first
  std::vector<std::string> rarely_used;  // screens that there are, and that (almost) no call came by
  std::size_t looked_at = 0;             // how many things could have been on the list of frictions
};

}  // namespace insyn::insight
