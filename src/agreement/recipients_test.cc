#include "agreement/recipients.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"

namespace insyn::agreement {
namespace {

using note::Role;

const std::string kFourth = "age1" + std::string(58, 'r');

class Openers : public testing::Test {
 protected:
  // The example with these lines in [access], and these tables.
  std::string terms(const std::string& access, const std::string& tables = "") const {
    return with(example_terms(), "open = \"both\"", "open = \"both\"\n" + access) + tables;
  }
  Result<Agreement> verify(const std::string& text) const {
    return Agreement::verify(signed_by_both(text, employer_, union_), {employer_.keys, union_.keys});
  }
  void expect_denied(const std::string& text, std::string_view message) const {
    const auto refused = verify(text);
    ASSERT_FALSE(refused) << message;
    EXPECT_EQ(refused.error().code, Code::kDenied) << refused.error().message;
    EXPECT_NE(refused.error().message.find(message), std::string::npos) << refused.error().message;
  }
  std::string anna(const Party& by, Role role = Role::kReviewer) const {
    return vouched_table(role, "Anna", kThirdRecipient, by);
  }
  std::string list(const std::string& key, std::initializer_list<std::string> recipients) const {
    std::string text = key + " = [";
    for (const std::string& one : recipients) text += "\"" + one + "\", ";
    return text + "]";
  }

  Party employer_ = employer_party();
  Party union_ = union_party();
};

TEST_F(Openers, AreThePartiesWhereTheTermsNameNobodyElse) {
  const auto agreement = verify(example_terms());
  ASSERT_TRUE(agreement) << agreement.error().message;
  ASSERT_EQ(agreement->openers().size(), 2U);
  EXPECT_EQ(agreement->openers()[0].layer, Layer::kUnion);
  EXPECT_EQ(agreement->openers()[0].name, "Klubben");
  EXPECT_TRUE(agreement->openers()[0].pinned);
  EXPECT_EQ(agreement->openers()[1].recipient, kReviewerRecipient);
}

TEST_F(Openers, AreWhoeverAPartyVouchesFor) {
  const auto agreement =
      verify(terms(list("union", {kUnionRecipient, kFourth}) + "\n" + list("reviewers", {kThirdRecipient}),
                   anna(employer_) + vouched_table(Role::kUnion, "Reserv", kFourth, union_)));
  ASSERT_TRUE(agreement) << agreement.error().message;
  ASSERT_EQ(agreement->openers().size(), 3U);
  EXPECT_EQ(agreement->openers()[1].name, "Reserv");
  EXPECT_EQ(agreement->openers()[1].vouched_by, "Klubben");
  EXPECT_EQ(agreement->openers()[2].name, "Anna");
  EXPECT_EQ(agreement->openers()[2].vouched_by, "Kundcenter Nord AB");
  EXPECT_FALSE(agreement->openers()[2].pinned);
}

TEST_F(Openers, TheUnionsOwnPinnedRecipientIsInItsLayer) {
  expect_denied(terms(list("union", {kThirdRecipient}), anna(union_, Role::kUnion)),
                "lacks the union's own pinned recipient");
}

TEST_F(Openers, ASecondRecipientOfTheEmployersIsRefusedInTheUnionsLayer) {
  const std::string access = list("union", {kUnionRecipient, kThirdRecipient});
  expect_denied(terms(access), "nobody vouches for age1zz");
  expect_denied(terms(access, anna(employer_, Role::kUnion)),
                "vouched for by “Kundcenter-Nord-AB”, which is no pinned key of the union");
  expect_denied(terms(access, anna(union_, Role::kReviewer)), "has role reviewer and stands in access.union");
  expect_denied(terms(access, anna(union_party(), Role::kUnion)), "no pinned key of the union");
  EXPECT_TRUE(verify(terms(access, anna(union_, Role::kUnion))));
}

TEST_F(Openers, AReviewerIsVouchedForByTheEmployer) {
  const std::string access = list("reviewers", {kReviewerRecipient, kThirdRecipient});
  expect_denied(terms(access), "nobody vouches for age1zz");
  expect_denied(terms(access, anna(union_)), "which is no pinned key of the employer");
  EXPECT_TRUE(verify(terms(access, anna(employer_))));
}

TEST_F(Openers, TheInsightKeyIsVouchedForByAParty) {
  const std::string with_insight =
      with(example_terms(), "min_calls = 30", "min_calls = 30\nrecipient = \"" + kThirdRecipient + "\"");
  expect_denied(with_insight, "nobody vouches for age1zz");
  expect_denied(with_insight + anna(employer_party(), Role::kInsight), "no pinned key of a party");
  EXPECT_TRUE(verify(with_insight + anna(employer_, Role::kInsight)));
  EXPECT_TRUE(verify(with_insight + anna(union_, Role::kInsight)));
  expect_denied(with(with_insight, kThirdRecipient, kUnionRecipient), "one key would open");
}

TEST_F(Openers, AChangedTableIsNotVouchedFor) {
  const std::string access = list("reviewers", {kThirdRecipient});
  expect_denied(terms(access, with(anna(employer_), "name = \"Anna\"", "name = \"Berit\"")),
                "does not match the text");
  const std::string moved = with(anna(employer_), kThirdRecipient, kFourth);
  expect_denied(terms(list("reviewers", {kFourth}), moved), "does not match the text");
}

TEST_F(Openers, OneKeyStandsForOnePerson) {
  const std::string access = list("reviewers", {kThirdRecipient, kFourth});
  expect_denied(terms(access, anna(employer_) + vouched_table(Role::kReviewer, "Anna", kFourth, employer_)),
                "has the name or a key of");
  expect_denied(terms(access, anna(employer_) + anna(employer_)), "has the name or a key of");
  expect_denied(terms(list("reviewers", {kReviewerRecipient}),
                      vouched_table(Role::kReviewer, "Anna", kReviewerRecipient, employer_)),
                "has the name or a key of a party");
}

TEST_F(Openers, ATableThatNobodyUsesIsRefused) {
  expect_denied(terms("", anna(employer_)), "is in none of access.reviewers");
}

TEST_F(Openers, TheTableIsOfAFileThatOnePartyHasSigned) {
  const std::string pub = note::public_keys_text(
      {Role::kReviewer, "Anna", note::Signer::generate("Anna").value().verifier(), kThirdRecipient});
  const std::string once = note::sign(pub, employer_.signer);
  EXPECT_TRUE(vouched_table_of(once));
  const auto twice = vouched_table_of(note::add_signature(once, union_.signer).value());
  ASSERT_FALSE(twice);
  EXPECT_NE(twice.error().message.find("has 2 signatures"), std::string::npos);
  EXPECT_FALSE(vouched_table_of(pub));
}

TEST_F(Openers, ThereAreAtMostAHundredTables) {
  const auto refused = [&](const std::string& text) {
    const auto read = parse_terms(text);
    return !read && read.error().message.find("[[recipient]]") != std::string::npos;
  };
  EXPECT_TRUE(refused("recipient = [1]\n" + example_terms()));
  EXPECT_TRUE(refused("recipient = []\n" + example_terms()));
  std::string many;
  for (int i = 0; i < 101; ++i) many += anna(employer_);
  EXPECT_TRUE(refused(example_terms() + many));
}

TEST_F(Openers, MalformedTablesAreRefusedWithTheirLine) {
  const std::string table = anna(employer_);
  for (const auto& [from, to, message] :
       {std::tuple{"role = \"reviewer\"", "role = \"agent\"", "recipient.role must be"},
        std::tuple{"role = \"reviewer\"", "role = \"device\"", "recipient.role must be"},
        std::tuple{"vouched = \"Kund", "vouched = \" Kund", "recipient.vouched is not of the form"},
        std::tuple{"vouched = ", "by = ", "recipient.vouched is missing"},
        std::tuple{"name = ", "title = \"x\"\nname = ", "recipient.title is not a key"}}) {
    const auto refused = parse_terms(terms(list("reviewers", {kThirdRecipient}), with(table, from, to)));
    ASSERT_FALSE(refused) << message;
    EXPECT_NE(refused.error().message.find(message), std::string::npos) << refused.error().message;
    EXPECT_NE(refused.error().message.find("line "), std::string::npos) << refused.error().message;
  }
}

class SeveralUnions : public testing::Test {
 protected:
  std::string terms(const std::string& unions) const {
    return with(example_terms(), "union = \"Unionen, klubben vid Kundcenter Nord\"", "union = " + unions);
  }
  std::string sign(const std::string& text, std::initializer_list<const Party*> parties) const {
    std::string note = text;
    for (const Party* one : parties) note = note::sign_or_add_signature(note, one->signer).value();
    return note;
  }
  void expect_denied(const Result<Agreement>& refused, std::string_view message) const {
    ASSERT_FALSE(refused) << message;
    EXPECT_NE(refused.error().message.find(message), std::string::npos) << refused.error().message;
  }

  Party employer_ = employer_party();
  Party a_ = party(Role::kUnion, "Klubben A", kUnionRecipient);
  Party b_ = party(Role::kUnion, "Klubben B", kThirdRecipient);
  std::string text_ = terms("[\"Klubben B\", \"Klubben A\"]");
};

TEST_F(SeveralUnions, AllSignAndAnyOneOpens) {
  const auto agreement =
      Agreement::verify(sign(text_, {&a_, &employer_, &b_}), {a_.keys, b_.keys, employer_.keys});
  ASSERT_TRUE(agreement) << agreement.error().message;
  ASSERT_EQ(agreement->unions().size(), 2U);
  EXPECT_EQ(agreement->unions()[0].name, "Klubben B");
  EXPECT_EQ(agreement->union_recipients(), (std::vector<std::string>{kThirdRecipient, kUnionRecipient}));
  EXPECT_EQ(agreement->parties().size(), 3U);
}

TEST_F(SeveralUnions, WithoutOneSignatureItIsNoAgreement) {
  expect_denied(Agreement::verify(sign(text_, {&a_, &employer_}), {a_.keys, b_.keys, employer_.keys}),
                "the union (Klubben B) has not signed");
}

TEST_F(SeveralUnions, EachNameHasAPinOfItsOwn) {
  const std::string note = sign(text_, {&a_, &employer_, &b_});
  expect_denied(Agreement::verify(note, {a_.keys, employer_.keys}),
                "names 2 unions and one union's pin is given");
  expect_denied(Agreement::verify(sign(terms("\"Klubben A\""), {&a_, &b_, &employer_}),
                                  {a_.keys, b_.keys, employer_.keys}),
                "names one union and 2 unions' pins are given");
  expect_denied(Agreement::verify(note, {a_.keys, a_.keys, employer_.keys}), "the same signing key");
  // Both keys of one union do not stand for two.
  Party again = party(Role::kUnion, "Klubben A", kThirdRecipient);
  expect_denied(
      Agreement::verify(sign(text_, {&a_, &again, &employer_}), {a_.keys, again.keys, employer_.keys}),
      "no pin is of the union “Klubben B”");
}

TEST_F(SeveralUnions, EachOnesRecipientIsInTheirLayer) {
  const std::string one = with(text_, "open =", "union = [\"" + kUnionRecipient + "\"]\nopen =");
  expect_denied(Agreement::verify(sign(one, {&a_, &b_, &employer_}), {a_.keys, b_.keys, employer_.keys}),
                "lacks the union's own pinned recipient");
}

}  // namespace
}  // namespace insyn::agreement
