// Statistical disclosure control. Figures leave the engine as Calls, Seconds, Percent and PerCall, which only
// a gate can make. A gate makes them for sets of calls that are safe (enough calls of enough agents, and no
// agent dominates), alone and in every difference with the sets before. docs/insight-protection.md says what
// this promises and why.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "insight/stats/estimate.h"

namespace insyn::insight {

// The thresholds.
struct Floor {
  std::uint32_t agents = 10;  // different ones, at least, in every figure
  std::uint32_t calls = 30;   // at least
  std::uint32_t step = 10;    // counts are rounded to multiples of it
};

// A figure that is released. Only a gate makes one.
template <class Value, class Unit>
class Released {
 public:
  Released() = default;
  Value value() const { return value_; }
  auto operator<=>(const Released&) const = default;

 private:
  friend class Gate;
  explicit Released(Value value) : value_(value) {}
  Value value_{};
};

// A number of calls, rounded to the floor's step.
using Calls = Released<std::uint64_t, struct CallsUnit>;
// Seconds, rounded: below a minute to 1, below ten minutes to 5, above to 30.
using Seconds = Released<double, struct SecondsUnit>;
// Percent, or percentage points of a difference, rounded to whole ones.
using Percent = Released<int, struct PercentUnit>;
// A mean count per call, rounded to a tenth.
using PerCall = Released<double, struct PerCallUnit>;

struct CurveStep {
  Seconds time;
  Interval<Percent> share;
};

// A set of a kind's calls, by their place in it.
class CallSet {
 public:
  explicit CallSet(std::size_t size) : words_((size + 63) / 64) {}
  void add(std::size_t call) { words_[call / 64] |= std::uint64_t{1} << (call % 64); }
  void add_all(const CallSet& other);
  void remove_all(const std::vector<CallSet>& others);
  bool has(std::size_t call) const { return (words_[call / 64] >> (call % 64) & 1) != 0; }
  // The intersection.
  CallSet operator&(const CallSet& other) const;
  std::uint64_t count() const;
  std::uint64_t count_with(const CallSet& other) const;  // of the intersection
  const std::vector<std::uint64_t>& words() const { return words_; }
  bool operator==(const CallSet&) const = default;

 private:
  std::vector<std::uint64_t> words_;
};

// Guards one kind's calls.
class Gate {
 public:
  // agents[i] is the agent of the kind's i-th call; calls of one agent are adjacent.
  Gate(const Floor& floor, std::vector<std::uint32_t> agents);

  // Whether the set meets the threshold rule (as many calls by as many agents as the floor asks for) and the
  // dominance rule (no agent has more than half of its calls).
  bool is_safe(const CallSet& set) const;

  // Whether figures about the set may be released beside those released before: the set and its complement
  // are safe (or the complement is empty), and so is every part that follows from its count and another
  // set's. From then on it counts as released. The same set is admitted again.
  bool admit(const CallSet& set);

  // Which of the parts may be released. Parts partition the calls, so that a single suppressed part would
  // follow from the others: complementary suppression takes the smallest of the others too, until the
  // suppressed ones together are safe.
  std::vector<bool> admit_partition(const std::vector<CallSet>& parts);

  // Figures about a set; nothing where it is suppressed. A set that lacks only a few calls is replaced by the
  // set of all calls, which says no more than that the others are few.
  std::optional<Calls> calls(const CallSet& set);
  std::optional<Seconds> mean_seconds(const CallSet& set, double total);
  std::optional<PerCall> per_call(const CallSet& set, double total);
  std::optional<Percent> share(const CallSet& part, const CallSet& whole);
  // `of` rounded: how `b` differs from `a`, as it was estimated from all of their calls.
  std::optional<Interval<Seconds>> difference_in_seconds(const CallSet& a, const CallSet& b,
                                                         const Interval<double>& of);
  std::optional<Interval<Percent>> difference_in_share(const CallSet& a, const CallSet& b,
                                                       const Interval<double>& of);
  // times / of_all, for something that can happen several times in a call (searches). `one` are the calls in
  // which some of these succeeded, `other` those in which some failed.
  std::optional<Percent> share_of_times(double times, double of_all, const CallSet& one,
                                        const CallSet& other);
  // A curve at multiples of `grid` seconds. The calls with the event by then have to be admitted like any
  // other set, so that the calls between two steps, and after the last, are safe too. when[i] is the time of
  // the event in the i-th call, negative where there is none.
  std::vector<CurveStep> curve(const std::vector<CurvePoint>& points, const std::vector<double>& when,
                               double grid);

  // The median of a share over several kinds and screens, rounded; nothing says which of them it comes from.
  static Percent usual_share(double share) { return whole(share); }

  // Every call of the kind.
  const CallSet& all() const { return all_; }
  std::size_t size() const { return agents_.size(); }
  const Floor& floor() const { return floor_; }

 private:
  struct Admitted {
    CallSet set;
    std::uint64_t count = 0;
  };
  // The four parts that two sets cut the whole into.
  enum Region { kFirstOnly, kSecondOnly, kBoth, kNeither };
  bool region_is_safe(const CallSet& first, const CallSet& second, Region region, std::uint64_t count) const;
  template <class WordAt>
  bool words_are_safe(std::uint64_t count, const WordAt& word_at) const;
  bool differences_are_safe(const CallSet& set, std::uint64_t count, const Admitted& other) const;

  const CallSet* releasable(const CallSet& set);
  static Seconds coarse(double seconds);
  static Percent whole(double share);

  Floor floor_;
  std::vector<std::uint32_t> agents_;
  CallSet all_;
  std::uint64_t most_calls_ = 0;  // of one agent
  std::vector<Admitted> admitted_;
};

}  // namespace insyn::insight
