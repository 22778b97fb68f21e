#include "seal/keys.h"

#include <gtest/gtest.h>

#include "seal/bech32.h"
#include "seal/open/identity.h"

namespace insyn::seal {
namespace {

// A published test key (C2SP's age vectors), not anyone's.
constexpr std::string_view kSecret =
    "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0";
constexpr std::string_view kPublic = "age1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryef";

TEST(Keys, DerivesTheRecipientThatAgeDerives) {
  EXPECT_EQ(parse_identity(kSecret).value().recipient().text(), kPublic);
}

TEST(Keys, GoBothWays) {
  const Identity identity = Identity::generate();
  const Identity back = parse_identity(identity.secret_text()).value();
  EXPECT_EQ(back.recipient(), identity.recipient());
  EXPECT_EQ(Recipient::parse(identity.recipient().text()).value(), identity.recipient());
  EXPECT_NE(Identity::generate().recipient(), identity.recipient());
}

TEST(Keys, RefusesASecretWhereAPublicKeyBelongsAndTheOtherWay) {
  EXPECT_FALSE(Recipient::parse(kSecret).has_value());
  EXPECT_FALSE(parse_identity(kPublic).has_value());
}

TEST(Keys, RefusesKeysOfAnotherLength) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{31}, std::size_t{33}, std::size_t{64}}) {
    EXPECT_FALSE(Recipient::parse(bech32_encode("age", Bytes(size, 1))).has_value()) << size;
    EXPECT_FALSE(parse_identity(bech32_encode("AGE-SECRET-KEY-", Bytes(size, 1))).has_value()) << size;
  }
}

}  // namespace
}  // namespace insyn::seal
