#include "agreement/importers.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"

namespace insyn::agreement {
namespace {

using note::Role;

class Importers : public testing::Test {
 protected:
  Result<Agreement> verify(const std::string& tables) const {
    const std::string text = with(example_terms(), "purpose =", "audio = \"both\"\npurpose =") + tables;
    return Agreement::verify(signed_by_both(text, employer_, union_), {employer_.keys, union_.keys});
  }
  void expect_denied(const std::string& tables, std::string_view message) const {
    const auto refused = verify(tables);
    ASSERT_FALSE(refused) << message;
    EXPECT_EQ(refused.error().code, Code::kDenied) << refused.error().message;
    EXPECT_NE(refused.error().message.find(message), std::string::npos) << refused.error().message;
  }
  static std::string table(const note::PublicKeys& keys, const Party& by) {
    return vouched_table_of(note::sign(note::public_keys_text(keys), by.signer)).value();
  }

  Party employer_ = employer_party();
  Party union_ = union_party();
  Party importer_ = party(Role::kImporter, "Samtalsinspelningen", "");
};

TEST_F(Importers, AreThoseThatTheEmployerVouchesFor) {
  const auto agreement = verify(table(importer_.keys, employer_));
  ASSERT_TRUE(agreement) << agreement.error().message;
  ASSERT_EQ(agreement->terms().importers.size(), 1U);
  EXPECT_EQ(agreement->terms().importers[0].keys.verifier->text(), importer_.keys.verifier->text());
  EXPECT_EQ(agreement->openers().size(), 2U) << "an importer opens";
  EXPECT_TRUE(verify("")) << "audio without an importer can be agreed: nobody attaches any";
}

TEST_F(Importers, NobodyElseVouchesForThem) {
  expect_denied(table(importer_.keys, union_), "is vouched for by");
  expect_denied(table(importer_.keys, party(Role::kEmployer, "Annan", kReviewerRecipient)),
                "is vouched for by");
  std::string changed = table(importer_.keys, employer_);
  const auto other = party(Role::kImporter, "Samtalsinspelningen", "");
  changed = with(changed, importer_.keys.verifier->text(), other.keys.verifier->text());
  EXPECT_FALSE(verify(changed));
}

TEST_F(Importers, AreNobodyElse) {
  const std::string once = table(importer_.keys, employer_);
  expect_denied(once + once, "needs its own");
  note::PublicKeys as_union = importer_.keys;
  as_union.verifier = union_.keys.verifier;
  expect_denied(table(as_union, employer_), "needs its own");
  note::PublicKeys as_employer = importer_.keys;
  as_employer.name = employer_.keys.name;
  expect_denied(table(as_employer, employer_), "needs its own");
}

TEST_F(Importers, HaveNoRecipientAndNoOtherRole) {
  note::PublicKeys with_recipient = importer_.keys;
  with_recipient.recipient = kThirdRecipient;
  EXPECT_FALSE(verify(table(with_recipient, employer_)));
  const std::string reviewer = with(vouched_table(Role::kReviewer, "Anna", kThirdRecipient, employer_),
                                    "[[recipient]]", "[[importer]]");
  const auto refused = verify(reviewer);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("importer.role must be"), std::string::npos)
      << refused.error().message;
  const auto as_recipient = verify(with(table(importer_.keys, employer_), "[[importer]]", "[[recipient]]"));
  ASSERT_FALSE(as_recipient);
  EXPECT_NE(as_recipient.error().message.find("recipient.role must be"), std::string::npos);
}

}  // namespace
}  // namespace insyn::agreement
