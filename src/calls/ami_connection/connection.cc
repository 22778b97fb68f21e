#include "calls/ami_connection/connection.h"

#include "base/backoff.h"

namespace insyn::calls {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPassEvery{1000};

milliseconds until(Mono at, Mono now) {
  return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(at - now));
}

// One connection, from its beginning.
class Conversation {
 public:
  static Result<Conversation> begin(const AmiPlace& place, Line& line, const Clock& clock) {
    TRY(line.connect());
    const Mono now = clock.mono();
    TRY_ASSIGN(AmiSession session,
               AmiSession::make({place.user, SecretBytes(place.secret->view()), false}, *place.mapping, now));
    return Conversation(std::move(session), line, clock);
  }

  struct Step {
    std::vector<Told> told;
    bool heard = false;
  };
  // Waits for what comes next, a second at most.
  Result<Step> step() {
    TRY_ASSIGN(const std::string_view bytes, line_->read(until(next_pass_, clock_->mono())));
    Step step;
    if (!bytes.empty()) {
      TRY_ASSIGN(AmiTurn turn, session_.feed(bytes, clock_->mono()));
      step = {std::move(turn.told), true};
      TRY(send(std::move(turn.send)));
    }
    const Mono now = clock_->mono();
    if (now < next_pass_) return step;
    next_pass_ = now + kPassEvery;
    TRY_ASSIGN(AmiTurn turn, session_.pass(now));
    TRY(send(std::move(turn.send)));
    return step;
  }
  bool is_ready() const { return session_.is_ready(); }

 private:
  Conversation(AmiSession session, Line& line, const Clock& clock)
      : session_(std::move(session)), line_(&line), clock_(&clock), next_pass_(clock.mono() + kPassEvery) {}

  Status send(std::string bytes) {
    if (bytes.empty()) return {};
    Status sent = line_->write(bytes);
    wipe(bytes);
    return sent;
  }

  AmiSession session_;
  Line* line_;
  const Clock* clock_;
  Mono next_pass_;
};

}  // namespace

AmiConnection::AmiConnection(AmiPlace place, const Clock& clock, AmiListener listener, AmiTimes times)
    : place_(std::move(place)),
      clock_(clock),
      listener_(std::move(listener)),
      times_(times),
      gap_{"", place_.mapping->tells(What::kHeld), place_.mapping->tells(What::kPaused),
           place_.mapping->tells_customers()},
      line_(place_.to),
      thread_([this] { work(); }) {}

AmiConnection::~AmiConnection() { line_.stop(); }

Status AmiConnection::converse(bool& was_ready) {
  TRY_ASSIGN(Conversation conversation, Conversation::begin(place_, line_, clock_));
  for (;;) {
    TRY_ASSIGN(const Conversation::Step step, conversation.step());
    listener_.told(step.told);
    if (!conversation.is_ready()) continue;
    if (step.heard) listener_.heard();
    if (std::exchange(was_ready, true)) continue;
    listener_.there(true);
    listener_.say("Asterisk tells of calls");
  }
}

void AmiConnection::work() {
  Backoff backoff(times_.first, times_.longest);
  std::string said;
  while (!line_.stopped()) {
    bool was_ready = false;
    const Status over = converse(was_ready);
    line_.close();
    if (line_.stopped()) return;
    // The list of channels that is read next says of none whether it is held.
    listener_.told(std::vector<Told>{gap_});
    if (was_ready) {
      listener_.there(false);
      backoff.succeeded();
      said.clear();
    }
    if (over.error().message != said)
      listener_.say(fmt::format("no calls are read: {}", said = over.error().message));
    backoff.failed(clock_.mono());
    line_.wait(until(backoff.next(), clock_.mono()));
  }
}

Result<AmiTried> try_ami(const AmiPlace& place, const Clock& clock) {
  Line line(place.to);
  TRY_ASSIGN(Conversation conversation, Conversation::begin(place, line, clock));
  AmiTried tried;
  while (!conversation.is_ready()) {
    TRY_ASSIGN(const Conversation::Step step, conversation.step());
    for (const Told& told : step.told) tried.channels += std::holds_alternative<Notice>(told) ? 1 : 0;
  }
  return tried;
}

}  // namespace insyn::calls
