#include "base/sha256.h"

// The newer interface looks for providers and reads a configuration file, which a sandboxed process cannot;
// this one only computes, with the processor's own instructions where there are any.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

namespace insyn {
namespace {

SHA256_CTX& context(std::array<std::byte, 112>& state) {
  static_assert(sizeof(SHA256_CTX) == sizeof state && alignof(SHA256_CTX) <= 8);
  return *reinterpret_cast<SHA256_CTX*>(state.data());
}

}  // namespace

Sha256::Sha256() { SHA256_Init(&context(state_)); }

Sha256& Sha256::add(ByteView bytes) {
  SHA256_Update(&context(state_), bytes.data(), bytes.size());
  return *this;
}

Digest Sha256::digest() {
  Digest digest{};
  SHA256_Final(digest.data(), &context(state_));
  return digest;
}

Digest sha256(ByteView bytes) { return Sha256().add(bytes).digest(); }

}  // namespace insyn
