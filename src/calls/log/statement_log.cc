#include "calls/log/statement_log.h"

#include <algorithm>
#include <charconv>

#include "calls/statement/answer.h"

namespace insyn::calls {

// Somebody who waits; it leaves when nobody holds on to it any more.
class StatementLog::Waiting {
 public:
  Waiting(StatementLog& log, Numbers numbers) : log_(log), numbers_(std::move(numbers)) {}
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;
  ~Waiting() { log_.leave(*this); }

  const Numbers& numbers() const { return numbers_; }
  Bell bell;

 private:
  StatementLog& log_;
  const Numbers numbers_;
};

StatementLog::StatementLog(LogLimits limits, ReadLimits reads)
    : limits_(limits), reads_(reads), run_(to_hex(random_nonce())) {}

StatementLog::~StatementLog() = default;

StatementLog::Cursor StatementLog::parse(std::string_view text) const {
  Cursor cursor;
  const std::string begin = run_ + "-";
  if (!text.starts_with(begin)) return cursor;
  text.remove_prefix(begin.size());
  const char* const end = text.data() + text.size();
  const auto position = std::from_chars(text.data(), end, cursor.position);
  if (position.ec != std::errc() || position.ptr == end || *position.ptr != '-') return cursor;
  const auto beside = std::from_chars(position.ptr + 1, end, cursor.beside);
  cursor.ours = beside.ec == std::errc() && beside.ptr == end && cursor.position <= last_;
  return cursor;
}

std::string StatementLog::next_after(Position position) const {
  return fmt::format("{}-{}-{}", run_, position, beside_);
}

StatementLog::Leg& StatementLog::leg_of(const Statement& said) {
  std::string key = said.source + '\n' + said.leg;
  const auto [found, is_new] = legs_.try_emplace(key);
  Leg& leg = found->second;
  if (is_new) {
    leg.key = std::move(key);
    leg.number = said.agent;
    leg.place = going_on_.insert(going_on_.end(), &leg);
  }
  return leg;
}

bool StatementLog::add(const Statement& said, std::string note, Mono now) {
  const Digest hash = sha256(view_of(note));
  const std::lock_guard lock(mutex_);
  tidy(now);
  if (!hashes_.insert(hash).second) return false;
  Leg& leg = leg_of(said);
  const Position position = ++last_;
  bytes_ += note.size();
  const auto kept = std::make_shared<const Kept>(Kept{&leg, std::move(note), hash, {leg.number, said.agent}});
  all_.emplace(position, kept);
  for (const std::string& number : kept->numbers) by_number_[number].emplace(position, kept);
  leg.positions.push_back(position);
  leg.number = said.agent;
  leg.last = now;
  std::list<Leg*>& before = leg.ended ? ended_ : going_on_;
  leg.ended = leg.ended || said.event == Event::kEnd;
  std::list<Leg*>& after = leg.ended ? ended_ : going_on_;
  after.splice(after.end(), before, leg.place);
  // The first one is how it began.
  if (leg.positions.size() > limits_.of_a_leg) {
    drop(leg.positions[1]);
    leg.positions.erase(leg.positions.begin() + 1);
  }
  ring(kept->numbers);
  make_room();
  return true;
}

void StatementLog::ring(const std::set<std::string>& numbers) {
  for (const std::string& number : numbers) {
    const auto found = waits_.find(number);
    if (found == waits_.end()) continue;
    for (Waiting* one : found->second) one->bell.ring();
  }
  for (Waiting* one : wait_for_all_) one->bell.ring();
}

void StatementLog::beside_changed() {
  const std::lock_guard lock(mutex_);
  ++beside_;
  for (Waiting* one : waiting_) one->bell.ring();
}

void StatementLog::drop(Position position) {
  const auto found = all_.find(position);
  for (const std::string& number : found->second->numbers) {
    const auto of_number = by_number_.find(number);
    of_number->second.erase(position);
    if (of_number->second.empty()) by_number_.erase(of_number);
  }
  bytes_ -= found->second->note.size();
  hashes_.erase(found->second->hash);
  all_.erase(found);
}

void StatementLog::forget(Leg& leg) {
  for (const Position position : leg.positions) drop(position);
  (leg.ended ? ended_ : going_on_).erase(leg.place);
  legs_.erase(legs_.find(leg.key));
}

void StatementLog::tidy(Mono now) {
  while (!ended_.empty() && now - ended_.front()->last >= limits_.after_end) forget(*ended_.front());
  while (!going_on_.empty() && now - going_on_.front()->last >= limits_.longest) forget(*going_on_.front());
}

void StatementLog::make_room() {
  while (legs_.size() > 1 && (legs_.size() > limits_.legs || bytes_ > limits_.bytes))
    forget(ended_.empty() ? *going_on_.front() : *ended_.front());
}

void StatementLog::collect(const InOrder& from, const Cursor& cursor, InOrder& into) const {
  std::size_t count = 0;
  auto one = cursor.ours ? from.upper_bound(cursor.position) : from.begin();
  // One more than are given shows that there are more.
  for (; one != from.end() && count <= reads_.statements; ++one) {
    if (!cursor.ours && one->second->leg->ended) continue;
    into.insert(*one);
    ++count;
  }
}

StatementLog::Reading StatementLog::read(std::string_view cursor, const Numbers& numbers, Mono now) {
  const std::lock_guard lock(mutex_);
  tidy(now);
  const Cursor after = parse(cursor);
  InOrder found;
  if (!numbers) collect(all_, after, found);
  for (const std::string& number : numbers.value_or(std::set<std::string>())) {
    const auto of_number = by_number_.find(number);
    if (of_number != by_number_.end()) collect(of_number->second, after, found);
  }
  Reading reading;
  std::size_t bytes = 0;
  Position next = last_;
  for (const auto& [position, kept] : found) {
    bytes += kept->note.size();
    if (!reading.notes.empty() && (reading.notes.size() >= reads_.statements || bytes > reads_.bytes)) {
      next = position - 1;
      break;
    }
    reading.notes.push_back(kept->note);
  }
  reading.next = next_after(next);
  return reading;
}

bool StatementLog::has_news(const Cursor& cursor, const Numbers& numbers) const {
  if (!cursor.ours || cursor.beside != beside_) return true;
  if (!numbers) return all_.upper_bound(cursor.position) != all_.end();
  return std::any_of(numbers->begin(), numbers->end(), [&](const std::string& number) {
    const auto found = by_number_.find(number);
    return found != by_number_.end() && found->second.upper_bound(cursor.position) != found->second.end();
  });
}

std::shared_ptr<Bell> StatementLog::wait(std::string_view cursor, const Numbers& numbers, Mono now) {
  // Made before the lock, which its end takes.
  auto waiting = std::make_shared<Waiting>(*this, numbers);
  const std::lock_guard lock(mutex_);
  tidy(now);
  if (has_news(parse(cursor), numbers)) return nullptr;
  waiting_.insert(waiting.get());
  if (!numbers) wait_for_all_.insert(waiting.get());
  for (const std::string& number : numbers.value_or(std::set<std::string>()))
    waits_[number].insert(waiting.get());
  Bell* const bell = &waiting->bell;
  return {std::move(waiting), bell};
}

void StatementLog::leave(Waiting& waiting) {
  const std::lock_guard lock(mutex_);
  if (waiting_.erase(&waiting) == 0) return;
  wait_for_all_.erase(&waiting);
  for (const std::string& number : waiting.numbers().value_or(std::set<std::string>())) {
    const auto found = waits_.find(number);
    found->second.erase(&waiting);
    if (found->second.empty()) waits_.erase(found);
  }
}

std::size_t StatementLog::legs() const {
  const std::lock_guard lock(mutex_);
  return legs_.size();
}
std::size_t StatementLog::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}
std::size_t StatementLog::waiting() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

}  // namespace insyn::calls
