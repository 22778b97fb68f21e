#include "seal/open/open_age.h"

#include <gtest/gtest.h>

#include "seal/age.h"
#include "seal/header.h"
#include "seal/open/identity.h"
#include "seal/open/testing.h"

namespace insyn::seal {
namespace {

const Identity& alice() {
  static const Identity identity = Identity::generate();
  return identity;
}
const Identity& bob() {
  static const Identity identity = Identity::generate();
  return identity;
}

Bytes sealed_to_alice(std::string_view plain) {
  const Recipient recipient = alice().recipient();
  return seal_to({&recipient, 1}, view_of(plain)).value();
}

Code code_of(const Result<Bytes>& result) { return result ? Code::kPermanent : result.error().code; }

std::size_t header_length(ByteView sealed) { return parse_header(sealed).value().length; }

TEST(Age, AnyOneOfTheRecipientsOpens) {
  const std::vector<Recipient> both = {alice().recipient(), bob().recipient()};
  const Bytes sealed = seal_to(both, view_of("hello")).value();
  EXPECT_EQ(open_with(only(alice()), sealed, kLimit).value(), bytes_of("hello"));
  EXPECT_EQ(open_with(only(bob()), sealed, kLimit).value(), bytes_of("hello"));
}

TEST(Age, AnyOneOfTheIdentitiesOpens) {
  std::vector<Identity> identities;
  identities.push_back(Identity::generate());
  identities.push_back(parse_identity(alice().secret_text()).value());
  EXPECT_EQ(open_with(identities, sealed_to_alice("x"), kLimit).value(), bytes_of("x"));
}

TEST(Age, AnotherKeyIsDenied) {
  EXPECT_EQ(code_of(open_with(only(bob()), sealed_to_alice("x"), kLimit)), Code::kDenied);
  EXPECT_EQ(code_of(open_with({}, sealed_to_alice("x"), kLimit)), Code::kDenied);
}

TEST(Age, NoTwoSealingsAreAlike) { EXPECT_NE(sealed_to_alice("same"), sealed_to_alice("same")); }

TEST(Age, RefusesNoRecipientAndTooMany) {
  EXPECT_FALSE(seal_to({}, view_of("x")).has_value());
  const std::vector<Recipient> most(kMostStanzas, alice().recipient());
  EXPECT_TRUE(open_with(only(alice()), seal_to(most, view_of("x")).value(), kLimit).has_value());
  const std::vector<Recipient> too_many(kMostStanzas + 1, alice().recipient());
  EXPECT_FALSE(seal_to(too_many, view_of("x")).has_value());
}

TEST(Age, RefusesToSealToAPointThatKeepsNothingSecret) {
  const Recipient zero =
      Recipient::parse("age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z").value();
  EXPECT_EQ(code_of(seal_to({&zero, 1}, view_of("x"))), Code::kDenied);
}

TEST(Age, ADamagedByteNeverOpensAndIsNeverTakenForAnotherMessage) {
  const Bytes sealed = sealed_to_alice("the message");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    Bytes damaged = sealed;
    damaged[i] ^= 1;
    EXPECT_FALSE(open_with(only(alice()), damaged, kLimit).has_value()) << i;
  }
}

TEST(Age, EveryTruncationIsCorrupt) {
  const Bytes sealed = sealed_to_alice("the message");
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_EQ(code_of(open_with(only(alice()), ByteView(sealed).first(size), kLimit)), Code::kCorrupt)
        << size;
  }
}

TEST(Age, SaysThatItIsCutOffBeforeThePayload) {
  const Bytes sealed = sealed_to_alice("the message");
  const auto opened = open_with(only(alice()), ByteView(sealed).first(header_length(sealed) + 15), kLimit);
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().message, "age header: cut off before the payload");
}

// Without the MAC, anyone could add a recipient's stanza to a header, or take one away.
TEST(Age, AHeaderWithAStanzaMoreIsCorrupt) {
  const Bytes sealed = sealed_to_alice("x");
  std::string text(text_of(sealed));
  text.insert(text.find("\n---") + 1, "-> joint\n\n");
  const auto opened = open_with(only(alice()), view_of(text), kLimit);
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, Code::kCorrupt);
  EXPECT_NE(opened.error().message.find("MAC"), std::string::npos);
}

TEST(Age, AnotherMessagesPayloadIsCorrupt) {
  const Bytes one = sealed_to_alice("one");
  const Bytes two = sealed_to_alice("two");
  Bytes mixed(one.begin(), one.begin() + static_cast<std::ptrdiff_t>(header_length(one)));
  mixed.insert(mixed.end(), two.begin() + static_cast<std::ptrdiff_t>(header_length(two)), two.end());
  EXPECT_EQ(code_of(open_with(only(alice()), mixed, kLimit)), Code::kCorrupt);
}

TEST(Age, AnX25519StanzaOfAnotherShapeIsCorrupt) {
  const std::string mac = mac_line_end(Bytes(32, 0));
  const std::string share = to_base64(bob().recipient().bytes(), Padding::kNone);
  const auto opened = [&](const std::vector<std::string>& arguments, std::size_t body) {
    const std::string header = header_under_mac({{arguments, Bytes(body, 1)}}) + mac;
    return code_of(open_with(only(alice()), view_of(header), kLimit));
  };
  EXPECT_EQ(opened({"X25519", share}, 32), Code::kDenied) << "well formed, for someone else";
  EXPECT_EQ(opened({"X25519", share}, 40), Code::kCorrupt) << "a longer file key";
  EXPECT_EQ(opened({"X25519", share, "more"}, 32), Code::kCorrupt);
  EXPECT_EQ(opened({"X25519"}, 32), Code::kCorrupt);
  EXPECT_EQ(opened({"X25519", to_base64(Bytes(31, 1), Padding::kNone)}, 32), Code::kCorrupt);
  EXPECT_EQ(opened({"X25519", to_base64(Bytes(32, 0), Padding::kNone)}, 32), Code::kCorrupt)
      << "all-zero secret";
}

TEST(Age, MoreThanTheLimitIsRefused) {
  const Bytes sealed = sealed_to_alice(std::string(1000, 'x'));
  EXPECT_TRUE(open_with(only(alice()), sealed, 1000).has_value());
  EXPECT_EQ(code_of(open_with(only(alice()), sealed, 999)), Code::kCorrupt);
}

}  // namespace
}  // namespace insyn::seal
