// The nonces of the last minutes, in this process's memory: enough for one server.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>

#include "base/clock.h"
#include "http_signature/signature.h"

namespace insyn::server::http {

// What requests do.
enum class Requests {
  kChange,
  // Nothing changes by them, so that it is enough that one is not from before the start by its signer's
  // clock: one that was seen then and is dated ahead of ours is answered twice.
  kRead,
};

// May be asked by several threads at once. What was asked before this process began is not known any more, so
// a signature that could have been used then is not decided on (kTransient): after a start machines are
// answered once http_signature::kTolerance has passed, or, where requests only read, at once.
class RecentNonces final : public http_signature::SeenNonces {
 public:
  // `most` at a time; beyond that nothing is decided either (kFull).
  RecentNonces(const Clock& clock, std::size_t most, Requests requests = Requests::kChange);

  Result<bool> is_new(std::string_view key_id, std::string_view nonce, Utc until) override;
  std::size_t count() const;

 private:
  const Clock& clock_;
  const Utc from_;  // the earliest end of those that are decided on
  const std::size_t most_;
  mutable std::mutex mutex_;
  std::set<std::string> seen_;
  std::multimap<Utc, std::set<std::string>::iterator> by_time_;
};

}  // namespace insyn::server::http
