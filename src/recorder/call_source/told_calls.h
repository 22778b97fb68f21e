// The calls that the agreement's call sources tell of: statements and answers in, and what follows from them
// out. What is believed is calls/trust's; this asks when something has to be proven, and gives up when nobody
// answers. It knows no socket and no file.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "calls/carrier/message.h"
#include "calls/trust/trust.h"
#include "recorder/call/call_proof.h"

namespace insyn::recorder {

// Hears what is made of each thing that arrives; nothing follows from it. It calls nothing of ToldCalls.
class ToldCallsListener {
 public:
  virtual ~ToldCallsListener() = default;
  // A source of the agreement has said this of a call of the agent. `refused`: why it is not followed. What
  // was taken before is not told again.
  virtual void said(const calls::Statement& statement, const std::optional<reason::Reason>& refused) = 0;
  // No source of the agreement has signed what came.
  virtual void not_signed(const reason::Reason& why) = 0;
  // What became of a question about the call that is recorded. `why_not`: why nothing is stored by it.
  virtual void answered(const std::string& source, std::chrono::milliseconds after,
                        const std::optional<reason::Reason>& why_not) = 0;
};

class ToldCalls final : public CallProof {
 public:
  using Ask = std::function<void(const calls::Asked&)>;
  // A source that does not answer is asked again after this time.
  static constexpr std::chrono::seconds kAskAgain{1};
  // A call whose source has been silent for so long after its lease was over is lost.
  static constexpr std::chrono::seconds kLostAfter{60};
  // How often it is asked whether a call goes on whose beginning was not seen.
  static constexpr int kMostAsked = 10;

  // `seen`: as in calls::Trust. `after_call`: for how long after its end something may be kept. `clock`
  // outlives it.
  ToldCalls(std::vector<agreement::CallSource> sources, std::chrono::seconds after_call,
            calls::Trust::Sequences seen, const Clock& clock, Ask ask);

  // Outlives it; nobody where it is null.
  void set_listener(ToldCallsListener* listener) { listener_ = listener; }
  // Of the agent who works here now.
  void set_numbers(std::vector<std::string> numbers);
  const std::vector<std::string>& numbers() const { return numbers_; }
  const std::vector<agreement::CallSource>& sources() const { return sources_; }

  void take(const calls::FromCarrier& message);
  // To be called when due(), and after take().
  void pass();
  // Nothing where there is no call that goes on.
  std::optional<Mono> due() const;

  // How a call stands.
  enum class Standing {
    kGoesOn,
    kHeld,
    kCardData,
    kUnclear,  // its source has fallen silent, or something that it has said has not arrived
    kEnded,
    kLost,  // the source has fallen silent for good
  };
  struct Told {
    const calls::Leg* leg = nullptr;
    Standing standing = Standing::kUnclear;
  };
  // In the order in which they began. Until the next call of take(), pass() or set_numbers().
  std::vector<Told> calls() const;

  // The call that ask() and answer() are about, from now on: a recording of it begins. take_notes() gives its
  // begin, also where it was taken before.
  void prove(const std::string& source, const std::string& leg);
  void ask(Mono since) override;
  std::optional<CallState> answer() override;

  // Changes whenever a statement was taken; to be kept for the next run.
  const calls::Trust::Sequences& sequences() const { return trust_.sequences(); }
  // Why the last statement that was to begin a call has begun none; nothing where it has.
  const std::optional<reason::Reason>& refused() const { return refused_; }
  // The notes that were believed about this leg since the last time, in the order in which they came.
  std::vector<std::string> take_notes(const std::string& source, const std::string& leg);

 private:
  using Key = std::pair<std::string, std::string>;  // source and leg
  static constexpr std::size_t kMostNotes = 64;     // of a leg

  // A question that is not the recording's: how a call stands of which something is missing, which began
  // before this was there, or whose source is silent.
  struct Doubt {
    std::string begin;  // the note of a begin that is to be proven; empty where the call is known
    calls::Question question;
    Mono again{};
    int asked = 0;
  };
  struct Notes {
    std::string begin;
    std::vector<std::string> untaken;
  };
  struct Proof {
    calls::Question question;
    Mono since{};
    std::optional<CallState> state;
    std::string early;  // an answer that knows of a statement which has not arrived
  };

  void take_statement(const std::string& note);
  void tell_of_refused(const calls::Statement& said, const reason::Reason& why) const;
  void tell_answered(const std::optional<reason::Reason>& why_not) const;
  void take_answer(const std::string& note);
  void remember_note(const Key& key, const std::string& note, calls::Event event);
  bool settle_doubt(const Key& key, Doubt& doubt, const std::string& answer);
  void judge_proof(const std::string& answer);
  void doubt_what_is_unclear();
  bool lapsed(const calls::Leg& leg) const { return leg.lapsed(clock_.mono()); }
  bool lost(const calls::Leg& leg) const { return clock_.mono() - leg.heard > leg.lease + kLostAfter; }
  bool is_doubtful(const calls::Leg& leg) const;
  void put(Doubt& doubt, const calls::Question& question);

  std::vector<agreement::CallSource> sources_;
  std::vector<std::string> numbers_;
  std::chrono::seconds after_call_;
  const Clock& clock_;
  Ask ask_;
  calls::Trust trust_;
  std::map<Key, Doubt> doubts_;
  std::map<Key, Notes> notes_;
  Key proven_;
  std::optional<Proof> proof_;
  std::optional<reason::Reason> refused_;
  ToldCallsListener* listener_ = nullptr;
};

}  // namespace insyn::recorder
