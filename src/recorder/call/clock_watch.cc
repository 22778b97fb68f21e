#include "recorder/call/clock_watch.h"

namespace insyn::recorder {
namespace {

constexpr std::chrono::minutes kBetweenWrites(1);
constexpr std::size_t kLargestMark = 100;

}  // namespace

ClockWatch::ClockWatch(const Path& spool, const Clock& clock)
    : mark_(spool / "newest-time"), clock_(clock), newest_(clock.utc()), newest_mono_(clock.mono()) {
  read();
}

void ClockWatch::read() {
  std::error_code error;
  if (std::filesystem::symlink_status(mark_, error).type() == std::filesystem::file_type::not_found) return;
  Result<std::string> text = read_text(mark_, kLargestMark);
  if (text && text->ends_with('\n')) text->pop_back();
  const Result<Utc> seen = text ? parse_utc(*text) : Result<Utc>(Failure(text.error()));
  if (!seen) {
    unreadable_ = reason::ClockMarkUnreadable{mark_.string(), seen.error().message};
    return;
  }
  newest_ = std::max(newest_, *seen);
  written_ = *seen;
}

void ClockWatch::remember(Utc now) {
  if (now < written_ + kBetweenWrites) return;
  const std::string text = to_text(now) + "\n";
  // Without it only what is noticed while this recorder runs is noticed; the spool has then worse to tell.
  if (write_file(mark_, view_of(text), Access::kOwnerOnly, IfExists::kReplace)) written_ = now;
}

std::optional<reason::Reason> ClockWatch::problem() {
  if (unreadable_) return unreadable_;
  const Utc now = clock_.utc();
  const Mono mono = clock_.mono();
  const Utc expected = newest_ + std::chrono::duration_cast<std::chrono::milliseconds>(mono - newest_mono_);
  if (now + kTolerance < expected) return reason::ClockSetBack{now, expected, mark_.string()};
  // What was taken back bit by bit adds up.
  if (now >= expected) {
    newest_ = now;
    newest_mono_ = mono;
  }
  remember(now);
  return std::nullopt;
}

}  // namespace insyn::recorder
