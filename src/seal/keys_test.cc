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

// X25519 takes a number of 255 bits by its remainder, so that some keys could be written twice, and pass for
// two.
TEST(Keys, RefusesAnotherWayToWriteAKey) {
  const auto recipient = [](std::uint8_t first, std::uint8_t between, std::uint8_t last) {
    Bytes bytes(32, between);
    bytes.front() = first;
    bytes.back() = last;
    return Recipient::parse(bech32_encode("age", bytes));
  };
  EXPECT_TRUE(recipient(0xEC, 0xFF, 0x7F));
  EXPECT_TRUE(recipient(0xFF, 0xFF, 0x7E));
  EXPECT_FALSE(recipient(0xED, 0xFF, 0x7F));
  EXPECT_FALSE(recipient(0x09, 0x00, 0x80));
  const Recipient one = Identity::generate().recipient();
  Bytes same(one.bytes().begin(), one.bytes().end());
  same.back() |= 0x80U;
  const auto refused = Recipient::parse(bech32_encode("age", same));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kDenied);
}

TEST(Keys, RefusesKeysOfAnotherLength) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{31}, std::size_t{33}, std::size_t{64}}) {
    EXPECT_FALSE(Recipient::parse(bech32_encode("age", Bytes(size, 1))).has_value()) << size;
    EXPECT_FALSE(parse_identity(bech32_encode("AGE-SECRET-KEY-", Bytes(size, 1))).has_value()) << size;
  }
}

}  // namespace
}  // namespace insyn::seal
