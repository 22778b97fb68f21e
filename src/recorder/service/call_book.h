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

struct Call {
  std::uint64_t number = 0;  // tells calls apart that have the same id
  std::string id;
  std::string kind;         // why the customer called; may be empty
  std::uint64_t owner = 0;  // the source that it depends on; 0: none
  bool held = false;
  std::optional<Mono> over_at;            // has ended, and may be recorded until then
  std::optional<reason::Reason> refused;  // why nothing more is recorded of it; nothing: it may be
};

class CallBook {
 public:
  // More calls than an agent has at once: the oldest goes when one more begins.
  static constexpr std::size_t kMostCalls = 8;

  explicit CallBook(std::chrono::seconds after_call) : after_call_(after_call) {}

  // kDenied where there is such a call already, or none.
  Status begin(const std::string& id, const std::string& kind, std::uint64_t owner);
  Status hold(const std::string& id);
  Status resume(const std::string& id);
  Status end(const std::string& id, Mono now);
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
  std::vector<Call>::iterator find(const std::string& id);
  void forget_what_is_over();

  std::chrono::seconds after_call_;
  std::vector<Call> calls_;  // the last one is the current one; all others are held
  std::uint64_t next_ = 1;
  std::set<std::string> discarded_;  // normalised ids
};

}  // namespace insyn::recorder
