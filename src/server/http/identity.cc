#include "server/http/identity.h"

#include "http_signature/content_digest.h"

namespace insyn::server::http {
namespace {

using http_signature::Refusal;

Answer not_recognised(std::string_view code) {
  return problem(401, code, {{"www-authenticate", "Bearer realm=\"insyn\""}});
}

}  // namespace

Identity Callers::by_token(const std::string& authorization) const {
  constexpr std::string_view kScheme = "Bearer ";
  // Digests are compared, so that how long it takes says nothing about the token.
  if (!monitor_token_ || !authorization.starts_with(kScheme) ||
      sha256(view_of(std::string_view(authorization).substr(kScheme.size()))) != *monitor_token_)
    return not_recognised("token");
  return Identified{{Role::kMonitor, "monitor"}, {}};
}

Identity Callers::by_signature(const Head& head) const {
  const auto key = http_signature::verify(head, find_link_, nonces_, clock_.utc());
  if (!key) {
    if (key.error() == Refusal::kUnsure) return problem_for(503, "unsure", std::chrono::seconds(30));
    return not_recognised(http_signature::code_of(key.error()));
  }
  Identified identified{{Role::kLink, http_signature::key_id_of(*key)}, {}};
  if (head.has_body) {
    const auto field = http_signature::value_of(head, "content-digest");
    const auto digest = http_signature::parse_content_digest(field.value_or(""));
    if (!digest) return problem(400, "content-digest");
    identified.body = *digest;
  }
  return identified;
}

Identity Callers::identify(const Head& head) const {
  if (const auto authorization = http_signature::value_of(head, "authorization"))
    return by_token(*authorization);
  if (http_signature::value_of(head, "signature") || http_signature::value_of(head, "signature-input"))
    return by_signature(head);
  return Identified{};
}

}  // namespace insyn::server::http
