#include "seal/x25519.h"

#include <sodium.h>

#include "base/check.h"
#include "seal/hkdf.h"

namespace insyn::seal {
namespace {

constexpr std::string_view kInfo = "age-encryption.org/v1/X25519";

static_assert(kShareSize == crypto_scalarmult_curve25519_BYTES);
static_assert(kWrappedKeySize == kFileKeySize + crypto_aead_chacha20poly1305_ietf_ABYTES);
static_assert(kWrappingNonce.size() == crypto_aead_chacha20poly1305_ietf_NPUBBYTES);

}  // namespace

Result<SecretBytes> x25519(ByteView scalar, ByteView point) {
  CHECK(scalar.size() == kShareSize && point.size() == kShareSize);
  SecretBytes secret(kShareSize);
  const int failed = crypto_scalarmult_curve25519(secret.data(), scalar.data(), point.data());
  if (failed != 0 || sodium_is_zero(secret.data(), secret.size()) == 1) {
    return fail(Code::kCorrupt, "the X25519 share is a point of low order, which keeps nothing secret");
  }
  return secret;
}

SecretBytes wrapping_key(const SecretBytes& shared, ByteView share, ByteView recipient) {
  Bytes salt(share.begin(), share.end());
  salt.insert(salt.end(), recipient.begin(), recipient.end());
  return hkdf_sha256(shared.view(), salt, kInfo);
}

Result<Stanza> wrap_file_key(const Recipient& recipient, ByteView file_key) {
  CHECK(file_key.size() == kFileKeySize);
  SecretBytes ephemeral(kShareSize);
  randombytes_buf(ephemeral.data(), ephemeral.size());
  auto shared = x25519(ephemeral.view(), recipient.bytes());
  if (!shared) {
    return fail(Code::kDenied, "cannot seal to {}: {}; ask its owner for the right one", recipient.text(),
                shared.error().message);
  }
  Bytes share(kShareSize);
  CHECK(crypto_scalarmult_curve25519_base(share.data(), ephemeral.data()) == 0);
  const SecretBytes key = wrapping_key(*shared, share, recipient.bytes());

  Stanza stanza;
  stanza.arguments = {std::string(kX25519Type), to_base64(share, Padding::kNone)};
  stanza.body.resize(kWrappedKeySize);
  crypto_aead_chacha20poly1305_ietf_encrypt(stanza.body.data(), nullptr, file_key.data(), file_key.size(),
                                            nullptr, 0, nullptr, kWrappingNonce.data(), key.data());
  return stanza;
}

}  // namespace insyn::seal
