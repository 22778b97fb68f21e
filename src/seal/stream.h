// The payload of an age file (C2SP age v1): ChaCha20-Poly1305 in chunks of 64 KiB whose nonces count up and
// mark the last one, so that no chunk can be left out, moved or cut off unseen.
#pragma once

#include "base/secret.h"

namespace insyn::seal {

inline constexpr std::size_t kChunkSize = 64 * 1024;

// `key` has 32 bytes and seals only this one payload.
Bytes seal_stream(ByteView key, ByteView plain);

// kCorrupt where the payload is damaged, cut off or would give more than `limit` bytes. Nothing of a payload
// is given out before all of it is verified.
Result<Bytes> open_stream(ByteView key, ByteView sealed, std::size_t limit);

}  // namespace insyn::seal
