#include "base/sha256.h"

namespace insyn {

Sha256::Sha256() { crypto_hash_sha256_init(&state_); }

Sha256& Sha256::add(ByteView bytes) {
  crypto_hash_sha256_update(&state_, bytes.data(), bytes.size());
  return *this;
}

Digest Sha256::digest() {
  Digest digest{};
  crypto_hash_sha256_final(&state_, digest.data());
  return digest;
}

Digest sha256(ByteView bytes) { return Sha256().add(bytes).digest(); }

}  // namespace insyn
