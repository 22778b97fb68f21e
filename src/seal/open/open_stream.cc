#include "seal/open/open_stream.h"

#include <sodium.h>

#include "base/check.h"
#include "seal/stream.h"

namespace insyn::seal {
namespace {

bool open_chunk(ByteView key, const StreamNonce& nonce, ByteView sealed, std::uint8_t* plain) {
  return crypto_aead_chacha20poly1305_ietf_decrypt(plain, nullptr, nullptr, sealed.data(), sealed.size(),
                                                   nullptr, 0, nonce.data(), key.data()) == 0;
}

}  // namespace

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
    if (!open_chunk(key, stream_nonce(i, last), chunk, plain.data() + i * kChunkSize)) {
      wipe(plain);
      return fail(Code::kCorrupt, "age payload: chunk {} of {} is damaged, or the file is cut off after it",
                  i, chunks);
    }
  }
  return plain;
}

}  // namespace insyn::seal
