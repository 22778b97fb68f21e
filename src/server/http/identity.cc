#include "server/http/identity.h"

#include "http_signature/content_digest.h"

namespace insyn::server::http {
namespace {

using http_signature::Refusal;

Answer not_recognised(reason::RefusalCode code) {
  return problem(401, code, {{"www-authenticate", "Bearer realm=\"insyn\""}});
}

bool changes(const Head& head) { return head.method != "GET" && head.method != "HEAD"; }

// A browser says itself where a request comes from.
bool is_of_another_site(const Head& head) {
  const std::string site = http_signature::value_of(head, "sec-fetch-site").value_or("same-origin");
  return site != "same-origin" && site != "none";
}

}  // namespace

std::optional<std::string> cookie_of(const Head& head, std::string_view name) {
  const std::string all = http_signature::value_of(head, "cookie").value_or("");
  std::optional<std::string> found;
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = std::min(all.find(';', at), all.size());
    std::string_view pair = std::string_view(all).substr(at, end - at);
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    at = end + 1;
    if (pair.size() <= name.size() || !pair.starts_with(name) || pair[name.size()] != '=') continue;
    if (found) return std::nullopt;
    found = pair.substr(name.size() + 1);
  }
  return found;
}

Identity Callers::by_token(const std::string& authorization) const {
  constexpr std::string_view kScheme = "Bearer ";
  // Digests are compared, so that how long it takes says nothing about the token.
  if (!known_.monitor_token || !authorization.starts_with(kScheme) ||
      sha256(view_of(std::string_view(authorization).substr(kScheme.size()))) != *known_.monitor_token)
    return not_recognised("token");
  return Identified{{Role::kMonitor, "monitor"}, {}};
}

Identity Callers::by_signature(const Head& head) const {
  std::optional<Machine> machine;
  const http_signature::FindKey find_key = [&](std::string_view key_id) -> std::optional<note::Verifier> {
    if (known_.machine) machine = known_.machine(key_id);
    if (!machine) return std::nullopt;
    return machine->key;
  };
  const auto key = http_signature::verify(head, find_key, nonces_, clock_.utc());
  if (!key) {
    if (key.error() == Refusal::kUnsure)
      return because(problem_for(503, "unsure", std::chrono::seconds(30)),
                     "whether its nonce is new is not known");
    return not_recognised(http_signature::code_of(key.error()));
  }
  Identified identified{{machine->role, http_signature::key_id_of(*key)}, {}};
  if (head.has_body) {
    const auto field = http_signature::value_of(head, "content-digest");
    const auto digest = http_signature::parse_content_digest(field.value_or(""));
    if (!digest) return problem(400, "content-digest");
    identified.body = *digest;
  }
  return identified;
}

Identity Callers::by_session(const Head& head, const std::string& token) const {
  if (!known_.person) return Identified{};
  // A browser adds the cookie to what another site has it send. It lets no other site add this field.
  if (changes(head) && http_signature::value_of(head, kMeantField) != "1") return problem(403, "cross-site");
  const auto caller = known_.person(sha256(view_of(token)));
  return caller ? Identified{*caller, {}} : Identified{};
}

Identity Callers::identify(const Head& head) const {
  if (const auto authorization = http_signature::value_of(head, "authorization"))
    return by_token(*authorization);
  if (http_signature::value_of(head, "signature") || http_signature::value_of(head, "signature-input"))
    return by_signature(head);
  // Without a session too: another site could sign somebody in as another person.
  if (changes(head) && is_of_another_site(head)) return problem(403, "cross-site");
  if (const auto session = cookie_of(head, kSessionCookie)) return by_session(head, *session);
  return Identified{};
}

}  // namespace insyn::server::http
