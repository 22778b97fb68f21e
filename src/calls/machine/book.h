// What one telephone system has told about all calls, and what its source says about them: statements to
// sign, and answers. Pure: time and made-up ids come from outside.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <set>
#include <vector>

#include "base/sha256.h"
#include "calls/machine/course.h"
#include "calls/machine/told.h"
#include "calls/statement/answer.h"
#include "calls/statement/instant.h"

namespace insyn::calls {

struct BookLimits {
  PhaseLimits phases;
  // After so long without any word from the telephone system all calls are over. 0: it gives no sign of life.
  std::chrono::seconds lease{5};
  // What became so longer ago than this was not seen to begin.
  std::chrono::seconds latest{5};
  std::size_t legs = 20'000;
  std::size_t legs_of_a_number = 16;
  std::size_t ended = 20'000;      // legs about which is still answered
  std::size_t finished = 200'000;  // dialogs that never begin again
};

class Book {
 public:
  // A new id, never given before.
  using MakeId = std::function<std::string()>;
  // 128 random bits, in hexadecimal.
  static std::string random_id();

  // `source`: its name in the agreement.
  explicit Book(std::string source, BookLimits limits = {}, MakeId make_id = random_id);

  // Statements that follow, in the order in which they are to be signed.
  using Statements = std::vector<Statement>;

  Statements take(const Notice& notice, Instant now);
  // The same for whatever a reader hands over.
  Statements take_told(const Told& told, Instant now);
  // What time alone has ended. To be called at least once a second while there is a call.
  Statements pass(Instant now);
  // The telephone system is there.
  void heard(Mono now) { heard_ = now; }

  // The telephone at this number is not registered any more.
  Statements registration_over(std::string_view number, Instant now);

  // Everything that there is, of one number or (empty) of all, is read again, after a gap or at first:
  // notices with `read_back` follow. What was not read when it ends has ended in the gap.
  void begin_reading(std::string_view number);
  // `complete`: as in ReadingEnds.
  Statements end_reading(std::string_view number, Instant now, bool complete = false);
  // Nobody knows how the calls stand that go on over a gap, until each thing that could have changed is told
  // again. In the chain of each something is missing from here on, so that a recorder stores nothing of the
  // time before it has asked anew.
  void take_gap(const Gap& gap, Instant now);

  // How a leg stands; nothing where there is none, or not any more, or where that is unclear. Its nonce and
  // source are filled in.
  std::optional<Answer> answer(const Nonce& nonce, std::string_view call, std::string_view leg,
                               Instant now) const;

  // Whether there is such a leg, and a gap after which nobody knows how it stands.
  bool is_unclear(std::string_view call, std::string_view leg) const;

  std::size_t legs() const { return legs_.size(); }
  // How many notices were left out since they were malformed, or there was no room.
  std::uint64_t left_out() const { return left_out_; }

 private:
  // What could have changed in a gap, and was not told since.
  struct Unknown {
    bool hold = false;
    bool pause = false;
    bool customer = false;
    bool any() const { return hold || pause || customer; }
  };
  struct Leg {
    Notice about;  // its ids, number, kind and queue
    std::string id;
    Course course;
    bool seen = true;  // its beginning, so that it may begin
    bool with_customer = true;
    bool paused = false;
    bool read = false;       // in the reading that is going on
    Utc hold_at{};           // when the telephone system last said something about holding,
    Utc pause_at{};          // and about pausing
    std::uint64_t last = 0;  // the sequence of its last statement; 0: it has not begun
    Utc began{};
    bool said_held = false;
    bool said_paused = false;
    Unknown unknown;
    bool tells_holds = false;  // the telephone system has said of this leg that it is held, or not
  };
  struct EndedLeg {
    Answer answer;  // without nonce and time
    std::string key;
    Mono at{};
  };
  using Legs = std::map<std::string, Leg, std::less<>>;

  bool has_room(std::string_view number) const;
  bool is_late(const Notice& notice, Instant now) const;
  bool is_finished(const std::string& key) const { return finished_.contains(sha256(view_of(key))); }
  void finish(const std::string& key);
  void wrap_up_over(const std::string& key);
  void forget_ended(const std::string& id);
  Legs::iterator open(const Notice& notice, const std::string& key, Instant now);
  void adopt_number(Leg& leg, const std::string& number);
  void take_of_whole_call(const Notice& notice, Instant now, Statements& said);
  void apply(Leg& leg, const Notice& notice, Instant now) const;
  void settle(Leg& leg, Instant now, Statements& said);
  std::uint64_t next_sequence(Utc now);
  void say(Leg& leg, Event event, Instant now, Statements& said);
  Legs::iterator close(Legs::iterator leg, Mono ended_at, Instant now, Statements& said);
  // Ends those of which `which` is true.
  template <class Which>
  void end_all(const Which& which, Mono ended_at, Instant now, Statements& said);

  std::string source_;
  BookLimits limits_;
  MakeId make_id_;
  Legs legs_;  // by the telephone system's name for them: key_of()
  std::map<std::string, std::string, std::less<>> key_of_id_;
  std::map<std::string, std::size_t, std::less<>> of_number_;
  std::map<std::string, EndedLeg, std::less<>> ended_;        // by our id
  std::map<std::string, std::string, std::less<>> ended_id_;  // by the telephone system's name
  std::deque<std::string> ended_in_order_;
  std::set<Digest> finished_;
  std::deque<Digest> finished_in_order_;
  Mono heard_{};
  std::uint64_t sequence_ = 0;
  std::uint64_t left_out_ = 0;
};

}  // namespace insyn::calls
