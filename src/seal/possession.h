// A proof that somebody has the secret key of a recipient, without an answer from anybody: an Ed25519
// signature (RFC 8032) over a statement, made with the X25519 scalar itself. The two curves are one in two
// forms (RFC 7748, section 4.1), so that the scalar has a public point on each; Signal's XEdDSA signs the
// same way.
#pragma once

#include "seal/keys.h"

namespace insyn::seal {

// The Edwards point, 32 bytes, and the signature, 64 bytes.
inline constexpr std::size_t kProofSize = 32 + 64;

// kDenied where `proof` does not show that whoever made it had the secret key of `recipient` and `statement`
// before them.
Status check_possession(const Recipient& recipient, std::string_view statement, ByteView proof);

}  // namespace insyn::seal
