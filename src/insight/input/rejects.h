// Rows that were left out: how many for which reason, and where the first of them are.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace insyn::insight {

// Why a row was left out. Nothing is guessed: a row that is not valid is not repaired.
enum class Reason : std::uint8_t {
  kCells,          // not as many cells as the header, or a quote that is not closed
  kText,           // a name that is no UTF-8, is too long, or has control characters
  kTime,           // no time with its zone, or one before 2000 or after 2069
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
  kOutsideTerms,   // not within the agreement's period
};
inline constexpr int kReasons = 15;

// "time": a word for --json and tests.
const char* name_of(Reason reason);
// A sentence that can follow "line 12: ".
const char* sentence_of(Reason reason);

struct Reject {
  std::uint32_t file = 0;   // its place among the files that were read
  std::uint64_t place = 0;  // line; in OCEL the number of the event or object
  Reason reason = Reason::kCells;
  auto operator<=>(const Reject&) const = default;
};

class Rejects {
 public:
  static constexpr std::size_t kNamed = 100;  // of each reason

  void add(const Reject& reject);
  // Adds those of `other`, whose places are `lines` further on.
  void merge(const Rejects& other, std::uint64_t lines = 0);
  std::uint64_t count(Reason reason) const { return counts_[static_cast<std::size_t>(reason)]; }
  std::uint64_t total() const;
  // The first of each reason, by file and place.
  std::vector<Reject> named() const;

 private:
  std::array<std::uint64_t, kReasons> counts_{};
  std::array<std::vector<Reject>, kReasons> named_;
};

}  // namespace insyn::insight
