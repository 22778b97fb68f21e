// SHA-256 (FIPS 180-4).
#pragma once

#include <sodium/crypto_hash_sha256.h>

#include <array>

#include "base/bytes.h"

namespace insyn {

using Digest = std::array<std::uint8_t, 32>;

class Sha256 {
 public:
  Sha256();
  Sha256& add(ByteView bytes);
  Digest digest();

 private:
  crypto_hash_sha256_state state_;
};

Digest sha256(ByteView bytes);

}  // namespace insyn
