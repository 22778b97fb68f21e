// The terms of an agreement, read from its text and checked. docs/agreement.md describes every key.
#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/sha256.h"

namespace insyn::agreement {

// A program or a set of web pages that may be recorded.
struct Application {
  enum Kind { kNative, kWeb };

  std::string name;  // unique within the terms
  Kind kind = kNative;
  std::string exe;                   // native: absolute path
  std::optional<Digest> sha256;      // native: of the program file, if one version is agreed
  std::string wm_class;              // native: empty means any window class
  std::vector<std::string> origins;  // web: "https://host" or "https://host:port"
  std::vector<std::string> except;   // web: excluded path patterns, "/personal/*"
};

// A rule that turns window titles into the name of a screen. Events contain the name only, never the title.
struct Screen {
  std::string name;         // the name in events; several rules may share one
  std::string title;        // see fits_pattern()
  std::string application;  // by its name; empty: any
  std::string event;        // "screen", "article" or "answer", see docs/insight-input.md
};

// How much of the picture is kept.
enum class Level {
  kMetrics,    // no pixels
  kStructure,  // text unreadable
  kMasked,     // text hidden except in listed areas
  kFull,
};

// "metrics", "structure", "masked", "full".
const char* level_name(Level level);

struct Hours {
  std::bitset<7> days;  // bit 0 is Monday
  int from = 0;         // minutes of the day
  int to = 0;           // minutes of the day, after `from`; 1440 is midnight at the end of the day
  std::string zone;     // IANA name
};

// No agreement is in force for longer, and none is signed that begins later than this from now.
inline constexpr std::chrono::days kLongestTerm{366};

struct Terms {
  std::string id;
  std::string employer;
  std::string union_name;
  std::string purpose;
  std::string negotiation;  // may be empty
  std::string dpia;         // may be empty
  Utc not_before;           // the first instant in force
  Utc not_after;            // the first instant no longer in force
  std::optional<Hours> hours;
  std::vector<Application> applications;
  std::vector<Screen> screens;

  Level level = Level::kMetrics;
  int calls_per_agent_per_week = 10;
  double sample = 0.2;  // of the calls
  int max_minutes = 60;
  int after_call_seconds = 0;
  int max_fps = 10;

  bool pause = true;
  int discard_within_hours = 72;
  bool see_own = true;

  std::string open = "both";
  std::vector<std::string> reviewers;         // "age1…"; empty: the employer's pinned recipient
  std::vector<std::string> union_recipients;  // "age1…"; empty: the union's pinned recipient

  int retention_days = 30;

  int min_group = 10;  // distinct agents
  int min_calls = 30;
  std::optional<std::string> insight_recipient;  // without one no events are kept
};

// kCorrupt, with the line and the reason, where `toml` is not the terms of an agreement.
Result<Terms> parse_terms(std::string_view toml);

// The time zone for days and weeks: that of the hours, or UTC without hours.
std::string_view zone_of(const Terms& terms);

}  // namespace insyn::agreement
