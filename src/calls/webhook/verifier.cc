#include "calls/webhook/verifier.h"

#include <sodium.h>

#include <algorithm>
#include <charconv>

namespace insyn::calls {
namespace {

constexpr std::string_view kPrefix = "whsec_";
constexpr std::size_t kLeastKey = 24;
constexpr std::size_t kMostKey = 64;
constexpr std::string_view kVersion = "v1,";

// Seconds since 1970, as there is one way to write them.
std::optional<Utc> parse_timestamp(std::string_view text) {
  std::uint64_t seconds = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
  constexpr std::uint64_t kLatest = 253'402'300'799;  // the year 9999
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || seconds > kLatest)
    return std::nullopt;
  if (text.size() > 1 && text.front() == '0') return std::nullopt;
  return Utc(std::chrono::seconds(seconds));
}

bool is_id(std::string_view id) {
  const auto printable = [](char c) { return c > ' ' && c < 0x7f; };
  return !id.empty() && id.size() <= WebhookVerifier::kLongestId &&
         std::all_of(id.begin(), id.end(), printable);
}

}  // namespace

Result<WebhookSecret> WebhookSecret::parse(std::string_view text) {
  auto key = text.starts_with(kPrefix) ? from_base64(text.substr(kPrefix.size()), Padding::kRequired)
                                       : fail(Code::kCorrupt, "no prefix");
  if (!key || key->size() < kLeastKey || key->size() > kMostKey)
    return fail(Code::kCorrupt, "the secret is not “{}” and {} to {} bytes in base64", kPrefix, kLeastKey,
                kMostKey);
  WebhookSecret secret{SecretBytes(ByteView(*key))};
  wipe(*key);
  return secret;
}

Digest WebhookSecret::sign(std::string_view id, std::string_view timestamp, std::string_view body) const {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key_.data(), key_.size());
  const auto add = [&](std::string_view text) {
    crypto_auth_hmacsha256_update(&state, view_of(text).data(), text.size());
  };
  for (const std::string_view part : {id, std::string_view("."), timestamp, std::string_view("."), body})
    add(part);
  Digest digest{};
  static_assert(crypto_auth_hmacsha256_BYTES == std::tuple_size_v<Digest>);
  crypto_auth_hmacsha256_final(&state, digest.data());
  sodium_memzero(&state, sizeof state);
  return digest;
}

std::string webhook_signature(const WebhookSecret& secret, std::string_view id, std::string_view timestamp,
                              std::string_view body) {
  return fmt::format("{}{}", kVersion, to_base64(secret.sign(id, timestamp, body), Padding::kRequired));
}

const char* code_of(WebhookVerdict verdict) {
  switch (verdict) {
    case WebhookVerdict::kAccepted:
      return "accepted";
    case WebhookVerdict::kSeenBefore:
      return "seen-before";
    case WebhookVerdict::kMalformed:
      return "malformed";
    case WebhookVerdict::kTooOld:
      return "too-old";
    case WebhookVerdict::kTooNew:
      return "too-new";
    case WebhookVerdict::kWrongSignature:
      return "wrong-signature";
    case WebhookVerdict::kFull:
      return "full";
  }
  return "malformed";
}

WebhookVerifier::WebhookVerifier(std::vector<WebhookSecret> secrets, std::size_t most_ids)
    : secrets_(std::move(secrets)), most_ids_(most_ids) {}

// Signatures of other versions stand beside those that are known here.
bool WebhookVerifier::is_signed(const WebhookRequest& request) const {
  std::vector<Digest> expected;
  for (const WebhookSecret& secret : secrets_)
    expected.push_back(secret.sign(request.id, request.timestamp, request.body));
  std::string_view rest = request.signature;
  bool found = false;
  for (std::size_t count = 0; !rest.empty() && count < kMostSignatures; ++count) {
    const std::string_view one = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(one.size() + 1, rest.size()));
    if (!one.starts_with(kVersion)) continue;
    const auto given = from_base64(one.substr(kVersion.size()), Padding::kRequired);
    if (!given || given->size() != std::tuple_size_v<Digest>) continue;
    for (const Digest& right : expected)
      found = sodium_memcmp(given->data(), right.data(), right.size()) == 0 || found;
  }
  return found;
}

void WebhookVerifier::forget_old(Utc now) {
  while (!until_.empty() && until_.begin()->first < now) {
    seen_.erase(until_.begin()->second);
    until_.erase(until_.begin());
  }
}

WebhookVerdict WebhookVerifier::verify(const WebhookRequest& request, Utc now) {
  const auto at = parse_timestamp(request.timestamp);
  if (!at || !is_id(request.id) || request.body.size() > kLargestBody) return WebhookVerdict::kMalformed;
  if (*at < now - kWindow) return WebhookVerdict::kTooOld;
  if (*at > now + kWindow) return WebhookVerdict::kTooNew;
  if (!is_signed(request)) return WebhookVerdict::kWrongSignature;
  forget_old(now);
  const Digest id = sha256(view_of(request.id));
  if (seen_.contains(id)) return WebhookVerdict::kSeenBefore;
  if (seen_.size() >= most_ids_) return WebhookVerdict::kFull;
  seen_.insert(id);
  until_.emplace(*at + kWindow, id);
  return WebhookVerdict::kAccepted;
}

}  // namespace insyn::calls
