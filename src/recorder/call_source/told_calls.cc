#include "recorder/call_source/told_calls.h"

#include <algorithm>

#include "calls/statement/statement.h"

namespace insyn::recorder {
namespace {

// What a refusal to store says of the call; nothing where it says something of the answer alone, and another
// one may come.
std::optional<CallState> state_by(const reason::Reason& why) {
  if (why.as<reason::CallHeld>() != nullptr) return CallState::kHeld;
  if (why.as<reason::CardPause>() != nullptr) return CallState::kCardData;
  if (why.as<reason::CallEnded>() != nullptr) return CallState::kEnded;
  if (why.as<reason::CallUnderWay>() != nullptr) return CallState::kEnded;
  return std::nullopt;
}

// After the question; half of what an answer has.
constexpr std::chrono::milliseconds kStatementWithin = std::chrono::milliseconds(calls::kAnswerWithin) / 2;

calls::Instant now_by(const Clock& clock) { return {clock.utc(), clock.mono()}; }

// Of before this was there, or held back: only an answer can tell whether it goes on.
bool may_be_proven(const reason::Reason& why) {
  return why.as<reason::CallTooOld>() != nullptr || why.as<reason::CallReplayed>() != nullptr ||
         why.as<reason::CallUnderWay>() != nullptr;
}

}  // namespace

ToldCalls::ToldCalls(std::vector<agreement::CallSource> sources, std::chrono::seconds after_call,
                     calls::Trust::Sequences seen, const Clock& clock, Ask ask)
    : sources_(std::move(sources)),
      after_call_(after_call),
      clock_(clock),
      ask_(std::move(ask)),
      trust_(sources_, {}, std::move(seen)) {}

void ToldCalls::set_numbers(std::vector<std::string> numbers) {
  if (numbers == numbers_) return;
  numbers_ = std::move(numbers);
  trust_.replace(sources_, numbers_);
  doubts_.clear();
  std::erase_if(notes_, [&](const auto& entry) {
    return trust_.find(entry.first.first, entry.first.second) == nullptr;
  });
}

void ToldCalls::take(const calls::FromCarrier& message) {
  if (const auto* statement = std::get_if<calls::CarriedStatement>(&message)) take_statement(statement->note);
  if (const auto* answer = std::get_if<calls::CarriedAnswer>(&message)) take_answer(answer->note);
}

void ToldCalls::remember_note(const Key& key, const std::string& note, calls::Event event) {
  std::erase_if(notes_, [&](const auto& entry) {
    return entry.first != key && trust_.find(entry.first.first, entry.first.second) == nullptr;
  });
  Notes& notes = notes_[key];
  if (event == calls::Event::kBegin) notes.begin = note;
  if (notes.untaken.size() < kMostNotes) notes.untaken.push_back(note);
}

void ToldCalls::take_statement(const std::string& note) {
  const auto taken = trust_.take(note, now_by(clock_));
  if (taken) {
    const Key key{taken->source, taken->leg};
    if (taken->event == calls::Event::kBegin) refused_.reset();
    remember_note(key, note, taken->event);
    if (listener_ != nullptr) listener_->said(*taken, {});
    if (proof_ && key == proven_ && !proof_->early.empty()) judge_proof(std::exchange(proof_->early, {}));
    return;
  }
  const auto said = calls::verify_statement(note, sources_);
  if (said) {
    tell_of_refused(*said, taken.error());
  } else if (listener_ != nullptr) {
    listener_->not_signed(taken.error());
  }
  if (!said || said->event != calls::Event::kBegin) return;
  const Key key{said->source, said->leg};
  if (trust_.find(said->source, said->leg) != nullptr) return;
  refused_ = taken.error();
  if (!may_be_proven(taken.error()) || doubts_.contains(key) || doubts_.size() == calls::Trust::kMostLegs)
    return;
  Doubt& doubt = doubts_[key];
  doubt.begin = note;
  put(doubt, {said->source, said->call, said->leg, calls::random_nonce(), clock_.mono()});
}

// Nothing of a call of somebody else. A link that connects again says once more what it said before.
void ToldCalls::tell_of_refused(const calls::Statement& said, const reason::Reason& why) const {
  if (listener_ == nullptr || why.as<reason::CallOfAnother>() != nullptr) return;
  const bool again =
      why.as<reason::CallReplayed>() != nullptr && trust_.find(said.source, said.leg) != nullptr;
  if (!again) listener_->said(said, why);
}

void ToldCalls::put(Doubt& doubt, const calls::Question& question) {
  doubt.question = question;
  doubt.again = clock_.mono() + kAskAgain;
  ++doubt.asked;
  ask_({question.source, question.call, question.leg, question.nonce});
}

void ToldCalls::take_answer(const std::string& note) {
  judge_proof(note);
  for (auto at = doubts_.begin(); at != doubts_.end();)
    at = settle_doubt(at->first, at->second, note) ? doubts_.erase(at) : std::next(at);
}

bool ToldCalls::settle_doubt(const Key& key, Doubt& doubt, const std::string& answer) {
  if (!doubt.begin.empty()) {
    const auto taken = trust_.take_proven(doubt.begin, answer, doubt.question, now_by(clock_));
    if (taken) {
      refused_.reset();
      remember_note(key, doubt.begin, calls::Event::kBegin);
      if (listener_ != nullptr) listener_->said(*taken, {});
    }
    return taken || state_by(taken.error());
  }
  // Its silence is over; where nothing is missing, nothing that waits to be stored is to be dropped for it.
  const Mono asked = doubt.question.asked;
  const auto heard = trust_.judge(answer, doubt.question, {asked, asked}, after_call_, clock_.mono());
  if (heard || state_by(heard.error())) return true;
  if (heard.error().as<reason::CallWordMissing>() == nullptr) return false;
  return trust_.believe(answer, doubt.question, clock_.mono()).has_value();
}

void ToldCalls::prove(const std::string& source, const std::string& leg) {
  proven_ = {source, leg};
  proof_.reset();
  const auto found = notes_.find(proven_);
  if (found == notes_.end() || found->second.begin.empty()) return;
  std::vector<std::string>& notes = found->second.untaken;
  if (notes.empty() || notes.front() != found->second.begin) notes.insert(notes.begin(), found->second.begin);
}

void ToldCalls::ask(Mono since) {
  const calls::Leg* leg = trust_.find(proven_.first, proven_.second);
  if (proof_ && !proof_->state) tell_answered(reason::CallUnanswered{{proven_.first}});
  proof_.emplace();
  proof_->since = since;
  if (leg == nullptr) {
    proof_->state = CallState::kEnded;
    return;
  }
  proof_->question = calls::Trust::ask(*leg, calls::random_nonce(), clock_.mono());
  const calls::Question& question = proof_->question;
  ask_({question.source, question.call, question.leg, question.nonce});
}

void ToldCalls::judge_proof(const std::string& answer) {
  if (!proof_ || proof_->state) return;
  const calls::Question& question = proof_->question;
  const auto proven =
      trust_.judge(answer, question, {proof_->since, question.asked}, after_call_, clock_.mono());
  if (proven) {
    proof_->state = CallState::kConnected;
    tell_answered({});
  } else if (proven.error().as<reason::CallWordMissing>() != nullptr) {
    proof_->early = answer;
  } else {
    proof_->state = state_by(proven.error());
    if (proof_->state) tell_answered(proven.error());
  }
}

void ToldCalls::tell_answered(const std::optional<reason::Reason>& why_not) const {
  if (listener_ == nullptr) return;
  const auto after = clock_.mono() - proof_->question.asked;
  listener_->answered(proof_->question.source, std::chrono::duration_cast<std::chrono::milliseconds>(after),
                      why_not);
}

std::optional<CallState> ToldCalls::answer() { return proof_ ? proof_->state : std::nullopt; }

bool ToldCalls::is_doubtful(const calls::Leg& leg) const {
  return !leg.ended && !lost(leg) && (leg.missed || lapsed(leg));
}

void ToldCalls::doubt_what_is_unclear() {
  for (const calls::Leg& leg : trust_.legs()) {
    const Key key{leg.begin.source, leg.begin.leg};
    if (!is_doubtful(leg) || doubts_.contains(key)) continue;
    put(doubts_[key], calls::Trust::ask(leg, calls::random_nonce(), clock_.mono()));
  }
}

void ToldCalls::pass() {
  const Mono now = clock_.mono();
  // A statement that has not arrived by now is taken from the answer. What waits is not stored by it.
  if (proof_ && !proof_->early.empty() && now >= proof_->question.asked + kStatementWithin)
    (void)trust_.believe(std::exchange(proof_->early, {}), proof_->question, now);
  for (auto at = doubts_.begin(); at != doubts_.end();) {
    Doubt& doubt = at->second;
    const calls::Leg* leg = trust_.find(at->first.first, at->first.second);
    const bool given_up = leg == nullptr && now >= doubt.again && doubt.asked == kMostAsked;
    const bool unclear = leg == nullptr ? !doubt.begin.empty() : is_doubtful(*leg);
    if (!unclear || given_up) {
      at = doubts_.erase(at);
      continue;
    }
    if (now >= doubt.again) {
      calls::Question question = doubt.question;
      question.nonce = calls::random_nonce();
      question.asked = now;
      put(doubt, question);
    }
    ++at;
  }
  doubt_what_is_unclear();
}

std::optional<Mono> ToldCalls::due() const {
  std::optional<Mono> first;
  const auto at = [&](Mono time) { first = first ? std::min(*first, time) : time; };
  if (proof_ && !proof_->early.empty()) at(proof_->question.asked + kStatementWithin);
  for (const auto& entry : doubts_) at(entry.second.again);
  for (const calls::Leg& leg : trust_.legs()) {
    if (leg.ended || lost(leg)) continue;
    // Just after it: until then it has not lapsed.
    at(leg.heard + leg.lease + (lapsed(leg) ? kLostAfter : std::chrono::seconds(0)) +
       std::chrono::milliseconds(1));
  }
  return first;
}

std::vector<ToldCalls::Told> ToldCalls::calls() const {
  std::vector<Told> all;
  for (const calls::Leg& leg : trust_.legs()) {
    Standing standing = Standing::kGoesOn;
    if (leg.missed || lapsed(leg)) standing = Standing::kUnclear;
    if (leg.held) standing = Standing::kHeld;
    if (leg.paused) standing = Standing::kCardData;
    if (lost(leg)) standing = Standing::kLost;
    if (leg.ended) standing = Standing::kEnded;
    all.push_back({&leg, standing});
  }
  return all;
}

std::vector<std::string> ToldCalls::take_notes(const std::string& source, const std::string& leg) {
  const auto found = notes_.find(Key(source, leg));
  return found == notes_.end() ? std::vector<std::string>() : std::exchange(found->second.untaken, {});
}

}  // namespace insyn::recorder
