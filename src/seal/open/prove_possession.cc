#include "seal/open/prove_possession.h"

#include <sodium.h>

#include <algorithm>

#include "base/check.h"

namespace insyn::seal {
namespace {

using Scalar = std::array<std::uint8_t, crypto_core_ed25519_SCALARBYTES>;
using Wide = std::array<std::uint8_t, crypto_core_ed25519_NONREDUCEDSCALARBYTES>;

// As X25519 uses it (RFC 7748, section 5).
void clamp(SecretBytes& scalar) {
  scalar.data()[0] &= 0xF8U;
  scalar.data()[31] &= 0x7FU;
  scalar.data()[31] |= 0x40U;
}

void reduce(SecretBytes& into, const std::uint8_t* bytes, std::size_t size) {
  SecretBytes wide(Wide().size());
  std::copy_n(bytes, size, wide.data());
  crypto_core_ed25519_scalar_reduce(into.data(), wide.data());
}

// SHA-512(R ‖ A ‖ statement) mod L.
Scalar challenge(const std::uint8_t* r, const std::uint8_t* a, std::string_view statement) {
  crypto_hash_sha512_state state;
  crypto_hash_sha512_init(&state);
  crypto_hash_sha512_update(&state, r, crypto_core_ed25519_BYTES);
  crypto_hash_sha512_update(&state, a, crypto_core_ed25519_BYTES);
  crypto_hash_sha512_update(&state, view_of(statement).data(), statement.size());
  Wide wide{};
  crypto_hash_sha512_final(&state, wide.data());
  Scalar scalar{};
  crypto_core_ed25519_scalar_reduce(scalar.data(), wide.data());
  return scalar;
}

}  // namespace

Bytes prove_possession(const Identity& identity, std::string_view statement) {
  SecretBytes secret(identity.scalar_.size());
  std::copy_n(identity.scalar_.data(), secret.size(), secret.data());
  clamp(secret);
  SecretBytes a(Scalar().size()), r(Scalar().size()), product(Scalar().size()), nonce(Wide().size());
  reduce(a, secret.data(), secret.size());
  randombytes_buf(nonce.data(), nonce.size());
  reduce(r, nonce.data(), nonce.size());
  Bytes proof(kProofSize);
  std::uint8_t* point = proof.data();
  std::uint8_t* commitment = point + crypto_core_ed25519_BYTES;
  CHECK(crypto_scalarmult_ed25519_base_noclamp(point, a.data()) == 0);
  CHECK(crypto_scalarmult_ed25519_base_noclamp(commitment, r.data()) == 0);
  const Scalar h = challenge(commitment, point, statement);
  crypto_core_ed25519_scalar_mul(product.data(), h.data(), a.data());
  crypto_core_ed25519_scalar_add(commitment + crypto_core_ed25519_BYTES, r.data(), product.data());
  return proof;
}

}  // namespace insyn::seal
