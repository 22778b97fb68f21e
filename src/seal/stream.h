// The payload of an age file (C2SP age v1): ChaCha20-Poly1305 in chunks of 64 KiB whose nonces count up and
// mark the last one, so that no chunk can be left out, moved or cut off unseen.
#pragma once

#include <array>

#include "base/secret.h"

namespace insyn::seal {

inline constexpr std::size_t kChunkSize = 64 * 1024;
inline constexpr std::size_t kTagSize = 16;  // of Poly1305
inline constexpr std::size_t kSealedChunkSize = kChunkSize + kTagSize;
inline constexpr std::size_t kPayloadNonceSize = 16;

// `key` has 32 bytes and seals only this one payload.
Bytes seal_stream(ByteView key, ByteView plain);

// The key of the payload behind a nonce of kPayloadNonceSize bytes.
SecretBytes payload_key(ByteView file_key, ByteView nonce);

// Eleven bytes of big-endian chunk number, then 1 for the last chunk and 0 for every other.
using StreamNonce = std::array<std::uint8_t, 12>;
StreamNonce stream_nonce(std::uint64_t chunk, bool last);
// How many chunks of `chunk_size` bytes `size` bytes make; an empty payload still has one.
std::size_t chunks_in(std::size_t size, std::size_t chunk_size);

}  // namespace insyn::seal
