// SHA-256 (FIPS 180-4).
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"

namespace insyn {

using Digest = std::array<std::uint8_t, 32>;

class Sha256 {
 public:
  Sha256();
  Sha256& add(ByteView bytes);
  Digest digest();

 private:
  // As large as OpenSSL's SHA256_CTX, whose header every file would read otherwise.
  alignas(8) std::array<std::byte, 112> state_;
};

Digest sha256(ByteView bytes);

}  // namespace insyn
