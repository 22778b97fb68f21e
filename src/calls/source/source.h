// One telephone system's word: what its readers tell goes into a book of calls, and what follows from that is
// signed and kept for those who read it. It answers questions about calls that it has told of.
#pragma once

#include <condition_variable>
#include <span>
#include <thread>

#include "calls/log/statement_log.h"
#include "calls/machine/book.h"
#include "calls/serve/desk.h"
#include "note/key.h"

namespace insyn::calls {

struct SourceSet {
  // The source's, whose name is the source's in the agreement.
  const note::Signer& key;
  StatementLog& log;
  const Clock& clock;
  // Takes lines for a journal, from any thread. No line has anything of a call or an agent in it.
  std::function<void(const std::string&)> say;
  BookLimits limits = {};
  // Between two looks at what time alone has ended, while there is a call; without one there is none.
  std::chrono::milliseconds look_every{1000};
};

// May be used by several threads at once.
class Source final : public Desk {
 public:
  // All of `set` outlives it. `there`: the telephone system gives no sign of life, and counts as being there.
  explicit Source(const SourceSet& set, bool there = false);
  ~Source() override;

  // What a reader tells, in its order.
  void take(std::span<const Told> told);
  // The telephone system is there: it has said something, whatever that was.
  void heard();
  // Whether the telephone system can be read: those who ask for calls are told.
  void set_there(bool there);

  // An answer is never based on what time has ended more than `look_every` ago.
  void ask(const Asked& asked, std::function<void(Answered)> answered) override;
  std::vector<CarrierReach> reach() const override;

  std::size_t legs() const;

 private:
  Instant now() const { return {set_.clock.utc(), set_.clock.mono()}; }
  Answered answer(const Asked& asked);
  void catch_up(Instant now);
  void publish(const Book::Statements& said, Instant now);
  void watch_time(const std::stop_token& stop);

  const SourceSet set_;
  const std::string name_;

  mutable std::mutex mutex_;  // of what follows
  std::condition_variable_any first_call_;
  Book book_;
  Mono looked_{};
  bool there_;
  bool has_complained_ = false;  // that something could not be signed
  std::uint64_t left_out_ = 0;   // as was said

  std::jthread time_;  // after all that it uses
};

}  // namespace insyn::calls
