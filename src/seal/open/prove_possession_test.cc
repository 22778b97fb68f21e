#include "seal/open/prove_possession.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include "seal/open/identity.h"

namespace insyn::seal {
namespace {

TEST(Possession, IsProvenByWhoeverHasTheKey) {
  for (int i = 0; i < 64; ++i) {
    const Identity identity = Identity::generate();
    EXPECT_TRUE(
        check_possession(identity.recipient(), "a statement", prove_possession(identity, "a statement")));
  }
}

TEST(Possession, IsNotProvenForAnotherKeyOrStatement) {
  const Identity mine = Identity::generate(), theirs = Identity::generate();
  const Bytes proof = prove_possession(mine, "a statement");
  EXPECT_FALSE(check_possession(theirs.recipient(), "a statement", proof));
  EXPECT_FALSE(check_possession(mine.recipient(), "another statement", proof));
  EXPECT_FALSE(check_possession(mine.recipient(), "a statement", {}));
  EXPECT_FALSE(check_possession(mine.recipient(), "a statement", ByteView(proof).first(kProofSize - 1)));
  for (std::size_t i = 0; i < proof.size(); ++i) {
    Bytes changed = proof;
    changed[i] ^= 0x01U;
    EXPECT_FALSE(check_possession(mine.recipient(), "a statement", changed)) << i;
  }
}

TEST(Possession, IsNotProvenByAnotherKeysPointInFrontOfAGoodSignature) {
  const Identity mine = Identity::generate(), theirs = Identity::generate();
  Bytes proof = prove_possession(mine, "a statement");
  const Bytes other = prove_possession(theirs, "a statement");
  std::copy_n(other.begin(), 32, proof.begin());
  EXPECT_FALSE(check_possession(theirs.recipient(), "a statement", proof));
}

// The signature is one that any Ed25519 implementation verifies.
TEST(Possession, IsAnOrdinarySignature) {
  const Identity identity = Identity::generate();
  const Bytes proof = prove_possession(identity, "x");
  const std::uint8_t statement = 'x';
  EXPECT_EQ(crypto_sign_ed25519_verify_detached(proof.data() + 32, &statement, 1, proof.data()), 0);
}

}  // namespace
}  // namespace insyn::seal
