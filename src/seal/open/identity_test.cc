#include "seal/open/identity.h"

#include <gtest/gtest.h>

namespace insyn::seal {
namespace {

// A published test key (C2SP's age vectors), not anyone's.
constexpr std::string_view kSecret =
    "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0";
constexpr std::string_view kPublic = "age1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryef";

std::string message_of(const Error& error) { return error.message; }

TEST(Identity, MessagesNeverQuoteASecret) {
  std::string damaged(kSecret);
  damaged.back() = 'Q';
  const auto identity = parse_identity(damaged);
  ASSERT_FALSE(identity.has_value());
  EXPECT_EQ(message_of(identity.error()).find("EGTZVFF"), std::string::npos) << message_of(identity.error());
}

TEST(Identity, RefusesASharedSecretOfZeros) {
  const Identity identity = Identity::generate();
  Bytes order_one(32, 0);
  EXPECT_FALSE(shared_secret(identity, order_one).has_value());
  order_one[0] = 1;
  EXPECT_FALSE(shared_secret(identity, order_one).has_value());
  EXPECT_TRUE(shared_secret(identity, Identity::generate().recipient().bytes()).has_value());
}

TEST(IdentityFile, GoesBothWays) {
  const Identity identity = Identity::generate();
  const std::string text = identity_file_text(identity, "created: 2026-11-24T11:52:42Z\nfor the union");
  EXPECT_EQ(text, "# created: 2026-11-24T11:52:42Z\n# for the union\n# public key: " +
                      identity.recipient().text() + "\n" + identity.secret_text() + "\n");
  EXPECT_EQ(parse_identity_file(text).value().front().recipient(), identity.recipient());
}

TEST(IdentityFile, ReadsSeveralIdentitiesAndWindowsLineEnds) {
  const std::string text =
      "# two\r\n\r\n" + std::string(kSecret) + "\r\n" + Identity::generate().secret_text();
  const auto identities = parse_identity_file(text);
  ASSERT_TRUE(identities.has_value()) << identities.error().message;
  ASSERT_EQ(identities->size(), 2U);
  EXPECT_EQ(identities->front().recipient().text(), kPublic);
}

TEST(IdentityFile, RefusesOneWithoutIdentities) {
  EXPECT_FALSE(parse_identity_file("").has_value());
  EXPECT_FALSE(parse_identity_file("# nothing here\n\n").has_value());
}

TEST(IdentityFile, NamesTheLineThatIsNoIdentity) {
  const auto identities = parse_identity_file("# key\n" + std::string(kSecret) + "\nage1notone\n");
  ASSERT_FALSE(identities.has_value());
  EXPECT_NE(message_of(identities.error()).find("line 3"), std::string::npos);
}

TEST(IdentityFile, RefusesMoreIdentitiesThanItsBound) {
  std::string text;
  for (int i = 0; i < 64; ++i) text.append(kSecret).push_back('\n');
  EXPECT_TRUE(parse_identity_file(text).has_value());
  text.append(kSecret);
  EXPECT_FALSE(parse_identity_file(text).has_value());
}

TEST(IdentityFile, ACommentCannotBecomeAnIdentity) {
  const Identity identity = Identity::generate();
  const std::string text = identity_file_text(identity, "by\n" + std::string(kSecret));
  EXPECT_EQ(parse_identity_file(text).value().size(), 1U);
}

}  // namespace
}  // namespace insyn::seal
