// Sealing and opening whole messages as age v1 files (C2SP age v1), with X25519 recipients. Any age program
// opens what this seals, and the other way round.
#pragma once

#include "seal/keys.h"

namespace insyn::seal {

// Seals `plain` so that any one of `recipients` (1 to 64) opens it. kPermanent for any other number of them,
// kDenied for one that is no usable public key.
Result<Bytes> seal_to(std::span<const Recipient> recipients, ByteView plain);

// What `sealed` holds, at most `limit` bytes of it. kDenied where none of `identities` opens it; kCorrupt
// where it is damaged, cut off, malformed or holds more than `limit`. Nothing is given out before all is
// verified.
Result<Bytes> open_with(std::span<const Identity> identities, ByteView sealed, std::size_t limit);

}  // namespace insyn::seal
