// The one way out. Figures leave the engine as Calls, Seconds and Percent, which nothing but a gate can make,
// and a gate makes them for sets of calls that are large enough, and none of whose differences is too small.
// docs/insight-protection.md says what this promises and why.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "insight/stats/estimate.h"

namespace insyn::insight {

struct Floor {
  std::uint32_t agents = 10;  // different ones, at least, behind every figure
  std::uint32_t calls = 30;   // at least
  std::uint32_t step = 10;    // counts are rounded to multiples of it
};

// A figure that may go out. Only a gate makes one.
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
// A time: to the second under a minute, to five under ten minutes, to thirty above.
using Seconds = Released<double, struct SecondsUnit>;
// A whole number of percent; of differences, of percentage points.
using Percent = Released<int, struct PercentUnit>;
// A mean count per call, to a tenth.
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
  // Of both.
  CallSet operator&(const CallSet& other) const;
  std::uint64_t count() const;
  std::uint64_t count_with(const CallSet& other) const;  // of what both have
  const std::vector<std::uint64_t>& words() const { return words_; }
  bool operator==(const CallSet&) const = default;

 private:
  std::vector<std::uint64_t> words_;
};

// Guards one kind's calls.
class Gate {
 public:
  // agents[i] is the agent of the kind's i-th call; calls of one agent stand together.
  Gate(const Floor& floor, std::vector<std::uint32_t> agents);

  // Whether as many calls by as many agents as the floor asks for are in the set, and no agent has more than
  // half of them.
  bool is_large(const CallSet& set) const;

  // Whether figures about the set may go out, beside all that went out before: it and its complement are
  // large (or the complement is empty), and nothing that can be worked out from it and another set is small.
  // From then on it counts as having gone out. The same set again is admitted again.
  bool admit(const CallSet& set);

  // Of parts that make up the whole (each call in one): which go out. Where one is too small to, so is what
  // would be left of the whole without it: the smallest of the others are withheld with it until what is
  // withheld is large.
  std::vector<bool> admit_partition(const std::vector<CallSet>& parts);

  // Figures about a set; nothing where it is not admitted. A set that is all but a few of the calls is taken
  // for all of them, which says no more than that the others are few.
  std::optional<Calls> calls(const CallSet& set);
  std::optional<Seconds> mean_seconds(const CallSet& set, double total);
  std::optional<PerCall> per_call(const CallSet& set, double total);
  std::optional<Percent> share(const CallSet& part, const CallSet& whole);
  // How two sets differ, as somebody has worked it out of all of their calls.
  std::optional<Interval<Seconds>> difference_in_seconds(const CallSet& a, const CallSet& b,
                                                         const Interval<double>& of);
  std::optional<Interval<Percent>> difference_in_share(const CallSet& a, const CallSet& b,
                                                       const Interval<double>& of);
  // How many of something that happens several times per call (searches) went one way, where `one` are the
  // calls in which any did and `other` those in which any did not.
  std::optional<Percent> share_of_times(double times, double of_all, const CallSet& one,
                                        const CallSet& other);
  // A curve at multiples of `grid` seconds. The calls with the event by then are a set like any other, so
  // that between two of the curve's steps, and after its last, there are enough of them. when[i] is the time
  // of the event in the i-th call, and negative where it has none.
  std::vector<CurveStep> curve(const std::vector<CurvePoint>& points, const std::vector<double>& when,
                               double grid);

  // A share that is the median over several kinds and screens; nothing says whose it is.
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
  bool region_is_large(const CallSet& first, const CallSet& second, Region region, std::uint64_t count) const;
  template <class WordAt>
  bool words_are_large(std::uint64_t count, const WordAt& word_at) const;
  bool differences_are_large(const CallSet& set, std::uint64_t count, const Admitted& other) const;

  const CallSet* outward(const CallSet& set);
  static Seconds coarse(double seconds);
  static Percent whole(double share);

  Floor floor_;
  std::vector<std::uint32_t> agents_;
  CallSet all_;
  std::uint64_t most_calls_ = 0;  // of one agent
  std::vector<Admitted> admitted_;
};

}  // namespace insyn::insight
