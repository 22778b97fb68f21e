// Whom a recorder believes about calls, and for how long: the call sources of the agreement, about the
// numbers of its agent, as long as nothing is old, missing or contradictory. Pure: it knows no clock, no file
// and no connection.
#pragma once

#include <map>
#include <vector>

#include "calls/statement/answer.h"
#include "calls/statement/instant.h"
#include "calls/statement/statement.h"
#include "reason/reason.h"

namespace insyn::calls {

// A recorder waits this long for an answer before it drops what it has asked about.
inline constexpr std::chrono::seconds kAnswerWithin{1};

// What is known about one leg of a call of this agent.
struct Leg {
  Statement begin;      // how it began
  bool held = false;    // the customer waits
  bool paused = false;  // for card data
  bool ended = false;
  bool missed = false;     // a statement about it has not arrived; until an answer is believed
  std::uint64_t last = 0;  // the sequence of the last statement that was taken or answered
  Mono heard{};            // when the source last said something about it
  std::chrono::seconds lease{};
  // What was captured before this is never stored, and why: it was on hold, in a pause, not begun yet, or
  // something about that time has not arrived.
  Mono clean_from{};
  reason::Reason unclean = reason::CallUnderWay{};

  // Whether it goes on, by what has arrived so far. That alone stores nothing: judge() has to agree.
  bool goes_on() const { return !held && !paused && !ended && !missed; }
  // Whether the source has been silent for longer than its word holds.
  bool lapsed(Mono now) const { return now - heard > lease; }
};

// What a recorder asks a source.
struct Question {
  std::string source;
  std::string call;
  std::string leg;
  Nonce nonce{};
  Mono asked{};
};

// When something was captured.
struct Captured {
  Mono from{};
  Mono until{};
};

class Trust {
 public:
  // The highest sequence of each source, by its name in the agreement.
  using Sequences = std::map<std::string, std::uint64_t, std::less<>>;
  static constexpr std::size_t kMostLegs = 8;

  // `numbers`: the agent's, by the roster. `seen`: what sequences() was when the recorder last ran, so that
  // nothing of before begins a call again.
  Trust(std::vector<agreement::CallSource> sources, std::vector<std::string> numbers, Sequences seen = {});

  // A statement that has arrived. Where it is taken, the leg that it is about is in legs(). A begin is
  // refused unless it is newer than all that was seen and as young as the source's word holds
  // (lease_seconds). What stops, hold, pause and end, is taken however late it comes; what goes on again is
  // not.
  reason::OrReason<Statement> take(std::string_view note, Instant now);

  // The same for a begin which take() refuses as too old or seen before: that the call goes on is proven by
  // an answer to `question`, which was asked about it.
  reason::OrReason<Statement> take_proven(std::string_view note, std::string_view answer,
                                          const Question& question, Instant now);

  // The question to ask about a leg of legs().
  static Question ask(const Leg& leg, const Nonce& nonce, Mono now);

  // Whether `answer` allows to store what was captured, for which `question` was asked afterwards: the source
  // says that the call goes on, or that it ended less than `after_call` ago, and nothing that it has said
  // since the capture began is missing or stopped the call. Where the reason is CallWordMissing, the
  // statement that is missing may still come: judge again, or believe().
  reason::OrReason<void> judge(std::string_view answer, const Question& question, Captured captured,
                               std::chrono::seconds after_call, Mono now);

  // Takes the answer's word for how the leg stands from now on, in place of statements that are missing.
  // Whatever was captured before `question` was asked will not be stored.
  reason::OrReason<void> believe(std::string_view answer, const Question& question, Mono now);

  // A new agreement or roster, or another agent. Legs of sources or numbers that are not among them any more
  // are forgotten.
  void replace(std::vector<agreement::CallSource> sources, std::vector<std::string> numbers);

  const std::vector<Leg>& legs() const { return legs_; }
  const Leg* find(std::string_view source, std::string_view leg) const;
  const Sequences& sequences() const { return seen_; }

 private:
  struct SourceTime {
    Utc at{};
    Mono mono{};
  };

  std::size_t place_of(std::string_view source, std::string_view leg) const;
  Leg* leg_of(std::string_view source, std::string_view leg);
  void forget(const Leg* leg);
  Leg& remember(const Statement& begin, Mono now);
  bool has_number(std::string_view number) const;
  std::chrono::seconds lease_of(std::string_view source) const;
  void note_time(const Statement& said, Instant now);
  reason::OrReason<void> check_age(const Statement& said, Instant now) const;
  reason::OrReason<void> check_begin(const Statement& said, Instant now) const;
  reason::OrReason<void> change(Leg& leg, const Statement& said, Instant now);
  reason::OrReason<Statement> verified(std::string_view note) const;
  reason::OrReason<Answer> answered(std::string_view answer, const Question& question, Mono now) const;

  std::vector<agreement::CallSource> sources_;
  std::vector<std::string> numbers_;
  Sequences seen_;
  std::map<std::string, SourceTime, std::less<>> times_;  // of the newest statement of each source
  std::vector<Leg> legs_;                                 // in the order in which they began
};

}  // namespace insyn::calls
