// Content-Digest (RFC 9530): the SHA-256 of a body, in a header that the signature covers.
#pragma once

#include <string>
#include <string_view>

#include "base/sha256.h"

namespace insyn::http_signature {

// "sha-256=:…:".
std::string content_digest(const Digest& body);

// The SHA-256 that the field states; other algorithms beside it are passed over, as the standard says.
// kCorrupt where it is malformed or states none.
Result<Digest> parse_content_digest(std::string_view field);

}  // namespace insyn::http_signature
