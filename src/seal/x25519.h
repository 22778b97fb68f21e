// age's X25519 stanza: a file key wrapped to one recipient.
#pragma once

#include <optional>

#include "seal/header.h"
#include "seal/keys.h"

namespace insyn::seal {

inline constexpr std::size_t kFileKeySize = 16;

// kDenied where `recipient` is a point that nothing can be kept secret with.
Result<Stanza> wrap_file_key(const Recipient& recipient, ByteView file_key);

// The file key; nothing where the stanza is of another type or for another identity; kCorrupt where it is an
// X25519 stanza but breaks the format.
Result<std::optional<SecretBytes>> unwrap_file_key(const Identity& identity, const Stanza& stanza);

}  // namespace insyn::seal
