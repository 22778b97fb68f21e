// How a machine signs a request (RFC 9421) with an Ed25519 key, and how a server checks that: the signature
// covers the method, the host, the path, the query and, where there is a body, its type and its digest, so
// that whoever carries a request can neither change it nor have it done twice.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/sha256.h"
#include "http_signature/request.h"
#include "http_signature/structured_fields.h"
#include "note/key.h"
#include "reason/refusal_code.h"

namespace insyn::http_signature {

// A request is refused that was signed longer ago, or by this much in the future.
inline constexpr std::chrono::minutes kTolerance{5};

// How a signature names its key: the SHA-256 of the public key in hexadecimal.
std::string key_id_of(const note::Verifier& key);

// The text that is signed (RFC 9421, section 2.5). kCorrupt where a component is unknown here, has
// parameters, is named twice, or is a field that the request does not have.
Result<std::string> signature_base(const Request& request, const InnerList& covered);

// The lines Signature-Input and Signature for `request`, to be added to it. A body's digest and type are in
// `request.fields` already (content-digest, content-type); without them a request with a body is refused
// (kPermanent).
Result<std::vector<Field>> sign(const Request& request, const note::Signer& signer, Utc now);

// Why a request is not taken as signed.
enum class Refusal {
  kNotSigned,   // there is no signature for Insyn
  kMalformed,   // the lines cannot be read, or ask for something other than Ed25519
  kNotCovered,  // something that has to be signed is not
  kUnknownKey,
  kWrongSignature,
  kTooOld,  // or the signer's clock is behind
  kTooNew,  // the signer's clock is ahead
  kSeenBefore,
  kUnsure,  // whether it was seen before could not be asked
};
// "not-signed", "too-old": for an answer to a program.
reason::RefusalCode code_of(Refusal refusal);

// Remembers nonces, for all processes that serve. Whether this is the first time that `nonce` comes from that
// key; it may be forgotten after `until`.
class SeenNonces {
 public:
  virtual ~SeenNonces() = default;
  virtual Result<bool> is_new(std::string_view key_id, std::string_view nonce, Utc until) = 0;
};

// Nothing where there is no such key.
using FindKey = std::function<std::optional<note::Verifier>(std::string_view key_id)>;

// Who signed the request. The nonce is remembered only once all else is right. The body is not looked at: its
// digest is what parse_content_digest() says, which the caller has to compare.
tl::expected<note::Verifier, Refusal> verify(const Request& request, const FindKey& find_key,
                                             SeenNonces& seen, Utc now);

}  // namespace insyn::http_signature
