#include "calls/source/source.h"

namespace insyn::calls {

Source::Source(const SourceSet& set, bool there)
    : set_(set),
      name_(set.key.verifier().name()),
      book_(name_, set.limits),
      there_(there),
      time_([this](const std::stop_token& stop) { watch_time(stop); }) {}

Source::~Source() = default;

// Under the lock, so that statements are kept in the order in which they are signed.
void Source::publish(const Book::Statements& said, Instant now) {
  for (const Statement& one : said) {
    auto note = sign_statement(one, set_.key);
    if (note) {
      set_.log.add(one, *std::move(note), now.mono);
    } else if (!std::exchange(has_complained_, true)) {
      set_.say(
          "a statement has a value that no statement may have and is not handed out; correct the mapping");
    }
  }
  // Each twice as often as the last time.
  if (book_.left_out() > 2 * left_out_) {
    left_out_ = book_.left_out();
    set_.say(fmt::format(
        "{} of the telephone system's messages were left out so far: malformed, or more calls at once than "
        "[limits] allows",
        left_out_));
  }
  if (book_.legs() > 0) first_call_.notify_all();
}

// Also where this computer has slept, before anything is believed to have gone on.
void Source::catch_up(Instant now) {
  if (book_.legs() == 0 || now.mono - looked_ < set_.look_every) return;
  looked_ = now.mono;
  publish(book_.pass(now), now);
}

void Source::take(std::span<const Told> told) {
  const std::lock_guard lock(mutex_);
  const Instant at = now();
  catch_up(at);
  for (const Told& one : told) publish(book_.take_told(one, at), at);
}

void Source::heard() {
  const std::lock_guard lock(mutex_);
  const Instant at = now();
  catch_up(at);
  book_.heard(at.mono);
}

void Source::set_there(bool there) {
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(there_, there) == there) return;
  }
  set_.log.beside_changed();
}

Answered Source::answer(const Asked& asked) {
  if (asked.source != name_) return NoAnswer::kNoSuchLeg;
  const std::lock_guard lock(mutex_);
  const Instant at = now();
  catch_up(at);
  const auto found = book_.answer(asked.nonce, asked.call, asked.leg, at);
  if (!found) return book_.is_unclear(asked.call, asked.leg) ? NoAnswer::kUnclear : NoAnswer::kNoSuchLeg;
  auto note = sign_answer(*found, set_.key);
  if (!note) return NoAnswer::kSilent;
  return *std::move(note);
}

void Source::ask(const Asked& asked, std::function<void(Answered)> answered) { answered(answer(asked)); }

std::vector<CarrierReach> Source::reach() const {
  const std::lock_guard lock(mutex_);
  return {{name_, there_ ? Reach::kSource : Reach::kNothing}};
}

std::size_t Source::legs() const {
  const std::lock_guard lock(mutex_);
  return book_.legs();
}

void Source::watch_time(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    first_call_.wait(lock, stop, [this] { return book_.legs() > 0; });
    first_call_.wait_for(lock, stop, set_.look_every, [] { return false; });
    catch_up(now());
  }
}

}  // namespace insyn::calls
