// age's X25519 stanza: a file key wrapped to one recipient.
#pragma once

#include <array>

#include "seal/header.h"
#include "seal/keys.h"

namespace insyn::seal {

inline constexpr std::string_view kX25519Type = "X25519";
inline constexpr std::size_t kFileKeySize = 16;
inline constexpr std::size_t kShareSize = 32;
inline constexpr std::size_t kWrappedKeySize = kFileKeySize + 16;
// The wrapping key is used once, so its nonce may be fixed.
inline constexpr std::array<std::uint8_t, 12> kWrappingNonce{};

// kDenied where `recipient` is a point that nothing can be kept secret with.
Result<Stanza> wrap_file_key(const Recipient& recipient, ByteView file_key);

// X25519 (RFC 7748) of 32 bytes with the other side's 32-byte point. kCorrupt where the outcome is all zero,
// which only a point chosen to cheat brings about.
Result<SecretBytes> x25519(ByteView scalar, ByteView point);
// The key that wraps the file key: of both sides' shared secret, the sealing side's share and the recipient.
SecretBytes wrapping_key(const SecretBytes& shared, ByteView share, ByteView recipient);

}  // namespace insyn::seal
