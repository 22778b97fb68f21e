// Features of a kind's calls: everything that can happen in a call is a feature, which has the calls in which
// it happened and the time that it took. All figures are made of these.
#pragma once

#include <unordered_map>

#include "insight/disclosure/gate.h"
#include "insight/input/log.h"

namespace insyn::insight {

// A node of the directly-follows graph: a screen with its name, any other activity without an object.
class Place {
 public:
  Place() = default;
  explicit Place(const Event& event)
      : what_(event.activity() == Activity::kScreen ? event.what()
                                                    : static_cast<std::uint32_t>(event.activity()) << 20) {}
  Activity activity() const { return static_cast<Activity>(what_ >> 20 & 7); }
  NameId screen() const { return what_ & (Event::kMostObjects - 1); }
  std::uint32_t number() const { return what_; }
  auto operator<=>(const Place&) const = default;

 private:
  std::uint32_t what_ = 0;
};

enum class What : std::uint8_t {
  kPlace,     // a: the place; the time spent there
  kEdge,      // a to b, places; the time until b since a began
  kVariant,   // a: its number in Scan::variants; the call's time
  kArticle,   // a: the article's name; the time it was open
  kOutcome,   // a: the Outcome; the call's time
  kGroup,     // a: the label; the call's time
  kVersion,   // a: the label; the call's time
  kAnswered,  // the time until the answer was on the screen
  kSearched,  // the time in searches
  kFound,     // a search in it led to an article at once
  kFailed,    // one did not
  kLinked,    // something was copied out of an article or linked
  kResolved,  // solved, no repeat, and not followed by one within the window; see Scan::resolution_known
  kResolutionKnown,
  kLastPlace,   // a: the last screen; the call's time
  kNoResult,    // searches without a result; the time until the next step
  kNoArticle,   // searches with results of which none was opened at once; the same
  kPingPong,    // a and b, screens, a < b, to and fro at least twice; the time from the third visit on
  kQuickBack,   // a: left by going back within ten seconds; the time until the step after
  kDidNotHelp,  // as the agent said: a: 0, b: 0: anywhere; b: 1: a: the screen
  kDeadEnd,     // a: the last screen before a transfer or a repeat; the call's time
};

struct Key {
  What what = What::kPlace;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  auto operator<=>(const Key&) const = default;
};

struct KeyHash {
  std::size_t operator()(const Key& key) const {
    std::uint64_t x =
        std::uint64_t{key.a} << 32 ^ std::uint64_t{key.b} << 5 ^ static_cast<std::uint64_t>(key.what);
    x *= 0x9e3779b97f4a7c15U;
    return x ^ x >> 29;
  }
};

// One call that has a feature. In the order of the calls.
struct Posting {
  std::uint32_t call = 0;  // its place in the kind
  float seconds = 0;       // together
};

struct Feature {
  Key key;
  std::vector<Posting> postings;

  CallSet set(std::size_t calls) const;
  double seconds() const;
};

// When the answer was on the screen, or why it is not known when.
struct ToAnswer {
  enum End : std::uint8_t { kAnswered, kEndedWithout, kNobodyKnows /* the call was cut off */ };
  float seconds = 0;  // from the call's start
  End end = kEndedWithout;
};

struct Scan {
  std::vector<Feature> features;
  std::unordered_map<Key, std::uint32_t, KeyHash> place_of;
  std::vector<ToAnswer> to_answer;           // of each call
  std::vector<float> durations;              // s, of each call
  std::vector<std::vector<Place>> variants;  // places in the order of the first visit
  std::uint64_t events = 0;
  std::uint64_t searches = 0;
  std::uint64_t hits = 0;  // of these, that led to an article at once
  double seconds = 0;      // of all calls
  double hold_seconds = 0;

  const Feature* find(const Key& key) const;
  // All of one sort, those with most calls first.
  std::vector<const Feature*> all(What what) const;
};

inline constexpr double kQuick = 10;                           // seconds: shorter is no reading
inline constexpr std::int64_t kRepeatWindow = 7 * 86'400'000;  // ms

// The calls at these places of the log, which are one kind's. `followed` says of each of the log's calls
// whether another repeats it within the window; `known_until` is when the log ends.
Scan scan(const Log& log, std::span<const std::uint32_t> calls, const std::vector<std::uint8_t>& followed,
          Instant known_until);

}  // namespace insyn::insight
