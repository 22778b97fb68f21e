#include "agreement/agreement.h"

#include <gtest/gtest.h>

#include <type_traits>

#include "agreement/testing.h"

namespace insyn::agreement {
namespace {

static_assert(!std::is_default_constructible_v<Agreement>);
static_assert(!std::is_constructible_v<Agreement, note::Note, Terms, note::PublicKeys, note::PublicKeys>);

class Signed : public testing::Test {
 protected:
  Party employer_ = employer_party();
  Party union_ = union_party();
  std::string text_ = example_terms();

  static void expect_denied(const Result<Agreement>& result, std::string_view message) {
    ASSERT_FALSE(result) << message;
    EXPECT_EQ(result.error().code, Code::kDenied);
    EXPECT_NE(result.error().message.find(message), std::string::npos) << result.error().message;
  }
};

TEST_F(Signed, ByBothIsAnAgreementWhicheverWayRound) {
  const std::string note = signed_by_both(text_, union_, employer_);
  const auto one = Agreement::verify(note, {employer_.keys, union_.keys});
  const auto other = Agreement::verify(note, {union_.keys, employer_.keys});
  ASSERT_TRUE(one) << one.error().message;
  ASSERT_TRUE(other);
  EXPECT_EQ(one->text(), text_);
  EXPECT_EQ(one->hash(), sha256(view_of(text_)));
  EXPECT_EQ(one->employer().name, other->employer().name);
  EXPECT_EQ(one->unions().front().role, note::Role::kUnion);
  EXPECT_EQ(one->terms().id, "kundtjanst-2026-11");
}

TEST_F(Signed, ByOneNamesWhoIsMissing) {
  expect_denied(Agreement::verify(note::sign(text_, employer_.signer), {employer_.keys, union_.keys}),
                "the union (Klubben) has not signed");
  expect_denied(Agreement::verify(note::sign(text_, union_.signer), {employer_.keys, union_.keys}),
                "the employer (Kundcenter Nord AB) has not signed");
}

TEST_F(Signed, ByOneTwiceIsNotByBoth) {
  const std::string once = note::sign(text_, employer_.signer);
  const std::string line = once.substr(once.rfind("— "));
  expect_denied(Agreement::verify(once + line, {employer_.keys, union_.keys}), "the union");
}

TEST_F(Signed, ByStrangersIsByNeither) {
  const std::string note = signed_by_both(text_, employer_party(), union_party());
  expect_denied(Agreement::verify(note, {employer_.keys, union_.keys}), "neither the employer");
}

TEST_F(Signed, WithAnotherUnionPinnedIsRefused) {
  const std::string note = signed_by_both(text_, employer_, union_);
  expect_denied(Agreement::verify(note, {employer_.keys, union_party().keys}), "the union (Klubben) has not");
}

TEST_F(Signed, ThenChangedIsRefused) {
  const std::string note = with(signed_by_both(text_, employer_, union_), "days = 30", "days = 99");
  expect_denied(Agreement::verify(note, {employer_.keys, union_.keys}), "does not match the text");
}

TEST_F(Signed, WithOneKeyInBothRolesIsRefused) {
  note::PublicKeys also = employer_.keys;
  also.role = note::Role::kUnion;
  also.recipient = kUnionRecipient;
  expect_denied(Agreement::verify(note::sign(text_, employer_.signer), {employer_.keys, also}),
                "the same signing key");
}

TEST_F(Signed, WithOneKeyUnderTwoNamesIsRefused) {
  note::PublicKeys also = union_.keys;
  Bytes typed = {0x01};
  const ByteView key = employer_.keys.verifier->key();
  typed.insert(typed.end(), key.begin(), key.end());
  const Digest id = Sha256().add(view_of("other\n")).add(typed).digest();
  const std::string text =
      "other+" + to_hex(ByteView(id).first(4)) + "+" + to_base64(typed, Padding::kRequired);
  also.verifier = note::Verifier::parse(text).value();
  expect_denied(Agreement::verify(note::sign(text_, employer_.signer), {employer_.keys, also}),
                "the same signing key");
}

TEST_F(Signed, WithTwoPinsOfOneRoleIsRefused) {
  const Party second = employer_party();
  const std::string note = signed_by_both(text_, employer_, second);
  expect_denied(Agreement::verify(note, {employer_.keys, second.keys}),
                "2 of the pins have role employer and 0 have role union");
}

TEST_F(Signed, WithAPinOfAnotherRoleIsRefused) {
  note::PublicKeys device = union_.keys;
  device.role = note::Role::kDevice;
  expect_denied(Agreement::verify(signed_by_both(text_, employer_, union_), {employer_.keys, device}),
                "has role device");
}

TEST_F(Signed, WithAPinWithoutSigningKeyIsRefused) {
  note::PublicKeys pin = union_.keys;
  pin.verifier.reset();
  expect_denied(Agreement::verify(note::sign(text_, employer_.signer), {employer_.keys, pin}),
                "no signing key");
}

TEST_F(Signed, ButMalformedTermsAreRefused) {
  const std::string note = signed_by_both(with(text_, "min_group = 10", "min_group = 4"), employer_, union_);
  const auto refused = Agreement::verify(note, {employer_.keys, union_.keys});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kCorrupt);
}

TEST_F(Signed, RecipientsComeFromThePinsUnlessTheTermsListThem) {
  const auto pinned =
      Agreement::verify(signed_by_both(text_, employer_, union_), {employer_.keys, union_.keys});
  ASSERT_TRUE(pinned);
  EXPECT_EQ(pinned->reviewer_recipients(), std::vector<std::string>{kReviewerRecipient});
  EXPECT_EQ(pinned->union_recipients(), std::vector<std::string>{kUnionRecipient});
  const std::string listing = with(text_, "open =", "reviewers = [\"" + kThirdRecipient + "\"]\nopen =") +
                              vouched_table(note::Role::kReviewer, "Anna", kThirdRecipient, employer_);
  const auto listed =
      Agreement::verify(signed_by_both(listing, employer_, union_), {employer_.keys, union_.keys});
  ASSERT_TRUE(listed) << listed.error().message;
  EXPECT_EQ(listed->reviewer_recipients(), std::vector<std::string>{kThirdRecipient});
  EXPECT_EQ(listed->union_recipients(), std::vector<std::string>{kUnionRecipient});
}

TEST_F(Signed, OneRecipientOnBothSidesIsRefused) {
  const std::string note = signed_by_both(text_, employer_, union_);
  note::PublicKeys pin = union_.keys;
  pin.recipient = kReviewerRecipient;
  expect_denied(Agreement::verify(note, {employer_.keys, pin}), "one key would open");
  const std::string listing = with(text_, "open =", "reviewers = [\"" + kUnionRecipient + "\"]\nopen =");
  expect_denied(Agreement::verify(signed_by_both(listing, employer_, union_), {employer_.keys, union_.keys}),
                "one key would open");
}

TEST_F(Signed, PinWithoutRecipientIsRefusedWhereTheTermsNameNone) {
  const std::string note = signed_by_both(text_, employer_, union_);
  note::PublicKeys pin = union_.keys;
  pin.recipient.clear();
  expect_denied(Agreement::verify(note, {employer_.keys, pin}), "the union's pin (Klubben) has no recipient");
  pin = employer_.keys;
  pin.recipient = "age1";
  expect_denied(Agreement::verify(note, {pin, union_.keys}), "the employer's pin has no recipient");
}

}  // namespace
}  // namespace insyn::agreement
