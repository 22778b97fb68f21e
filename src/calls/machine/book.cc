#include "calls/machine/book.h"

#include <algorithm>

#include "base/name.h"

namespace insyn::calls {
namespace {

using std::chrono::milliseconds;

// Some telephone systems name no dialog, or take the extension's number for its name: then one name is used
// for one call after another.
bool is_weak(const Notice& notice) { return notice.dialog.empty() || notice.dialog == notice.number; }

// No name of a telephone system has a line end.
std::string key_of(const Notice& notice) { return is_weak(notice) ? "\n" + notice.number : notice.dialog; }

bool fits(const Notice& notice) {
  const auto word = [](const std::string& text, std::size_t limit) {
    return text.empty() || check_word(text, limit).has_value();
  };
  const bool number = notice.number.empty() || check_name(notice.number, kLongestNumber).has_value();
  return number && word(notice.dialog, kLongestCall) && word(notice.call, kLongestCall) &&
         word(notice.kind, kLongestKind) && word(notice.queue, kLongestQueue) &&
         (!notice.number.empty() || !notice.dialog.empty() || !notice.call.empty());
}

// Neither one leg nor one agent is named.
bool is_of_whole_call(const Notice& notice) { return notice.dialog.empty() && notice.number.empty(); }

// No name of a leg or a number begins so.
std::string key_of_call(const std::string& call) { return "\n\n" + call; }

std::optional<Turn> turn_of(What what) {
  switch (what) {
    case What::kOffered:
      return Turn::kOffered;
    case What::kConnected:
      return Turn::kConnected;
    case What::kHeld:
      return Turn::kHeld;
    case What::kResumed:
      return Turn::kResumed;
    case What::kEnded:
      return Turn::kEnded;
    case What::kWrapUpOver:
      return Turn::kWrapUpOver;
    case What::kPaused:
    case What::kUnpaused:
      return std::nullopt;
  }
  return std::nullopt;
}

bool is_about_hold(What what) { return what == What::kHeld || what == What::kResumed; }
bool is_about_pause(What what) { return what == What::kPaused || what == What::kUnpaused; }
bool is_over(const Course& course) { return course.phase == Phase::kEnded || course.phase == Phase::kOver; }

// Whether the telephone system had said something later before. Webhooks come in any order.
bool is_overtaken(const std::optional<Utc>& at, Utc& newest) {
  if (!at) return false;
  if (*at < newest) return true;
  newest = *at;
  return false;
}

void fill(std::string& value, const std::string& from) {
  if (!from.empty()) value = from;
}

}  // namespace

std::string Book::random_id() { return to_hex(random_bytes(16)); }

Book::Book(std::string source, BookLimits limits, MakeId make_id)
    : source_(std::move(source)), limits_(limits), make_id_(std::move(make_id)) {}

bool Book::has_room(std::string_view number) const {
  const auto of_number = of_number_.find(number);
  const bool number_full =
      !number.empty() && of_number != of_number_.end() && of_number->second >= limits_.legs_of_a_number;
  return legs_.size() < limits_.legs && !number_full;
}

bool Book::is_late(const Notice& notice, Instant now) const {
  return notice.read_back || (notice.at && now.utc - *notice.at > limits_.latest);
}

void Book::finish(const std::string& key) {
  const Digest digest = sha256(view_of(key));
  if (!finished_.insert(digest).second) return;
  finished_in_order_.push_back(digest);
  if (finished_in_order_.size() <= limits_.finished) return;
  finished_.erase(finished_in_order_.front());
  finished_in_order_.pop_front();
}

void Book::forget_ended(const std::string& id) {
  const auto ended = ended_.find(id);
  if (ended == ended_.end()) return;
  const auto named = ended_id_.find(ended->second.key);
  if (named != ended_id_.end() && named->second == id) ended_id_.erase(named);
  ended_.erase(ended);
}

// Nothing is answered about the leg any more, so that nothing after this is stored.
void Book::wrap_up_over(const std::string& key) {
  const auto id = ended_id_.find(key);
  if (id != ended_id_.end()) forget_ended(std::string(id->second));
}

Book::Legs::iterator Book::open(const Notice& notice, const std::string& key, Instant now) {
  Leg leg;
  leg.id = make_id_();
  leg.course.since = now.mono;
  leg.about = notice;
  if (is_weak(notice)) leg.about.dialog.clear();
  if (leg.about.call.empty() || leg.about.call == notice.number)
    leg.about.call = is_weak(notice) ? make_id_() : notice.dialog;
  // A name that is used again tells no call that goes on from one that is over.
  if (notice.what != What::kOffered) leg.seen = notice.what == What::kConnected && !is_weak(notice);
  ++of_number_[notice.number];
  key_of_id_.emplace(leg.id, key);
  return legs_.emplace(key, std::move(leg)).first;
}

// A dialog that was told without a number gets one later.
void Book::adopt_number(Leg& leg, const std::string& number) {
  if (!leg.about.number.empty() || number.empty() || !has_room(number)) return;
  --of_number_[""];
  ++of_number_[number];
  leg.about.number = number;
}

void Book::apply(Leg& leg, const Notice& notice, Instant now) const {
  leg.read = true;
  if (leg.last == 0) {
    if (notice.call != notice.number) fill(leg.about.call, notice.call);
    fill(leg.about.kind, notice.kind);
    fill(leg.about.queue, notice.queue);
  }
  if (notice.with_customer) {
    leg.with_customer = *notice.with_customer;
    leg.unknown.customer = false;
  }
  if (is_about_hold(notice.what) && is_overtaken(notice.at, leg.hold_at)) return;
  if (is_about_pause(notice.what) && is_overtaken(notice.at, leg.pause_at)) return;
  if (is_about_hold(notice.what)) {
    leg.unknown.hold = false;
    leg.tells_holds = true;
  }
  if (is_about_pause(notice.what)) {
    leg.paused = notice.what == What::kPaused;
    leg.unknown.pause = false;
  }
  const bool offered = leg.course.phase == Phase::kOffered;
  // It was connected before this was told, and nobody saw it.
  if (offered && is_about_hold(notice.what)) leg.seen = false;
  if (offered && notice.what == What::kConnected && is_late(notice, now)) leg.seen = false;
  if (const auto turn = turn_of(notice.what)) leg.course = after(leg.course, *turn, now.mono);
}

std::uint64_t Book::next_sequence(Utc now) {
  const auto since_1970 =
      static_cast<std::uint64_t>(std::max<std::int64_t>(now.time_since_epoch().count(), 0));
  return sequence_ = std::max(sequence_ + 1, since_1970);
}

void Book::say(Leg& leg, Event event, Instant now, Statements& said) {
  next_sequence(now.utc);
  said.push_back({source_, sequence_, leg.last, std::max(now.utc, leg.began), event, leg.about.call, leg.id,
                  leg.about.number, leg.about.kind, leg.about.queue, leg.began});
  leg.last = sequence_;
}

void Book::settle(Leg& leg, Instant now, Statements& said) {
  if (leg.last == 0) {
    if (!leg.seen || !leg.with_customer || leg.about.number.empty() || leg.course.phase != Phase::kConnected)
      return;
    leg.began = now.utc;
    say(leg, Event::kBegin, now, said);
  }
  const bool held = leg.course.phase == Phase::kHeld || !leg.with_customer;
  if (leg.paused && !leg.said_paused) say(leg, Event::kPause, now, said);
  if (held && !leg.said_held) say(leg, Event::kHold, now, said);
  if (!held && leg.said_held) say(leg, Event::kResume, now, said);
  if (!leg.paused && leg.said_paused) say(leg, Event::kUnpause, now, said);
  leg.said_held = held;
  leg.said_paused = leg.paused;
}

Book::Legs::iterator Book::close(Legs::iterator leg, Mono ended_at, Instant now, Statements& said) {
  Leg& one = leg->second;
  if (one.last != 0) {
    say(one, Event::kEnd, now, said);
    Answer answer{source_, {}, one.about.call, one.id, one.about.number, CallState::kEnded, {}, one.last};
    ended_.insert_or_assign(one.id, EndedLeg{std::move(answer), leg->first, ended_at});
    ended_id_.insert_or_assign(leg->first, one.id);
    ended_in_order_.push_back(one.id);
  }
  if (ended_in_order_.size() > limits_.ended) {
    forget_ended(std::string(ended_in_order_.front()));
    ended_in_order_.pop_front();
  }
  finish(leg->first);
  key_of_id_.erase(one.id);
  const auto of_number = of_number_.find(one.about.number);
  if (--of_number->second == 0) of_number_.erase(of_number);
  return legs_.erase(leg);
}

void Book::take_of_whole_call(const Notice& notice, Instant now, Statements& said) {
  if (notice.what == What::kEnded) finish(key_of_call(notice.call));
  for (auto leg = legs_.begin(); leg != legs_.end();) {
    if (leg->second.about.call == notice.call) apply(leg->second, notice, now);
    const bool over = is_over(leg->second.course);
    if (!over) settle(leg->second, now, said);
    leg = over ? close(leg, now.mono, now, said) : std::next(leg);
  }
}

Book::Statements Book::take(const Notice& notice, Instant now) {
  Statements said;
  heard_ = now.mono;
  if (!fits(notice)) {
    ++left_out_;
    return said;
  }
  if (is_of_whole_call(notice)) {
    take_of_whole_call(notice, now, said);
    return said;
  }
  const std::string key = key_of(notice);
  if (notice.what == What::kWrapUpOver) wrap_up_over(key);
  auto leg = legs_.find(key);
  if (leg == legs_.end()) {
    const bool anew = is_weak(notice) && notice.what == What::kOffered;
    if (is_finished(key) && !anew) return said;
    if (!notice.call.empty() && is_finished(key_of_call(notice.call))) return said;
    if (notice.what == What::kEnded || notice.what == What::kWrapUpOver) {
      finish(key);
      return said;
    }
    if (!has_room(notice.number)) {
      ++left_out_;
      return said;
    }
    leg = open(notice, key, now);
  }
  adopt_number(leg->second, notice.number);
  // The same dialog at another agent: it was not seen to begin there.
  const std::string& number = leg->second.about.number;
  if (!number.empty() && !notice.number.empty() && number != notice.number) {
    close(leg, now.mono, now, said);
    return said;
  }
  apply(leg->second, notice, now);
  if (is_over(leg->second.course))
    close(leg, now.mono, now, said);
  else
    settle(leg->second, now, said);
  return said;
}

Book::Statements Book::take_told(const Told& told, Instant now) {
  if (const auto* notice = std::get_if<Notice>(&told)) return take(*notice, now);
  if (const auto* ends = std::get_if<ReadingEnds>(&told))
    return end_reading(ends->number, now, ends->complete);
  if (const auto* gap = std::get_if<Gap>(&told)) {
    take_gap(*gap, now);
  } else {
    begin_reading(std::get<ReadingBegins>(told).number);
  }
  return {};
}

template <class Which>
void Book::end_all(const Which& which, Mono ended_at, Instant now, Statements& said) {
  for (auto leg = legs_.begin(); leg != legs_.end();)
    leg = which(leg->second) ? close(leg, ended_at, now, said) : std::next(leg);
}

Book::Statements Book::pass(Instant now) {
  Statements said;
  if (limits_.lease.count() > 0 && now.mono - heard_ > limits_.lease)
    end_all([](const Leg&) { return true; }, heard_ + limits_.lease, now, said);
  for (auto leg = legs_.begin(); leg != legs_.end();) {
    leg->second.course = after(leg->second.course, limits_.phases, now.mono);
    const bool over = is_over(leg->second.course);
    const Mono talked = leg->second.course.connected_at + limits_.phases.longest_call;
    leg = over ? close(leg, std::min(talked, now.mono), now, said) : std::next(leg);
  }
  while (!ended_in_order_.empty()) {
    const auto ended = ended_.find(ended_in_order_.front());
    const bool kept = ended != ended_.end() && now.mono - ended->second.at < limits_.phases.wrap_up;
    if (kept) break;
    forget_ended(std::string(ended_in_order_.front()));
    ended_in_order_.pop_front();
  }
  return said;
}

Book::Statements Book::registration_over(std::string_view number, Instant now) {
  Statements said;
  end_all([&](const Leg& leg) { return leg.about.number == number; }, now.mono, now, said);
  return said;
}

void Book::begin_reading(std::string_view number) {
  for (auto& [key, leg] : legs_)
    if (number.empty() || leg.about.number == number) leg.read = false;
}

Book::Statements Book::end_reading(std::string_view number, Instant now, bool complete) {
  Statements said;
  heard_ = now.mono;
  const auto is_read = [&](const Leg& leg) { return number.empty() || leg.about.number == number; };
  end_all([&](const Leg& leg) { return !leg.read && is_read(leg); }, now.mono, now, said);
  if (!complete) return said;
  // Of one of which holds were told, and now are not, it is not known either.
  for (auto& [key, leg] : legs_)
    if (is_read(leg) && !leg.tells_holds) leg.unknown.hold = false;
  return said;
}

void Book::take_gap(const Gap& gap, Instant now) {
  for (auto& [key, leg] : legs_) {
    if (!gap.number.empty() && leg.about.number != gap.number) continue;
    // Whoever answers later is told to have, and then does not hold.
    const bool talks = leg.course.phase != Phase::kOffered;
    leg.unknown.hold = leg.unknown.hold || (talks && gap.holds);
    leg.unknown.customer = leg.unknown.customer || (talks && gap.customers);
    leg.unknown.pause = leg.unknown.pause || gap.pauses;
    if (leg.last != 0 && leg.unknown.any()) leg.last = next_sequence(now.utc);
  }
}

bool Book::is_unclear(std::string_view call, std::string_view leg) const {
  const auto key = key_of_id_.find(leg);
  if (key == key_of_id_.end()) return false;
  const Leg& one = legs_.find(key->second)->second;
  return one.about.call == call && one.last != 0 && one.unknown.any();
}

std::optional<Answer> Book::answer(const Nonce& nonce, std::string_view call, std::string_view leg,
                                   Instant now) const {
  std::optional<Answer> found;
  if (const auto ended = ended_.find(leg); ended != ended_.end()) {
    found = ended->second.answer;
    const auto ago = std::chrono::duration_cast<milliseconds>(now.mono - ended->second.at);
    found->ended_ago = std::clamp(ago, milliseconds(0), kLongestEnded);
  } else if (const auto key = key_of_id_.find(leg); key != key_of_id_.end()) {
    const Leg& one = legs_.find(key->second)->second;
    if (one.last == 0 || one.unknown.any()) return std::nullopt;
    const CallState state = one.said_paused ? CallState::kPaused
                            : one.said_held ? CallState::kHeld
                                            : CallState::kConnected;
    found = Answer{source_, {}, one.about.call, one.id, one.about.number, state, {}, one.last};
  }
  if (!found || found->call != call) return std::nullopt;
  found->nonce = nonce;
  return found;
}

}  // namespace insyn::calls
