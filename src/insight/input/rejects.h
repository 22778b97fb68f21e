// Rows that were left out: how many for which reason, and where the first of them are.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace insyn::insight {

// Why a row was left out. Nothing is guessed: a row that is not valid is not repaired.
enum class Reason : std::uint8_t {
  kCells,          // not as many cells as the header, or a quote that is not closed
  kText,           // a name that is no UTF-8, is too long, or has control characters
  kTime,           // no time, or one before 2000 or after 2069
  kYearLast,       // a date that begins with its day or its month
  kBareNumber,     // a number of seconds, milliseconds or days
  kZoneWord,       // a time with a zone's abbreviation instead of its offset
  kNoZone,         // a time without its zone, and none was named
  kTwice,          // the clocks of the zone show it twice: at the end of summer time
  kNever,          // the clocks of the zone do not show it: at the beginning of summer time
  kActivity,       // not one of the activities
  kNumber,         // not a number where one belongs
  kOutcome,        // not one of the outcomes
  kMissing,        // a value that has to be there is not
  kTooMany,        // more different names than there may be
  kDuplicateCall,  // the call is there already
  kUnknownCall,    // an event of a call without facts
  kOutsideCall,    // an event before its call or after it
  kNegative,       // it ends before it begins, or was on hold for longer than it lasted
  kTooLong,        // a call of more than a day
  kOverlap,        // begins while the same agent is in another call
  kOutsideTerms,   // not within the agreement's whole weeks
  kLifecycle,      // a transition that no model of activities' life cycles has
  kNoTable,        // an event or object of a type of which a database has no table
  kContradicts,    // another row says something else about the same call
};
inline constexpr int kReasons = 24;

// The values that rows are made of. docs/insight-input.md says what each means.
enum class Field : std::uint8_t {
  kNone,
  kCall,
  kAgent,
  kKind,
  kStart,
  kEnd,
  kQueue,
  kHold,
  kOutcome,
  kRepeatOf,
  kGroup,
  kVersion,
  kTime,
  kEvent,
  kObject,
  kResults,
  kActivity,
  kBegan,
  kTransition,
  kInstance,
};
inline constexpr std::size_t kFields = 20;

// As columns and attributes are called: "call".
std::string_view name_of(Field field);

// "time": a word for --json and tests.
const char* name_of(Reason reason);
// A sentence that can follow "line 12: ".
const char* sentence_of(Reason reason);

struct Reject {
  std::uint32_t file = 0;   // its place among the files that were read
  std::uint64_t place = 0;  // line; in OCEL the number of the event or object
  Reason reason = Reason::kCells;
  Field field = Field::kNone;  // that it is about; none: the row
  // What stood there, cut off and printable; empty where it could name a person or a call.
  std::string example = {};
  auto operator<=>(const Reject&) const = default;
};

// As many of the same kind.
struct RejectCount {
  Reject first;  // of them, in the order of the files
  std::uint64_t count = 0;
};

class Rejects {
 public:
  static constexpr std::size_t kNamed = 100;  // of each reason

  // The value that the row has, of which an example is kept.
  void add(Reject reject, std::string_view value = {});
  // Adds those of `other`, whose places are `lines` further on.
  void merge(const Rejects& other, std::uint64_t lines = 0);
  std::uint64_t count(Reason reason) const { return counts_[static_cast<std::size_t>(reason)]; }
  std::uint64_t total() const;
  // The first of each reason, by file and place.
  std::vector<Reject> named() const;
  // By reason and the value that it is about.
  std::vector<RejectCount> counted() const;

 private:
  std::array<std::uint64_t, kReasons> counts_{};
  std::array<std::vector<Reject>, kReasons> named_;
  std::map<std::pair<Reason, Field>, RejectCount> counted_;
};

// At most 40 bytes of `value`, with "?" for each character that cannot be printed.
std::string example_of(std::string_view value);

}  // namespace insyn::insight
