// Standard Webhooks (https://www.standardwebhooks.com), symmetric: whether a request really comes from
// whoever shares a secret, recently, and for the first time. Pure: it knows no HTTP.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/secret.h"
#include "base/sha256.h"

namespace insyn::calls {

// A secret, as both sides have it: "whsec_" and 24 to 64 bytes in base64.
class WebhookSecret {
 public:
  // kCorrupt where it is something else. The message never quotes the text; the caller wipes it.
  static Result<WebhookSecret> parse(std::string_view text);

  // HMAC-SHA-256.
  Digest sign(std::string_view id, std::string_view timestamp, std::string_view body) const;

 private:
  explicit WebhookSecret(SecretBytes key) : key_(std::move(key)) {}

  SecretBytes key_;
};

// What a request brings; empty where the header is missing.
struct WebhookRequest {
  std::string_view id;         // webhook-id
  std::string_view timestamp;  // webhook-timestamp
  std::string_view signature;  // webhook-signature
  std::string_view body;
};

enum class WebhookVerdict {
  kAccepted,
  kSeenBefore,  // rightly signed, and taken already: answered as if it were accepted, and not used
  kMalformed,
  kTooOld,
  kTooNew,
  kWrongSignature,
  kFull,  // too many in a short time: to be sent again later
};
// "accepted", "seen-before".
const char* code_of(WebhookVerdict verdict);

class WebhookVerifier {
 public:
  static constexpr std::chrono::minutes kWindow{5};
  static constexpr std::size_t kLargestBody = std::size_t{256} << 10;
  static constexpr std::size_t kLongestId = 256;
  static constexpr std::size_t kMostSignatures = 16;

  // More than one secret while they are exchanged. `most_ids`: how many requests are remembered at a time.
  explicit WebhookVerifier(std::vector<WebhookSecret> secrets, std::size_t most_ids = 200'000);

  // An id is remembered once all else is right, for as long as its timestamp would be accepted.
  WebhookVerdict verify(const WebhookRequest& request, Utc now);

 private:
  bool is_signed(const WebhookRequest& request) const;
  void forget_old(Utc now);

  std::vector<WebhookSecret> secrets_;
  std::size_t most_ids_;
  std::set<Digest> seen_;
  std::multimap<Utc, Digest> until_;
};

// The header that whoever sends makes: "v1,<base64>". For adapters and tests.
std::string webhook_signature(const WebhookSecret& secret, std::string_view id, std::string_view timestamp,
                              std::string_view body);

}  // namespace insyn::calls
