#include "calls/node/webhook_route.h"

#include "calls/webhook/body.h"

namespace insyn::calls {
namespace {

namespace http = server::http;

constexpr std::chrono::seconds kTryAgain{30};

// What whoever sends is told of one that is not used.
http::Answer refusal(WebhookVerdict verdict) {
  switch (verdict) {
    case WebhookVerdict::kAccepted:
    case WebhookVerdict::kSeenBefore:
      break;
    case WebhookVerdict::kMalformed:
      return http::problem(400, "malformed");
    case WebhookVerdict::kTooOld:
      return http::problem(400, "too-old");
    case WebhookVerdict::kTooNew:
      return http::problem(400, "too-new");
    case WebhookVerdict::kWrongSignature:
      return http::problem(401, "wrong-signature");
    case WebhookVerdict::kFull:
      return http::problem_for(503, "full", kTryAgain);
  }
  return {204, "", ""};
}

}  // namespace

WebhookIntake::WebhookIntake(WebhookVerifier verifier, const Mapping& mapping, Source& source,
                             const Clock& clock, std::function<void(const std::string&)> say)
    : mapping_(mapping),
      source_(source),
      clock_(clock),
      say_(std::move(say)),
      verifier_(std::move(verifier)) {}

WebhookVerdict WebhookIntake::verify(const http::Request& request) {
  const auto header = [&](const char* name) {
    return http_signature::value_of(request.head, name).value_or("");
  };
  const std::string id = header("webhook-id"), timestamp = header("webhook-timestamp"),
                    signature = header("webhook-signature");
  const std::lock_guard lock(mutex_);
  return verifier_.verify({id, timestamp, signature, request.body}, clock_.utc());
}

void WebhookIntake::tell_of(const char* outcome) {
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(told_, outcome) == outcome) return;
  }
  say_(fmt::format("webhooks: {}", outcome));
}

http::Answer WebhookIntake::use(const std::string& body) {
  const auto notice = read_webhook(mapping_, body);
  if (!notice) {
    tell_of("rightly signed, but no JSON object");
    return http::problem(400, "json");
  }
  if (*notice) {
    const Told told{**notice};
    source_.take({&told, 1});
  }
  tell_of("accepted");
  return {204, "", ""};
}

http::Answer WebhookIntake::take(const http::Request& request) {
  const WebhookVerdict verdict = verify(request);
  if (verdict == WebhookVerdict::kAccepted) return use(request.body);
  if (verdict != WebhookVerdict::kSeenBefore) tell_of(code_of(verdict));
  return refusal(verdict);
}

http::Route WebhookIntake::route(const std::string& name) {
  return {"POST",
          "/v1/webhook/" + name,
          {http::Role::kAnybody},
          WebhookVerifier::kLargestBody,
          http::Handle([this](const http::Request& request) { return take(request); })};
}

}  // namespace insyn::calls
