#include "seal/possession.h"

#include <sodium.h>

#include <algorithm>

namespace insyn::seal {

Status check_possession(const Recipient& recipient, std::string_view statement, ByteView proof) {
  const auto refused = [] {
    return fail(Code::kDenied, "does not prove that whoever made it has the key that opens");
  };
  if (proof.size() != kProofSize) return refused();
  const std::uint8_t* point = proof.data();
  std::array<std::uint8_t, crypto_scalarmult_curve25519_BYTES> montgomery{};
  // Refuses points of small order, too.
  if (crypto_sign_ed25519_pk_to_curve25519(montgomery.data(), point) != 0) return refused();
  if (!std::equal(montgomery.begin(), montgomery.end(), recipient.bytes().begin())) return refused();
  const ByteView signature = proof.subspan(crypto_core_ed25519_BYTES);
  if (crypto_sign_ed25519_verify_detached(signature.data(), view_of(statement).data(), statement.size(),
                                          point) != 0) {
    return refused();
  }
  return {};
}

}  // namespace insyn::seal
