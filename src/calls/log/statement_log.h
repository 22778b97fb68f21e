// The call statements that are handed out: kept by the number that they are about, for those who read on from
// where they were. A statement is kept as long as its leg lasts and for a minute after that.
#pragma once

#include <deque>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/bell.h"
#include "base/sha256.h"
#include "calls/statement/statement.h"

namespace insyn::calls {

// Beyond these, what is least of use is forgotten: legs that have ended, then those about which nothing was
// said for longest.
struct LogLimits {
  std::size_t legs = 20'000;
  std::size_t of_a_leg = 200;                 // statements; the first one stays
  std::size_t bytes = std::size_t{64} << 20;  // of notes
  std::chrono::seconds after_end{60};         // that a leg's statements are kept
  std::chrono::hours longest{12};             // without a word about a leg that has not ended
};
// What one reading is given.
struct ReadLimits {
  std::size_t statements = 500;
  std::size_t bytes = std::size_t{1} << 20;  // of notes; one alone may be larger
};

// May be asked by several threads at once.
class StatementLog {
 public:
  // Whose calls somebody reads of; nothing: everybody's.
  using Numbers = std::optional<std::set<std::string>>;

  explicit StatementLog(LogLimits limits = {}, ReadLimits reads = {});
  ~StatementLog();

  // False where this very note is there already. Who has signed it is for whoever adds it to know. Wakes
  // those who wait for statements about its number, and about the one that the leg had before.
  bool add(const Statement& said, std::string note, Mono now);
  // What is told beside statements is another one: everybody is woken, and reads that wait end.
  void beside_changed();

  struct Reading {
    std::string next;                // cursor
    std::vector<std::string> notes;  // in the order in which they came
  };
  // What came after `cursor`; of an empty one, or one of another run of this program, all about legs that
  // have not ended.
  Reading read(std::string_view cursor, const Numbers& numbers, Mono now);
  // Null where there is something to read; otherwise it is rung once there is. This outlives it.
  std::shared_ptr<Bell> wait(std::string_view cursor, const Numbers& numbers, Mono now);

  std::size_t legs() const;
  std::size_t bytes() const;  // of notes
  std::size_t waiting() const;

 private:
  using Position = std::uint64_t;
  struct Leg;
  struct Kept {
    const Leg* leg;
    std::string note;
    Digest hash;
    std::set<std::string> numbers;
  };
  using InOrder = std::map<Position, std::shared_ptr<const Kept>>;
  struct Leg {
    std::string key;
    std::string number;  // of the last statement
    bool ended = false;
    Mono last{};  // when the last statement came
    std::deque<Position> positions;
    std::list<Leg*>::iterator place;  // in going_on_ or, where it has ended, ended_
  };
  struct Cursor {
    bool ours = false;
    Position position = 0;
    std::uint64_t beside = 0;
  };
  class Waiting;
  using Waits = std::map<std::string, std::set<Waiting*>, std::less<>>;

  Cursor parse(std::string_view text) const;
  std::string next_after(Position position) const;
  Leg& leg_of(const Statement& said);
  void ring(const std::set<std::string>& numbers);
  void drop(Position position);
  void forget(Leg& leg);
  void tidy(Mono now);
  void make_room();
  bool has_news(const Cursor& cursor, const Numbers& numbers) const;
  void collect(const InOrder& from, const Cursor& cursor, InOrder& into) const;
  void leave(Waiting& waiting);

  const LogLimits limits_;
  const ReadLimits reads_;
  const std::string run_;  // by which cursors of another run are known

  mutable std::mutex mutex_;  // of what follows
  Position last_ = 0;
  std::uint64_t beside_ = 0;
  std::size_t bytes_ = 0;
  InOrder all_;
  std::map<std::string, InOrder, std::less<>> by_number_;
  std::set<Digest> hashes_;
  std::map<std::string, Leg, std::less<>> legs_;  // by source and leg
  std::list<Leg*> going_on_, ended_;              // by their last word, the oldest first
  Waits waits_;
  std::set<Waiting*> wait_for_all_;  // for statements about whatever number
  std::set<Waiting*> waiting_;
};

}  // namespace insyn::calls
