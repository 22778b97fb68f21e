// POST /v1/webhook/NAME: a telephone system's signed webhooks (Standard Webhooks).
#pragma once

#include <functional>
#include <mutex>

#include "calls/mapping/mapping.h"
#include "calls/source/source.h"
#include "calls/webhook/verifier.h"
#include "server/http/router.h"

namespace insyn::calls {

class WebhookIntake {
 public:
  // All of these outlive it. `say` takes a line when what comes is refused for another reason than before.
  WebhookIntake(WebhookVerifier verifier, const Mapping& mapping, Source& source, const Clock& clock,
                std::function<void(const std::string&)> say);

  // Anybody's: who sends shows it by the webhook's signature. This outlives the route.
  server::http::Route route(const std::string& name);

 private:
  server::http::Answer take(const server::http::Request& request);
  server::http::Answer use(const std::string& body);
  WebhookVerdict verify(const server::http::Request& request);
  void tell_of(const char* outcome);

  const Mapping& mapping_;
  Source& source_;
  const Clock& clock_;
  const std::function<void(const std::string&)> say_;
  std::mutex mutex_;  // of what follows
  WebhookVerifier verifier_;
  std::string told_;
};

}  // namespace insyn::calls
