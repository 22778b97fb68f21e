#include "link/upload/discards.h"

#include "link/outbox/outbox.h"
#include "note/note.h"

namespace insyn::link {
namespace {

constexpr std::size_t kMost = 10'000;

bool is_discard(const std::string& note) {
  const auto parsed = note::parse(note);
  return parsed && recording::parse_discard(parsed->text);
}

tl::unexpected<Failed> here(Error error) { return tl::unexpected(Failed{Obstacle::kHere, std::move(error)}); }

}  // namespace

void Discards::look() {
  const auto names = list_folder(outbox_, kMost);
  if (!names) return;
  std::map<std::string, Unconfirmed> still_there;
  for (const std::string& name : *names) {
    const auto recording = discarded_by(name);
    if (!recording) continue;
    auto known = all_.extract(*recording);
    if (known.empty())
      still_there.try_emplace(*recording, patience_);
    else
      still_there.insert(std::move(known));
  }
  all_ = std::move(still_there);
}

bool Discards::has(const std::string& recording) const { return is_unconfirmed(outbox_, recording); }

std::vector<std::string> Discards::due(Mono now) const {
  std::vector<std::string> recordings;
  for (const auto& [recording, unconfirmed] : all_)
    if (unconfirmed.backoff.may(now)) recordings.push_back(recording);
  return recordings;
}

Done Discards::bring(Centre& centre, const std::string& recording, const Clock& clock) {
  Unconfirmed& unconfirmed = all_.at(recording);
  Done done = send(centre, discard_file(recording));
  if (!done) {
    const Mono now = clock.mono();
    unconfirmed.backoff.failed(now, done.error().retry_after);
    unconfirmed.trouble =
        trouble_of(done.error(), unconfirmed.trouble, clock.utc(), unconfirmed.backoff.next() - now);
    return done;
  }
  // The tombstone stands. Where the file cannot be removed it is brought again, which changes nothing.
  if (remove_file(outbox_ / discard_file(recording))) all_.erase(recording);
  return done;
}

Done Discards::send(Centre& centre, const std::string& file) const {
  // Everybody may put files there, also links to what nobody but this link may read.
  const auto discard = read_text(outbox_ / file, recording::kLargestDiscardNote);
  if (!discard) return here(discard.error());
  if (!is_discard(*discard)) return here({Code::kCorrupt, fmt::format("{} is no discard", file)});
  if (Status done = centre.discard(*discard); !done)
    return tl::unexpected(failed_call(centre, std::move(done.error())));
  return {};
}

std::optional<Mono> Discards::next(Mono now) const {
  std::optional<Mono> next;
  for (const auto& [recording, unconfirmed] : all_)
    if (!unconfirmed.backoff.may(now) && (!next || unconfirmed.backoff.next() < *next))
      next = unconfirmed.backoff.next();
  return next;
}

void Discards::report(Standing& standing) const {
  standing.discards = all_.size();
  for (const auto& [recording, unconfirmed] : all_)
    if (unconfirmed.trouble && !is_everywhere(unconfirmed.trouble->obstacle))
      standing.stuck.push_back({recording, *unconfirmed.trouble});
}

}  // namespace insyn::link
