// The calls that call sources have announced, and which of them is going on. An agent has one telephone: a
// call that begins or is taken up again puts the one before it on hold.
//
//   begin ──► on ◄──resume/hold──► held        on ──end──► over, after the seconds that are agreed
//              └──────── end, or the source is gone ────────┘
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "reason/reason.h"

namespace insyn::recorder {

// A call that begins.
struct NewCall {
  std::string id;
  std::string kind;         // why the customer called; may be empty
  std::uint64_t owner = 0;  // the source that it depends on; 0: none
  // Of a call that a call source of the agreement has told of: who, and which leg of the call it is. Both
  // empty where somebody at the workstation has begun it.
  std::string source = {};
  std::string leg = {};
  std::string queue = {};  // may be empty
};

// Why nothing is kept of a call that is not on hold.
enum class Interruption {
  kNone,
  kCardData,  // is being given
  kUnclear,   // the source is silent, or something that it has said has not arrived
};

struct Call : NewCall {
  std::uint64_t number = 0;  // tells calls apart that have the same id
  bool held = false;
  Interruption interruption = Interruption::kNone;
  std::optional<Mono> over_at;            // has ended, and may be recorded until then
  std::optional<reason::Reason> refused;  // why nothing more is recorded of it; nothing: it may be
};

class CallBook {
 public:
  // More calls than an agent has at once: the oldest goes when one more begins.
  static constexpr std::size_t kMostCalls = 8;

  explicit CallBook(std::chrono::seconds after_call) : after_call_(after_call) {}

  // Of calls that were begun at the workstation. kDenied where there is such a call already, or none.
  Status begin(NewCall call);
  Status hold(const std::string& id);
  Status resume(const std::string& id);
  Status end(const std::string& id, Mono now);
  // Of calls that a source has told of, by the source and the leg. Nothing happens where there is no such
  // call.
  const Call* told(const std::string& source, const std::string& leg) const;
  void begin_told(NewCall call);
  void hold_told(const std::string& source, const std::string& leg);
  void resume_told(const std::string& source, const std::string& leg);
  void end_told(const std::string& source, const std::string& leg, Mono now);
  // Nobody could tell of its end any more. Its number; nothing where it was over already.
  std::optional<std::uint64_t> lose_told(const std::string& source, const std::string& leg);
  void interrupt_told(const std::string& source, const std::string& leg, Interruption why);
  // All calls are over at once.
  void end_all() { calls_.clear(); }
  // The numbers of the calls that are over at once because nobody could tell of their end any more.
  std::vector<std::uint64_t> source_gone(std::uint64_t owner);

  // The call that is on, or the held one that was on last; nothing outside of calls.
  const Call* current() const { return calls_.empty() ? nullptr : &calls_.back(); }
  const Call* find(std::uint64_t number) const;
  // Nothing more of this call, and why.
  void refuse(std::uint64_t number, const reason::Reason& why);
  // The same of all calls that there are.
  void refuse_all(const reason::Reason& why);
  // The agent has discarded what was recorded of the call with this id: nothing more of it, also where it
  // begins again.
  void discard(const std::string& id);

  // When tick() has to be called.
  std::optional<Mono> due() const;
  void tick(Mono now);

 private:
  using Place = std::vector<Call>::iterator;
  Place find(const std::string& id);
  Place find_told(const std::string& source, const std::string& leg);
  void add(NewCall call);
  void take_up(Place call);
  void end(Place call, Mono now);
  void forget_what_is_over();

  std::chrono::seconds after_call_;
  std::vector<Call> calls_;  // the last one is the current one; all others are held
  std::uint64_t next_ = 1;
  std::set<std::string> discarded_;  // normalised ids
};

}  // namespace insyn::recorder
