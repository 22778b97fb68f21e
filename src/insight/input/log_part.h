// From rows to a Log. A reader fills a LogPart from one file, or from one section of a long file; parts are
// filled independently, each by one thread, and assemble() makes a Log of them.
#pragma once

#include <vector>

#include "insight/input/log.h"
#include "insight/input/rejects.h"
#include "insight/input/times.h"

namespace insyn::insight {

// The facts of a call as they were written. Views are needed only during the call that takes them.
struct CallFacts {
  std::string_view id;
  std::string_view agent;
  std::string_view kind;
  std::string_view queue;
  std::string_view group;
  std::string_view version;
  std::string_view outcome;  // "solved"; empty: unknown
  std::string_view start;    // a time, see times.h
  std::string_view end;
  std::string_view hold;       // seconds, "12.5"; empty: none
  std::string_view repeat_of;  // the id of the earlier call; "?" where it is a repeat of an unknown one
};

// An event as it was written.
struct EventRow {
  std::string_view call;
  std::string_view time;
  std::string_view activity;
  std::string_view object;
  std::string_view results;  // of a search
};

class LogPart {
 public:
  // `zone`, of times without an offset, outlives this.
  explicit LogPart(std::uint32_t file, const WallClock* zone = nullptr) : file_(file), times_(zone) {}

  // Takes the row, or counts it among the rejects. `place` is its line, ascending from row to row.
  void event(const EventRow& row, std::uint64_t place);
  void call(const CallFacts& facts, std::uint64_t place);
  // A screen that there is, used or not.
  void exists(std::string_view screen, std::uint64_t place);
  void reject(Reason reason, std::uint64_t place, Field field = Field::kNone, std::string_view value = {}) {
    rejects_.add({file_, place, reason, field}, value);
  }
  TimeReader& times() { return times_; }
  std::uint64_t rejected() const { return rejects_.total(); }

  // Frees the caches: no row comes for a while.
  void rest() {
    recent_ids_.forget();
    recent_objects_.forget();
  }

  // Adds `places` to all places of this part: for a section of a file, where this is known only at the end.
  void begins_after(std::uint64_t places) { first_place_ = places; }

 private:
  friend class Assembly;

  struct RawCall {
    NameId id = kNoName;  // in ids_, as is repeat_of
    NameId repeat_of = kNoName;
    NameId agent = kNoName;  // in agents_
    NameId kind = kNoName;   // in labels_, as are these
    NameId queue = kNoName;
    NameId group = kNoName;
    NameId version = kNoName;
    Instant start = 0;
    std::uint32_t duration = 0;
    std::uint32_t hold = 0;
    Outcome outcome = Outcome::kUnknown;
    bool repeat = false;
    std::uint64_t place = 0;
  };
  struct RawEvent {
    Event event;
    NameId call = kNoName;  // in ids_
  };
  // Grows by blocks, so that a long file needs no memory twice; by larger and larger ones, so that a short
  // one needs little.
  static constexpr std::size_t kSmallestBlock = std::size_t{1} << 12;
  static constexpr std::size_t kLargestBlock = std::size_t{1} << 19;
  struct Block {
    LargeVector<Event> events;
    LargeVector<NameId> calls;
  };

  using Value = std::pair<Field, std::string_view>;
  bool all_given(std::initializer_list<Value> values, std::uint64_t place);
  bool names_fit(std::initializer_list<Value> names, std::uint64_t place);
  // Nothing where the row has to be rejected, which it is then.
  std::optional<NameId> number_of(Value name, std::uint64_t place, Names& names, RecentNames& recent);
  std::optional<Instant> time_of(Value time, std::uint64_t place);
  void store(Event event, NameId call, std::uint64_t place);
  // The place of the event that was stored as the `ordinal`th.
  std::uint64_t place_of(std::uint64_t ordinal) const;

  std::uint32_t file_;
  std::uint64_t first_place_ = 0;
  Names ids_{std::size_t{1} << 27};
  Names labels_{std::size_t{1} << 16};
  Names agents_{std::size_t{1} << 20};
  Names objects_{Event::kMostObjects};
  LargeVector<RawCall> calls_;
  std::vector<Block> blocks_;
  std::vector<std::uint32_t> events_of_;  // how many each of ids_ has, as far as it goes
  std::uint64_t stored_ = 0;
  // Where places do not follow on each other: the ordinal and its place. Between two of them they do.
  struct Jump {
    std::uint64_t ordinal = 0;
    std::uint64_t place = 0;
  };
  std::vector<Jump> jumps_;
  std::vector<NameId> catalogue_;
  Rejects rejects_;
  TimeReader times_;
  RecentNames recent_ids_;
  RecentNames recent_objects_;
};

// The first instant that counts and the first that no longer does.
struct Period {
  Instant from = kFirstInstant;
  Instant to = kLastInstant;
  std::vector<Instant> weeks = {};  // as in Log
};

// Sorts the log. Rows that contradict others are left out and counted among the rejects. Calls that do not
// begin within `period` are left out. The result does not depend on how the files were divided into parts;
// `parts` are in the order of files and of the stretches in each.
Log assemble(std::vector<LogPart> parts, const Period& period, Rejects& rejects);

}  // namespace insyn::insight
