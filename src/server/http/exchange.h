// A request from its head to its answer, without a socket: who asks, whether it may, how much, and what the
// handler makes of it.
#pragma once

#include <functional>

#include "server/http/client_address.h"
#include "server/http/identity.h"
#include "server/http/limits.h"
#include "server/http/metrics.h"
#include "server/http/rate_limit.h"
#include "server/http/router.h"

namespace insyn::server::http {

// A line of the log. Called by several threads at once.
using Log = std::function<void(const std::string& line)>;

// Refuses a request by its head, before anything else is made of it. Called by several threads at once.
using Gate = std::function<std::optional<Answer>(const Head&)>;

// What all requests share.
class Service {
 public:
  // All of these outlive it. Without a `gate` none is refused so.
  Service(const Router& router, const Callers& callers, const Limits& limits, Metrics& metrics, Log log,
          const Clock& clock, Gate gate = {});

  const Router& router() const { return router_; }
  const Limits& limits() const { return limits_; }
  Metrics& metrics() const { return metrics_; }
  const Clock& clock() const { return clock_; }
  void log(const std::string& line) const { log_(line); }

 private:
  friend class Exchange;
  const Router& router_;
  const Callers& callers_;
  const Limits& limits_;
  Metrics& metrics_;
  const Log log_;
  const Clock& clock_;
  const Gate gate_;
  TokenBuckets by_client_;
  TokenBuckets by_identity_;
};

// The calls of one exchange come one after another, in this order: admit, take…, finish. They may block.
class Exchange {
 public:
  // `client` is what client_of() says.
  Exchange(Service& service, Head head, std::string client);

  // An answer refuses the request, and its body is not to be read.
  std::optional<Answer> admit();
  // The body's next piece. An answer ends it, and the rest is not to be read.
  std::optional<Answer> take(ByteView piece);
  // The answer, once all of the body was taken, or that there is none yet; the `last` time it is an answer.
  std::variant<Answer, Wait> finish(bool last);
  // After the answer was sent, or while it could not be: counted and logged. `answer` is the one that was
  // sent.
  void done(const Answer& answer);

 private:
  std::optional<Answer> limit();
  // Whether the session that the request shows began elsewhere; the caller is nobody then.
  bool is_elsewhere();
  std::optional<Answer> route_it();
  std::optional<Answer> begin_upload();
  std::variant<Answer, Wait> handle(bool last);

  Service& service_;
  Request request_;
  const std::string client_;
  const Mono began_;
  const Route* route_ = nullptr;
  std::optional<Digest> signed_body_;
  Sha256 body_;
  std::uint64_t length_ = 0;
  std::unique_ptr<Upload> upload_;
  std::function<Answer()> later_;  // answers instead of the route's handler
};

}  // namespace insyn::server::http
