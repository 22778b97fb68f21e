#include "server/http/rate_limit.h"

#include <algorithm>
#include <cmath>

namespace insyn::server::http {

double TokenBuckets::level(const Bucket& bucket, Mono now) const {
  const double passed = std::chrono::duration<double>(now - bucket.since).count();
  return std::min(limit_.burst, bucket.tokens + std::max(0.0, passed) * limit_.per_second);
}

void TokenBuckets::forget_full(Mono now) {
  // Looking at all of them for every request would be the attack itself.
  if (looked_ && now - *looked_ < std::chrono::seconds(1)) return;
  looked_ = now;
  std::erase_if(buckets_, [&](const auto& one) { return level(one.second, now) >= limit_.burst; });
}

std::optional<std::chrono::seconds> TokenBuckets::take(const std::string& client, Mono now) {
  const std::lock_guard lock(mutex_);
  auto found = buckets_.find(client);
  if (found == buckets_.end() && buckets_.size() >= most_) forget_full(now);
  Bucket* bucket = nullptr;
  if (found != buckets_.end()) {
    bucket = &found->second;
  } else if (buckets_.size() < most_) {
    bucket = &buckets_.emplace(client, Bucket{limit_.burst, now}).first->second;
  } else {
    if (!shared_) shared_ = Bucket{limit_.burst, now};
    bucket = &*shared_;
  }
  *bucket = {level(*bucket, now), now};
  if (bucket->tokens >= 1) {
    bucket->tokens -= 1;
    return std::nullopt;
  }
  return std::chrono::seconds(static_cast<std::int64_t>(std::ceil((1 - bucket->tokens) / limit_.per_second)));
}

std::size_t TokenBuckets::clients() const {
  const std::lock_guard lock(mutex_);
  return buckets_.size();
}

}  // namespace insyn::server::http
