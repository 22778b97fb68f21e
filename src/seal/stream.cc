#include "seal/stream.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/check.h"

namespace insyn::seal {
namespace {

constexpr std::size_t kTagSize = crypto_aead_chacha20poly1305_ietf_ABYTES;
constexpr std::size_t kSealedChunkSize = kChunkSize + kTagSize;

using Nonce = std::array<std::uint8_t, crypto_aead_chacha20poly1305_ietf_NPUBBYTES>;

// Eleven bytes of big-endian chunk number, then 1 for the last chunk and 0 for every other.
Nonce nonce_of(std::uint64_t chunk, bool last) {
  Nonce nonce{};
  for (std::size_t i = 0; i < 8; ++i) nonce[10 - i] = static_cast<std::uint8_t>(chunk >> (8 * i));
  nonce[11] = last ? 1 : 0;
  return nonce;
}

// How many chunks `size` bytes make; an empty payload still has one.
std::size_t chunks_in(std::size_t size, std::size_t chunk_size) {
  return size == 0 ? 1 : (size - 1) / chunk_size + 1;
}

bool open_chunk(ByteView key, const Nonce& nonce, ByteView sealed, std::uint8_t* plain) {
  return crypto_aead_chacha20poly1305_ietf_decrypt(plain, nullptr, nullptr, sealed.data(), sealed.size(),
                                                   nullptr, 0, nonce.data(), key.data()) == 0;
}

}  // namespace

Bytes seal_stream(ByteView key, ByteView plain) {
  CHECK(key.size() == crypto_aead_chacha20poly1305_ietf_KEYBYTES);
  const std::size_t chunks = chunks_in(plain.size(), kChunkSize);
  Bytes sealed(plain.size() + chunks * kTagSize);
  for (std::size_t i = 0; i < chunks; ++i) {
    const std::size_t start = i * kChunkSize;
    const ByteView chunk = plain.subspan(start, std::min(kChunkSize, plain.size() - start));
    const Nonce nonce = nonce_of(i, i + 1 == chunks);
    crypto_aead_chacha20poly1305_ietf_encrypt(sealed.data() + i * kSealedChunkSize, nullptr, chunk.data(),
                                              chunk.size(), nullptr, 0, nullptr, nonce.data(), key.data());
  }
  return sealed;
}

Result<Bytes> open_stream(ByteView key, ByteView sealed, std::size_t limit) {
  CHECK(key.size() == crypto_aead_chacha20poly1305_ietf_KEYBYTES);
  const std::size_t chunks = chunks_in(sealed.size(), kSealedChunkSize);
  const std::size_t last_size = sealed.size() - (chunks - 1) * kSealedChunkSize;
  if (last_size < kTagSize) return fail(Code::kCorrupt, "age payload: cut off inside chunk {}", chunks - 1);
  if (last_size == kTagSize && chunks > 1) {
    return fail(Code::kCorrupt, "age payload: ends in an empty chunk, which no age program writes");
  }
  const std::size_t size = sealed.size() - chunks * kTagSize;
  if (size > limit) {
    return fail(Code::kCorrupt, "age payload: holds {} bytes, but at most {} are expected here", size, limit);
  }

  Bytes plain(size);
  for (std::size_t i = 0; i < chunks; ++i) {
    const std::size_t start = i * kSealedChunkSize;
    const bool last = i + 1 == chunks;
    const ByteView chunk = sealed.subspan(start, last ? last_size : kSealedChunkSize);
    if (!open_chunk(key, nonce_of(i, last), chunk, plain.data() + i * kChunkSize)) {
      wipe(plain);
      return fail(Code::kCorrupt, "age payload: chunk {} of {} is damaged, or the file is cut off after it",
                  i, chunks);
    }
  }
  return plain;
}

}  // namespace insyn::seal
