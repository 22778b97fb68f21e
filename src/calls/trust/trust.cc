#include "calls/trust/trust.h"

#include <algorithm>

namespace insyn::calls {
namespace {

using reason::because;
using reason::OrReason;

// A note that is not what it should be. Who has not signed is a reason of its own.
tl::unexpected<reason::Reason> refused(Error error) {
  if (error.code == Code::kDenied) return because(reason::CallUnsigned{});
  return because(std::move(error));
}

bool stops(Event event) { return event == Event::kHold || event == Event::kPause || event == Event::kEnd; }

void clean(Leg& leg, Mono from, reason::Reason unclean) {
  leg.clean_from = from;
  leg.unclean = std::move(unclean);
}

// After the end something may still be stored, so that it alone cuts nothing off; but nothing of a hold or a
// pause that it ended.
void apply(Leg& leg, Event event, Mono now) {
  if (event == Event::kHold || event == Event::kResume) clean(leg, now, reason::CallHeld{});
  if (event == Event::kPause || event == Event::kUnpause) clean(leg, now, reason::CardPause{});
  if (event == Event::kEnd && leg.held) clean(leg, now, reason::CallHeld{});
  if (event == Event::kEnd && leg.paused) clean(leg, now, reason::CardPause{});
  if (event == Event::kHold) leg.held = true;
  if (event == Event::kResume) leg.held = false;
  if (event == Event::kPause) leg.paused = true;
  if (event == Event::kUnpause) leg.paused = false;
  if (event == Event::kEnd) leg.ended = true;
}

// Where a call is held and paused, the answer says paused alone.
void apply(Leg& leg, const Answer& answer) {
  leg.ended = leg.ended || answer.state == CallState::kEnded;
  if (answer.state != CallState::kPaused) leg.held = answer.state == CallState::kHeld;
  leg.paused = answer.state == CallState::kPaused;
  leg.last = answer.last;
  leg.missed = false;
}

}  // namespace

Trust::Trust(std::vector<agreement::CallSource> sources, std::vector<std::string> numbers, Sequences seen)
    : sources_(std::move(sources)), numbers_(std::move(numbers)), seen_(std::move(seen)) {}

std::size_t Trust::place_of(std::string_view source, std::string_view leg) const {
  const auto found = std::find_if(legs_.begin(), legs_.end(), [&](const Leg& one) {
    return one.begin.source == source && one.begin.leg == leg;
  });
  return static_cast<std::size_t>(found - legs_.begin());
}

Leg* Trust::leg_of(std::string_view source, std::string_view leg) {
  const std::size_t place = place_of(source, leg);
  return place == legs_.size() ? nullptr : &legs_[place];
}

const Leg* Trust::find(std::string_view source, std::string_view leg) const {
  const std::size_t place = place_of(source, leg);
  return place == legs_.size() ? nullptr : &legs_[place];
}

void Trust::forget(const Leg* leg) { legs_.erase(legs_.begin() + (leg - legs_.data())); }

Leg& Trust::remember(const Statement& begin, Mono now) {
  if (legs_.size() == kMostLegs) {
    const auto ended = std::find_if(legs_.begin(), legs_.end(), [](const Leg& leg) { return leg.ended; });
    legs_.erase(ended == legs_.end() ? legs_.begin() : ended);
  }
  Leg leg;
  leg.begin = begin;
  leg.last = begin.sequence;
  leg.heard = leg.clean_from = now;
  leg.lease = lease_of(begin.source);
  legs_.push_back(std::move(leg));
  return legs_.back();
}

bool Trust::has_number(std::string_view number) const {
  return std::find(numbers_.begin(), numbers_.end(), number) != numbers_.end();
}

std::chrono::seconds Trust::lease_of(std::string_view source) const {
  const auto found =
      std::find_if(sources_.begin(), sources_.end(), [&](const auto& one) { return one.name == source; });
  return std::chrono::seconds(found == sources_.end() ? 0 : found->lease_seconds);
}

void Trust::note_time(const Statement& said, Instant now) {
  std::uint64_t& last = seen_[said.source];
  last = std::max(last, said.sequence);
  // A stop is taken whatever its time is, which is not to make everything afterwards too old.
  const Utc at = std::min(said.at, now.utc + lease_of(said.source));
  const auto [time, first] = times_.try_emplace(said.source, SourceTime{at, now.mono});
  if (!first && at > time->second.at) time->second = {at, now.mono};
}

OrReason<void> Trust::check_age(const Statement& said, Instant now) const {
  const std::chrono::seconds lease = lease_of(said.source);
  if (said.at > now.utc + lease) return because(reason::CallInFuture{{said.source, said.at}});
  Utc source_now = now.utc;
  // What the source has said before tells its time too, whatever is done to this computer's.
  if (const auto before = times_.find(said.source); before != times_.end()) {
    const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(now.mono - before->second.mono);
    source_now = std::max(source_now, before->second.at + since);
  }
  if (source_now - said.at > lease) return because(reason::CallTooOld{{said.source, said.at}});
  return {};
}

OrReason<void> Trust::check_begin(const Statement& said, Instant now) const {
  if (said.event != Event::kBegin) return because(reason::CallUnderWay{});
  const auto seen = seen_.find(said.source);
  if (seen != seen_.end() && said.sequence <= seen->second)
    return because(reason::CallReplayed{{said.source}});
  if (auto young = check_age(said, now); !young) return young;
  if (said.at - said.began > lease_of(said.source)) return because(reason::CallUnderWay{});
  return {};
}

OrReason<void> Trust::change(Leg& leg, const Statement& said, Instant now) {
  if (said.sequence <= leg.last) return because(reason::CallReplayed{{said.source}});
  const bool missing = said.previous != leg.last;
  auto young = check_age(said, now);
  leg.last = said.sequence;
  leg.heard = now.mono;
  leg.missed = leg.missed || missing || (!young && !stops(said.event));
  if (stops(said.event)) {
    apply(leg, said.event, now.mono);
    return {};
  }
  if (leg.ended) return because(reason::CallEnded{});
  if (!young) return young;
  if (leg.missed) return because(reason::CallWordMissing{{said.source}});
  apply(leg, said.event, now.mono);
  return {};
}

OrReason<Statement> Trust::verified(std::string_view note) const {
  auto said = verify_statement(note, sources_);
  if (!said) return refused(std::move(said).error());
  return *std::move(said);
}

OrReason<Statement> Trust::take(std::string_view note, Instant now) {
  auto said = verified(note);
  if (!said) return said;
  Leg* leg = leg_of(said->source, said->leg);
  const bool moved = leg != nullptr && leg->begin.agent != said->agent;
  if (moved) forget(leg);
  if (moved || !has_number(said->agent)) return because(reason::CallOfAnother{});
  const bool begins = leg == nullptr;
  const OrReason<void> taken = begins ? check_begin(*said, now) : change(*leg, *said, now);
  if (taken && begins) remember(*said, now.mono);
  if (!taken) return because(taken.error());
  note_time(*said, now);
  return said;
}

OrReason<Statement> Trust::take_proven(std::string_view note, std::string_view answer,
                                       const Question& question, Instant now) {
  auto said = verified(note);
  if (!said) return said;
  if (!has_number(said->agent)) return because(reason::CallOfAnother{});
  if (said->event != Event::kBegin) return because(reason::CallUnderWay{});
  if (leg_of(said->source, said->leg) != nullptr) return because(reason::CallReplayed{{said->source}});
  const auto proof = answered(answer, question, now.mono);
  if (!proof) return because(proof.error());
  if (proof->source != said->source || proof->call != said->call || proof->leg != said->leg)
    return because(reason::CallAnswerOther{{said->source}});
  if (proof->agent != said->agent) return because(reason::CallOfAnother{});
  if (proof->last < said->sequence) return because(reason::CallAnswerOld{{said->source}});
  if (proof->state == CallState::kEnded) return because(reason::CallEnded{});
  Leg& leg = remember(*said, now.mono);
  apply(leg, *proof);
  note_time(*said, now);
  return said;
}

Question Trust::ask(const Leg& leg, const Nonce& nonce, Mono now) {
  return {leg.begin.source, leg.begin.call, leg.begin.leg, nonce, now};
}

OrReason<Answer> Trust::answered(std::string_view answer, const Question& question, Mono now) const {
  auto read = verify_answer(answer, sources_);
  if (!read) return refused(std::move(read).error());
  if (read->source != question.source || read->nonce != question.nonce || read->call != question.call ||
      read->leg != question.leg)
    return because(reason::CallAnswerOther{{question.source}});
  if (now < question.asked || now - question.asked > kAnswerWithin)
    return because(reason::CallUnanswered{{question.source}});
  return *std::move(read);
}

OrReason<void> Trust::judge(std::string_view answer, const Question& question, Captured captured,
                            std::chrono::seconds after_call, Mono now) {
  const auto read = answered(answer, question, now);
  if (!read) return because(read.error());
  if (captured.until > question.asked) return because(reason::CallAnswerOther{{question.source}});
  Leg* leg = leg_of(read->source, read->leg);
  if (leg == nullptr) return because(reason::CallUnderWay{});
  if (read->agent != leg->begin.agent) return because(reason::CallOfAnother{});
  leg->heard = now;
  if (read->last < leg->last) return because(reason::CallAnswerOld{{read->source}});
  if (read->last > leg->last || leg->missed) return because(reason::CallWordMissing{{read->source}});
  if (captured.from < leg->clean_from) return because(leg->unclean);
  if (read->state == CallState::kPaused) return because(reason::CardPause{});
  if (read->state == CallState::kHeld) return because(reason::CallHeld{});
  const bool just_ended = read->state == CallState::kEnded && read->ended_ago < after_call;
  const bool connected = read->state == CallState::kConnected && leg->goes_on();
  if (!connected && !just_ended) return because(reason::CallEnded{});
  return {};
}

OrReason<void> Trust::believe(std::string_view answer, const Question& question, Mono now) {
  const auto read = answered(answer, question, now);
  if (!read) return because(read.error());
  Leg* leg = leg_of(read->source, read->leg);
  if (leg == nullptr) return because(reason::CallUnderWay{});
  if (read->agent != leg->begin.agent) return because(reason::CallOfAnother{});
  if (read->last < leg->last) return because(reason::CallAnswerOld{{read->source}});
  apply(*leg, *read);
  clean(*leg, question.asked, reason::CallWordMissing{{read->source}});
  leg->heard = now;
  return {};
}

void Trust::replace(std::vector<agreement::CallSource> sources, std::vector<std::string> numbers) {
  const auto same = [&](const Leg& leg) {
    const auto by = [&](const agreement::CallSource& one) { return one.name == leg.begin.source; };
    const auto before = std::find_if(sources_.begin(), sources_.end(), by);
    const auto after = std::find_if(sources.begin(), sources.end(), by);
    return before != sources_.end() && after != sources.end() && before->key == after->key;
  };
  std::erase_if(legs_, [&](const Leg& leg) {
    return !same(leg) || std::find(numbers.begin(), numbers.end(), leg.begin.agent) == numbers.end();
  });
  sources_ = std::move(sources);
  numbers_ = std::move(numbers);
}

}  // namespace insyn::calls
