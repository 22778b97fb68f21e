#include "seal/age.h"

#include <sodium.h>

#include "seal/header.h"
#include "seal/hkdf.h"
#include "seal/stream.h"
#include "seal/x25519.h"

namespace insyn::seal {
namespace {

constexpr std::size_t kPayloadNonceSize = 16;

Bytes mac_of(ByteView header, ByteView file_key) {
  const SecretBytes key = hkdf_sha256(file_key, {}, "header");
  Bytes mac(crypto_auth_hmacsha256_BYTES);
  crypto_auth_hmacsha256(mac.data(), header.data(), header.size(), key.data());
  return mac;
}

SecretBytes payload_key(ByteView file_key, ByteView nonce) { return hkdf_sha256(file_key, nonce, "payload"); }

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
  const Bytes expected = mac_of(covered, file_key);
  if (sodium_memcmp(expected.data(), header.mac.data(), expected.size()) != 0) {
    return fail(Code::kCorrupt,
                "age MAC: the header was changed after it was sealed; take a fresh copy of the file");
  }
  return {};
}

}  // namespace

Result<Bytes> seal_to(std::span<const Recipient> recipients, ByteView plain) {
  if (recipients.empty() || recipients.size() > kMostStanzas) {
    return fail(Code::kPermanent, "cannot seal to {} recipients; name between 1 and {}", recipients.size(),
                kMostStanzas);
  }
  SecretBytes file_key(kFileKeySize);
  randombytes_buf(file_key.data(), file_key.size());
  std::vector<Stanza> stanzas;
  for (const Recipient& recipient : recipients) {
    TRY_ASSIGN(Stanza stanza, wrap_file_key(recipient, file_key.view()));
    stanzas.push_back(std::move(stanza));
  }

  const std::string header = header_under_mac(stanzas);
  const Bytes nonce = random_bytes(kPayloadNonceSize);
  ByteWriter sealed;
  sealed.raw(view_of(header));
  sealed.raw(view_of(mac_line_end(mac_of(view_of(header), file_key.view()))));
  sealed.raw(nonce);
  sealed.raw(seal_stream(payload_key(file_key.view(), nonce).view(), plain));
  return sealed.take();
}

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
