#include "seal/age.h"

#include <sodium.h>

#include "seal/header.h"
#include "seal/stream.h"
#include "seal/x25519.h"

namespace insyn::seal {

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
  sealed.raw(view_of(mac_line_end(header_mac(view_of(header), file_key.view()))));
  sealed.raw(nonce);
  sealed.raw(seal_stream(payload_key(file_key.view(), nonce).view(), plain));
  return sealed.take();
}

}  // namespace insyn::seal
