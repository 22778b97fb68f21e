// The event log: calls (cases), and the events of the support system during each. An event takes eight bytes,
// so that thirty million of them fit in memory.
//
// There is no agent's name in here. Agents are numbers that mean nothing outside of one Log, kept only to
// count how many different ones stand behind a figure.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "insight/input/names.h"
#include "os/huge_pages.h"

namespace insyn::insight {

// docs/insight-input.md defines them.
enum class Activity : std::uint8_t {
  kScreen,      // a screen was shown; the object is its name
  kSearch,      // a search was made; the object is the number of results
  kArticle,     // an article was opened; the object is its name
  kCopy,        // something was copied out of the article
  kLink,        // the article was linked to the customer's case
  kBack,        // the agent went back
  kAnswer,      // the answer is on the screen
  kDidNotHelp,  // the agent said that the system did not help; the object is the screen's name, or kNoName
};
inline constexpr int kActivities = 8;

// Milliseconds since kEpoch.
using Instant = std::int64_t;
inline constexpr std::chrono::sys_days kEpoch = std::chrono::year(2000) / 1 / 1;
inline constexpr Instant kFirstInstant = 0;
inline constexpr Instant kLastInstant = (Instant{1} << 41) - 1;  // in 2069

// Of `time`, in or out of range.
inline Instant instant_of(Utc time) { return (time - Utc(kEpoch)).count(); }

// Ordered by time. 41 bits of time, 3 of activity, 20 of object.
class Event {
 public:
  static constexpr std::uint32_t kMostObjects = 1U << 20;

  Event() = default;  // no value yet
  Event(Instant time, Activity activity, std::uint32_t object)
      : bits_(static_cast<std::uint64_t>(time) << 23 | static_cast<std::uint64_t>(activity) << 20 | object) {}

  Instant time() const { return static_cast<Instant>(bits_ >> 23); }
  Activity activity() const { return static_cast<Activity>(bits_ >> 20 & 7); }
  // A NameId in Log::objects, or the number of results of a search.
  std::uint32_t object() const { return static_cast<std::uint32_t>(bits_ & (kMostObjects - 1)); }
  // Activity and object.
  std::uint32_t what() const { return static_cast<std::uint32_t>(bits_ & ((1U << 23) - 1)); }
  auto operator<=>(const Event&) const = default;

 private:
  std::uint64_t bits_;
};

enum class Outcome : std::uint8_t {
  kUnknown,      // not given
  kSolved,       // the customer got an answer
  kUnsolved,     // the call ended without one
  kTransferred,  // it went on to somebody else
  kDropped,      // it was cut off: nobody knows how it would have ended
};
inline constexpr int kOutcomes = 5;

// "screen", "search", "article", "copy", "link", "back", "answer", "did-not-help"; capital letters make no
// difference.
std::optional<Activity> parse_activity(std::string_view text);
const char* name_of(Activity activity);

// "solved", "unsolved", "transferred", "dropped", with or without capital letters; empty is unknown.
std::optional<Outcome> parse_outcome(std::string_view text);
const char* name_of(Outcome outcome);

inline constexpr std::uint32_t kNoCall = 0xffffffff;

struct Call {
  Instant start = 0;
  std::uint32_t duration = 0;  // milliseconds; a day at most
  std::uint32_t hold = 0;      // milliseconds of it on hold
  std::uint32_t agent = 0;     // a number; see above
  NameId kind = kNoName;       // these four in Log::labels
  NameId queue = kNoName;
  NameId group = kNoName;
  NameId version = kNoName;
  Outcome outcome = Outcome::kUnknown;
  bool repeat = false;                // of an earlier contact
  std::uint32_t repeat_of = kNoCall;  // index of Log::calls, where known
  std::uint64_t first_event = 0;      // in Log::events
  std::uint32_t events = 0;

  Instant end() const { return start + duration; }
};

// The calls' ids, by index of Log::calls. They leave this program only sealed, see examples_csv().
class CallIds {
 public:
  void reserve(std::size_t calls) { ids_.reserve(calls); }
  // keep() has to be given the text that `id` points to.
  void add(std::string_view id) { ids_.push_back(id); }
  void keep(Names::Texts texts) { texts_.push_back(std::move(texts)); }
  std::string_view of(std::uint32_t call) const { return ids_[call]; }

 private:
  LargeVector<std::string_view> ids_;
  std::vector<Names::Texts> texts_;
};

struct Log {
  std::vector<Call> calls;  // by kind, then agent, then start
  CallIds ids;
  LargeVector<Event> events;  // by call, then time, with gaps: see events_of()
  Names labels{std::size_t{1} << 16};
  Names objects{Event::kMostObjects};
  std::vector<NameId> catalogue;  // screens that exist, used or not; sorted
  std::uint32_t agents = 0;
  // Where the whole weeks begin that reports are about, and where the last one ends. Empty: the weeks from
  // Monday in UTC.
  std::vector<Instant> weeks;

  std::span<const Event> events_of(const Call& call) const {
    return std::span(events).subspan(call.first_event, call.events);
  }
};

}  // namespace insyn::insight
