// docs/agreement.md is a contract: its example is checked from the page itself.
#include <gtest/gtest.h>

#include "agreement/withdrawal.h"
#include "os/file.h"

namespace insyn::agreement {
namespace {

std::string example(const std::string& name) {
  const auto page = read_text(Path(INSYN_SOURCE_DIR) / "docs/agreement.md", std::size_t{1} << 20);
  if (!page) return "no page";
  const std::string begin = "```" + name + "\n";
  const std::size_t at = page->find(begin);
  if (at == std::string::npos) return "no example";
  const std::size_t start = at + begin.size();
  return page->substr(start, page->find("```\n", start) - start);
}

TEST(Document, ExampleIsAnAgreement) {
  const auto employer = note::parse_public_keys(example("employer.pub"));
  const auto union_party = note::parse_public_keys(example("union.pub"));
  ASSERT_TRUE(employer) << employer.error().message;
  ASSERT_TRUE(union_party) << union_party.error().message;
  const auto agreement = Agreement::verify(example("agreement.note"), {*employer, *union_party});
  ASSERT_TRUE(agreement) << agreement.error().message;
  EXPECT_EQ(to_hex(agreement->hash()) + "\n", example("hash"));
}

TEST(Document, SigningItsTextAgainGivesTheSameBytes) {
  const auto employer = note::Signer::parse(example("employer.sign"));
  const auto union_party = note::Signer::parse(example("union.sign"));
  ASSERT_TRUE(employer && union_party);
  EXPECT_EQ(employer->secret_text() + "\n", example("employer.sign"));
  const std::string note = example("agreement.note");
  const auto parsed = note::parse(note);
  ASSERT_TRUE(parsed);
  const auto once = note::sign_or_add_signature(parsed->text, *employer);
  ASSERT_TRUE(once);
  EXPECT_EQ(note::sign_or_add_signature(*once, *union_party).value(), note);
}

TEST(Document, TheVouchedPubIsTheAgreementsTable) {
  const auto employer = note::Signer::parse(example("employer.sign"));
  const std::string vouched = example("anna.pub");
  const auto keys = note::parse_public_keys(vouched);
  ASSERT_TRUE(employer && keys);
  EXPECT_EQ(note::sign(note::public_keys_text(*keys), *employer), vouched);
  EXPECT_NE(example("agreement.note").find(vouched_table_of(vouched).value()), std::string::npos);
}

TEST(Document, TheWithdrawalIsOfTheAgreementAndByAParty) {
  const std::vector<note::PublicKeys> parties = {note::parse_public_keys(example("employer.pub")).value(),
                                                 note::parse_public_keys(example("union.pub")).value()};
  const std::string note = example("agreement.withdrawal");
  const auto withdrawal = verify_withdrawal(note, parties);
  ASSERT_TRUE(withdrawal) << withdrawal.error().message;
  EXPECT_EQ(to_hex(withdrawal->agreement) + "\n", example("hash"));
  EXPECT_EQ(withdrawal->id, "kundtjanst-2026-11");
  const auto by = note::Signer::parse(example("union.sign"));
  ASSERT_TRUE(by);
  EXPECT_EQ(note::sign(withdrawal_text(*withdrawal), *by), note);
}

TEST(Document, PublicKeyFilesAreWrittenAsShown) {
  for (const char* name : {"employer.pub", "union.pub", "agent.pub"}) {
    const auto keys = note::parse_public_keys(example(name));
    ASSERT_TRUE(keys);
    EXPECT_EQ(note::public_keys_text(*keys), example(name));
  }
}

}  // namespace
}  // namespace insyn::agreement
