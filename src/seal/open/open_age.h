// Opening whole messages that are age v1 files (C2SP age v1) for X25519 recipients, whichever age program
// sealed them.
#pragma once

#include "seal/keys.h"

namespace insyn::seal {

// What `sealed` holds, at most `limit` bytes of it. kDenied where none of `identities` opens it; kCorrupt
// where it is damaged, cut off, malformed or holds more than `limit`. Nothing is given out before all is
// verified.
Result<Bytes> open_with(std::span<const Identity> identities, ByteView sealed, std::size_t limit);

}  // namespace insyn::seal
