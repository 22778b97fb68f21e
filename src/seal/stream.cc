#include "seal/stream.h"

#include <sodium.h>

#include <algorithm>

#include "base/check.h"
#include "seal/hkdf.h"

namespace insyn::seal {

StreamNonce stream_nonce(std::uint64_t chunk, bool last) {
  StreamNonce nonce{};
  for (std::size_t i = 0; i < 8; ++i) nonce[10 - i] = static_cast<std::uint8_t>(chunk >> (8 * i));
  nonce[11] = last ? 1 : 0;
  return nonce;
}

std::size_t chunks_in(std::size_t size, std::size_t chunk_size) {
  return size == 0 ? 1 : (size - 1) / chunk_size + 1;
}

SecretBytes payload_key(ByteView file_key, ByteView nonce) { return hkdf_sha256(file_key, nonce, "payload"); }

Bytes seal_stream(ByteView key, ByteView plain) {
  CHECK(key.size() == crypto_aead_chacha20poly1305_ietf_KEYBYTES);
  const std::size_t chunks = chunks_in(plain.size(), kChunkSize);
  Bytes sealed(plain.size() + chunks * kTagSize);
  for (std::size_t i = 0; i < chunks; ++i) {
    const std::size_t start = i * kChunkSize;
    const ByteView chunk = plain.subspan(start, std::min(kChunkSize, plain.size() - start));
    const StreamNonce nonce = stream_nonce(i, i + 1 == chunks);
    crypto_aead_chacha20poly1305_ietf_encrypt(sealed.data() + i * kSealedChunkSize, nullptr, chunk.data(),
                                              chunk.size(), nullptr, 0, nullptr, nonce.data(), key.data());
  }
  return sealed;
}

}  // namespace insyn::seal
