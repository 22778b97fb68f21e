#include "seal/hkdf.h"

#include <sodium.h>

#include <array>

namespace insyn::seal {
namespace {

class Hmac {
 public:
  explicit Hmac(ByteView key) { crypto_auth_hmacsha256_init(&state_, key.data(), key.size()); }
  ~Hmac() { sodium_memzero(&state_, sizeof state_); }
  Hmac(const Hmac&) = delete;
  Hmac& operator=(const Hmac&) = delete;

  Hmac& add(ByteView bytes) {
    crypto_auth_hmacsha256_update(&state_, bytes.data(), bytes.size());
    return *this;
  }
  SecretBytes finish() {
    SecretBytes mac(crypto_auth_hmacsha256_BYTES);
    crypto_auth_hmacsha256_final(&state_, mac.data());
    return mac;
  }

 private:
  crypto_auth_hmacsha256_state state_;
};

}  // namespace

SecretBytes hkdf_sha256(ByteView key_material, ByteView salt, std::string_view info) {
  // What RFC 5869 puts in place of a missing salt.
  static constexpr std::array<std::uint8_t, crypto_auth_hmacsha256_BYTES> kNoSalt{};
  const SecretBytes extracted = Hmac(salt.empty() ? ByteView(kNoSalt) : salt).add(key_material).finish();
  const std::uint8_t first_block = 1;
  return Hmac(extracted.view()).add(view_of(info)).add({&first_block, 1}).finish();
}

}  // namespace insyn::seal
