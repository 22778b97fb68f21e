#include "seal/open/open_age.h"

#include <sodium.h>

#include <optional>

#include "seal/header.h"
#include "seal/open/identity.h"
#include "seal/open/open_stream.h"
#include "seal/stream.h"
#include "seal/x25519.h"

namespace insyn::seal {
namespace {

Result<Bytes> share_of(const Stanza& stanza) {
  if (stanza.arguments.size() != 2)
    return fail(Code::kCorrupt, "age header: an X25519 recipient without one share");
  auto share = from_base64(stanza.arguments[1], Padding::kNone);
  if (!share || share->size() != kShareSize) {
    return fail(Code::kCorrupt, "age header: an X25519 share that is not 32 bytes in canonical base64");
  }
  return share;
}

// The file key; nothing where the stanza is of another type or for another identity; kCorrupt where it is an
// X25519 stanza but breaks the format.
Result<std::optional<SecretBytes>> unwrap_file_key(const Identity& identity, const Stanza& stanza) {
  if (stanza.arguments.front() != kX25519Type) return std::nullopt;
  TRY_ASSIGN(const Bytes share, share_of(stanza));
  // Checked before decrypting: a body of another length could be made to open with two different keys.
  if (stanza.body.size() != kWrappedKeySize) {
    return fail(Code::kCorrupt,
                "age header: an X25519 recipient whose wrapped key has {} bytes instead of {}",
                stanza.body.size(), kWrappedKeySize);
  }
  auto shared = shared_secret(identity, share);
  if (!shared) return in_context("age header", std::move(shared).error());
  const SecretBytes key = wrapping_key(*shared, share, identity.recipient().bytes());

  SecretBytes file_key(kFileKeySize);
  if (crypto_aead_chacha20poly1305_ietf_decrypt(file_key.data(), nullptr, nullptr, stanza.body.data(),
                                                stanza.body.size(), nullptr, 0, kWrappingNonce.data(),
                                                key.data()) != 0) {
    return std::nullopt;
  }
  return file_key;
}

Result<SecretBytes> find_file_key(std::span<const Identity> identities, const Header& header) {
  for (const Stanza& stanza : header.stanzas) {
    for (const Identity& identity : identities) {
      TRY_ASSIGN(std::optional<SecretBytes> file_key, unwrap_file_key(identity, stanza));
      if (file_key) return std::move(*file_key);
    }
  }
  return fail(Code::kDenied,
              "none of the keys given opens this; give the identity of one of those it was sealed to");
}

Status check_mac(const Header& header, ByteView covered, ByteView file_key) {
  const Bytes expected = header_mac(covered, file_key);
  if (sodium_memcmp(expected.data(), header.mac.data(), expected.size()) != 0) {
    return fail(Code::kCorrupt,
                "age MAC: the header was changed after it was sealed; take a fresh copy of the file");
  }
  return {};
}

}  // namespace

Result<Bytes> open_with(std::span<const Identity> identities, ByteView sealed, std::size_t limit) {
  TRY_ASSIGN(const Header header, parse_header(sealed));
  TRY_ASSIGN(const SecretBytes file_key, find_file_key(identities, header));
  TRY(check_mac(header, sealed.first(header.mac_covers), file_key.view()));
  const ByteView payload = sealed.subspan(header.length);
  if (payload.size() < kPayloadNonceSize)
    return fail(Code::kCorrupt, "age header: cut off before the payload");
  const SecretBytes key = payload_key(file_key.view(), payload.first(kPayloadNonceSize));
  return open_stream(key.view(), payload.subspan(kPayloadNonceSize), limit);
}

}  // namespace insyn::seal
