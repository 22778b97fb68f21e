#include "seal/x25519.h"

#include <sodium.h>

#include <array>

#include "base/check.h"
#include "seal/hkdf.h"

namespace insyn::seal {
namespace {

constexpr std::string_view kType = "X25519";
constexpr std::string_view kInfo = "age-encryption.org/v1/X25519";
constexpr std::size_t kShareSize = 32;
constexpr std::size_t kBodySize = kFileKeySize + crypto_aead_chacha20poly1305_ietf_ABYTES;
// The wrapping key is used once, so its nonce may be fixed.
constexpr std::array<std::uint8_t, crypto_aead_chacha20poly1305_ietf_NPUBBYTES> kNonce{};

SecretBytes wrapping_key(const SecretBytes& shared, ByteView share, ByteView recipient) {
  Bytes salt(share.begin(), share.end());
  salt.insert(salt.end(), recipient.begin(), recipient.end());
  return hkdf_sha256(shared.view(), salt, kInfo);
}

Result<Bytes> share_of(const Stanza& stanza) {
  if (stanza.arguments.size() != 2)
    return fail(Code::kCorrupt, "age header: an X25519 recipient without one share");
  auto share = from_base64(stanza.arguments[1], Padding::kNone);
  if (!share || share->size() != kShareSize) {
    return fail(Code::kCorrupt, "age header: an X25519 share that is not 32 bytes in canonical base64");
  }
  return share;
}

}  // namespace

Result<Stanza> wrap_file_key(const Recipient& recipient, ByteView file_key) {
  CHECK(file_key.size() == kFileKeySize);
  const Identity ephemeral = Identity::generate();
  auto shared = ephemeral.shared_secret(recipient.bytes());
  if (!shared) {
    return fail(Code::kDenied, "cannot seal to {}: {}; ask its owner for the right one", recipient.text(),
                shared.error().message);
  }
  const Recipient share = ephemeral.recipient();
  const SecretBytes key = wrapping_key(*shared, share.bytes(), recipient.bytes());

  Stanza stanza;
  stanza.arguments = {std::string(kType), to_base64(share.bytes(), Padding::kNone)};
  stanza.body.resize(kBodySize);
  crypto_aead_chacha20poly1305_ietf_encrypt(stanza.body.data(), nullptr, file_key.data(), file_key.size(),
                                            nullptr, 0, nullptr, kNonce.data(), key.data());
  return stanza;
}

Result<std::optional<SecretBytes>> unwrap_file_key(const Identity& identity, const Stanza& stanza) {
  if (stanza.arguments.front() != kType) return std::nullopt;
  TRY_ASSIGN(const Bytes share, share_of(stanza));
  // Checked before decrypting: a body of another length could be made to open with two different keys.
  if (stanza.body.size() != kBodySize) {
    return fail(Code::kCorrupt,
                "age header: an X25519 recipient whose wrapped key has {} bytes instead of {}",
                stanza.body.size(), kBodySize);
  }
  auto shared = identity.shared_secret(share);
  if (!shared) return in_context("age header", std::move(shared).error());
  const SecretBytes key = wrapping_key(*shared, share, identity.recipient().bytes());

  SecretBytes file_key(kFileKeySize);
  if (crypto_aead_chacha20poly1305_ietf_decrypt(file_key.data(), nullptr, nullptr, stanza.body.data(),
                                                stanza.body.size(), nullptr, 0, kNonce.data(),
                                                key.data()) != 0) {
    return std::nullopt;
  }
  return file_key;
}

}  // namespace insyn::seal
