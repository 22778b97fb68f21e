// How many requests a client may send: a token bucket for each.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/clock.h"
#include "server/http/limits.h"

namespace insyn::server::http {

// May be asked by several threads at once.
class TokenBuckets {
 public:
  // Of at most `most` clients: beyond that, those without a bucket of their own share one.
  TokenBuckets(RateLimit limit, std::size_t most) : limit_(limit), most_(most) {}

  // Takes a token from the bucket of `client`. Nothing where there was one; else how long it takes until
  // there is.
  std::optional<std::chrono::seconds> take(const std::string& client, Mono now);
  std::size_t clients() const;

 private:
  struct Bucket {
    double tokens;
    Mono since;
  };
  double level(const Bucket& bucket, Mono now) const;
  // Those that are full again, as a new one would be.
  void forget_full(Mono now);

  const RateLimit limit_;
  const std::size_t most_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
  std::optional<Bucket> shared_;
  std::optional<Mono> looked_;  // when full ones were last looked for in vain
};

}  // namespace insyn::server::http
