// The terms of an agreement, read from its text and checked. docs/agreement.md describes every key.
#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agreement/application.h"
#include "agreement/centre.h"
#include "agreement/importers.h"
#include "agreement/recipients.h"
#include "base/clock.h"

namespace insyn::agreement {

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

// Whose voices may be sealed beside the pictures.
enum class Audio { kNone, kCustomer, kBoth };

// "none", "customer", "both".
const char* audio_name(Audio audio);

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
  std::vector<std::string> unions;  // their names; every one of them signs
  std::string purpose;
  std::string negotiation;         // may be empty
  std::string dpia;                // may be empty
  std::vector<Digest> supersedes;  // hashes of earlier agreements, which are never in force again
  Utc not_before;                  // the first instant in force
  Utc not_after;                   // the first instant no longer in force
  std::optional<Hours> hours;
  std::vector<Application> applications;
  std::vector<Screen> screens;

  Level level = Level::kMetrics;
  int calls_per_agent_per_week = 10;
  double sample = 0.2;  // of the calls
  int max_minutes = 60;
  int after_call_seconds = 0;
  int max_fps = 10;
  int enough_per_kind = 0;  // recordings of one question kind, after which no more are made; 0: no such limit
  Audio audio = Audio::kNone;
  std::vector<Importer> importers;  // who may attach audio; none: nobody

  bool manual_calls = false;  // whether a person or program at the workstation may say that a call has begun
  std::vector<CallSource> call_sources;
  std::optional<Ledger> ledger;  // without one recordings stay on the workstation

  bool pause = true;
  int discard_within_hours = 72;
  bool see_own = true;
  bool did_not_help = false;  // whether agents' own "the system did not help" is an event of a recorded call

  std::string open = "both";
  std::vector<std::string> reviewers;         // "age1…"; empty: the employer's pinned recipient
  std::vector<std::string> union_recipients;  // "age1…"; empty: the unions' pinned recipients
  std::vector<VouchedRecipient> vouched;      // who stands behind those that are not pinned
  std::vector<std::string> purposes;          // for which opening may be asked; empty: any

  int retention_days = 30;

  int min_group = 10;  // distinct agents
  int min_calls = 30;
  std::optional<std::string> insight_recipient;  // without one no events are kept

  // SHA-256 of the public key (SubjectPublicKeyInfo) that signs the browser's extension: the union's.
  std::optional<Digest> extension_signer;
};

// kCorrupt, with the line and the reason, where `toml` is not the terms of an agreement.
Result<Terms> parse_terms(std::string_view toml);

// The unions' names, with commas between them.
std::string union_names(const Terms& terms);

// Whether events of calls are kept: which screens were shown, and what agents say of them.
bool keeps_events(const Terms& terms);

// The time zone for days and weeks: that of the hours, or UTC without hours.
std::string_view zone_of(const Terms& terms);

}  // namespace insyn::agreement
