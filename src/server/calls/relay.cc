#include "server/calls/relay.h"

#include "base/check.h"
#include "calls/statement/statement.h"

namespace insyn::server {
namespace {

using calls::Answered;
using calls::NoAnswer;
using calls::Reach;

constexpr unsigned kQuestionsAtOnce = 8;
// One question alone may be lost.
constexpr int kSilentQuestions = 2;

}  // namespace

class CallRelay::Source {
 public:
  static Result<std::unique_ptr<Source>> begin(const ReadSource& from, const note::Signer& key,
                                               CallRelay& relay) {
    std::unique_ptr<Source> source(new Source(from.name, relay));
    TRY_ASSIGN(source->questions_,
               calls::Questions::begin(from.at, &key, relay.set_.clock, kQuestionsAtOnce));
    const calls::NewsReader::Told told{
        [one = source.get()](const calls::News& news) { one->take(news); },
        [one = source.get()](const Error& error) { one->failed(error.message); }};
    TRY_ASSIGN(source->reader_,
               calls::NewsReader::begin(from.at, &key, relay.set_.clock, told, relay.set_.times));
    source->reader_->want(std::nullopt);
    return source;
  }

  void ask(const calls::Asked& asked, std::function<void(Answered)> answered) {
    questions_->ask(asked, [this, answered = std::move(answered)](Answered answer) {
      count_question(answer);
      answered(std::move(answer));
    });
  }
  SourceStanding standing() const {
    const Mono last(Mono::duration(last_statement_.load()));
    return {name_, answers_ == Answers::kYes, refuses_, last == Mono() ? std::nullopt : std::optional(last)};
  }
  Reach reach() const { return answers_ == Answers::kYes ? Reach::kSource : Reach::kServer; }

 private:
  enum class Answers { kUnknown, kNo, kYes };

  Source(std::string name, CallRelay& relay) : name_(std::move(name)), relay_(relay) {}

  void take(const calls::News& news) {
    answers(true, "");
    const auto sources = relay_.set_.sources();
    for (const std::string& note : news.statements) {
      const auto said = calls::verify_statement(note, *sources);
      const bool good = said && said->source == name_;
      if (good) relay_.log_.add(*said, note, relay_.set_.clock.mono());
      if (good) last_statement_ = relay_.set_.clock.mono().time_since_epoch().count();
      count_statement(good);
      if (!good && !refuses_.exchange(true))
        relay_.set_.say(
            fmt::format("the call source {} sends what it has not signed with its key in a registered "
                        "agreement; that is handed to nobody",
                        name_));
    }
  }

  void failed(const std::string& why) { answers(false, why); }

  void answers(bool does, const std::string& why) {
    if (does) silent_ = 0;
    const Answers now = does ? Answers::kYes : Answers::kNo;
    if (answers_.exchange(now) == now) return;
    relay_.set_.say(does ? fmt::format("the call source {} answers", name_)
                         : fmt::format("the call source {} does not answer: {}", name_, why));
    relay_.log_.beside_changed();
  }

  void count_statement(bool good) const {
    relay_.set_.metrics.add("insyn_call_statements_total", "Statements that call sources have sent.",
                            {{"result", good ? "handed-out" : "refused"}});
  }
  void count_question(const Answered& answer) {
    const bool silent =
        std::holds_alternative<NoAnswer>(answer) && std::get<NoAnswer>(answer) == NoAnswer::kSilent;
    relay_.set_.metrics.add("insyn_call_questions_total", "Questions to call sources.",
                            {{"result", silent ? "silent" : "answered"}});
    if (!silent) return answers(true, "");
    if (++silent_ == kSilentQuestions) answers(false, "questions are not answered within a second");
  }

  const std::string name_;
  CallRelay& relay_;
  std::atomic<Answers> answers_ = Answers::kUnknown;
  std::atomic<int> silent_ = 0;  // questions, one after another
  std::atomic<bool> refuses_ = false;
  std::atomic<Mono::rep> last_statement_ = 0;  // 0: none yet
  std::unique_ptr<calls::Questions> questions_;
  std::unique_ptr<calls::NewsReader> reader_;
};

CallRelay::CallRelay(const CallRelaySet& set) : set_(set) {}
CallRelay::~CallRelay() = default;

Result<std::unique_ptr<CallRelay>> CallRelay::begin(const std::vector<ReadSource>& from,
                                                    const std::vector<note::Signer>& keys,
                                                    const CallRelaySet& set) {
  CHECK(keys.size() == from.size());
  std::unique_ptr<CallRelay> relay(new CallRelay(set));
  for (std::size_t i = 0; i < from.size(); ++i) {
    const ReadSource& one = from[i];
    auto source = Source::begin(one, keys[i], *relay);
    if (!source) return in_context(fmt::format("the call source {}", one.name), std::move(source).error());
    relay->sources_.emplace(one.name, *std::move(source));
  }
  return relay;
}

void CallRelay::ask(const calls::Asked& asked, std::function<void(Answered)> answered) {
  const auto found = sources_.find(asked.source);
  if (found == sources_.end()) return answered(NoAnswer::kNoSuchLeg);
  found->second->ask(asked, std::move(answered));
}

std::vector<SourceStanding> CallRelay::standings() const {
  std::vector<SourceStanding> all;
  for (const auto& [name, source] : sources_) all.push_back(source->standing());
  return all;
}

std::vector<calls::CarrierReach> CallRelay::reach() const {
  std::vector<calls::CarrierReach> all;
  for (const auto& [name, source] : sources_) all.push_back({name, source->reach()});
  return all;
}

}  // namespace insyn::server
