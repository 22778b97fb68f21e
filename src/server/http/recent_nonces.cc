#include "server/http/recent_nonces.h"

namespace insyn::server::http {

// One that the signer's clock dates up to kTolerance ahead could have come before the start. Signatures are
// dated in whole seconds.
RecentNonces::RecentNonces(const Clock& clock, std::size_t most, Requests requests)
    : clock_(clock),
      from_(std::chrono::floor<std::chrono::seconds>(clock.utc()) +
            (requests == Requests::kChange ? 2 : 1) * http_signature::kTolerance),
      most_(most) {}

Result<bool> RecentNonces::is_new(std::string_view key_id, std::string_view nonce, Utc until) {
  if (until < from_) return fail(Code::kTransient, "what was asked before this server started is not known");
  const std::lock_guard lock(mutex_);
  for (auto oldest = by_time_.begin(); oldest != by_time_.end() && oldest->first < clock_.utc();
       oldest = by_time_.erase(oldest))
    seen_.erase(oldest->second);
  // A key's id has no space.
  const std::string name = fmt::format("{} {}", key_id, nonce);
  if (seen_.contains(name)) return false;
  if (seen_.size() >= most_) return fail(Code::kFull, "more signed requests than are remembered");
  by_time_.emplace(until, seen_.insert(name).first);
  return true;
}

std::size_t RecentNonces::count() const {
  const std::lock_guard lock(mutex_);
  return seen_.size();
}

}  // namespace insyn::server::http
