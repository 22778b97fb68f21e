#include "agreement/withdrawal.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"

namespace insyn::agreement {
namespace {

class WithdrawalTest : public testing::Test {
 protected:
  Party employer_ = employer_party();
  Party union_ = union_party();
  std::vector<note::PublicKeys> parties_ = {employer_.keys, union_.keys};
  Withdrawal withdrawal_{sha256(view_of("terms")), "kundtjanst-2026-11", "Klubben",
                         utc("2027-01-05T10:00:00.000Z"), "Vi är inte överens längre."};
  std::string text_ = withdrawal_text(withdrawal_);
};

TEST_F(WithdrawalTest, TakesOnePartyAlone) {
  for (const Party* party : {&employer_, &union_}) {
    const auto read = verify_withdrawal(note::sign(text_, party->signer), parties_);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->agreement, withdrawal_.agreement);
    EXPECT_EQ(read->at, withdrawal_.at);
    EXPECT_EQ(withdrawal_text(*read), text_);
  }
}

// A union that withdraws in the employer's name.
TEST_F(WithdrawalTest, WhoWithdrewIsWhoSigned) {
  const Withdrawal in_anothers_name{withdrawal_.agreement, withdrawal_.id, employer_.keys.name,
                                    withdrawal_.at, ""};
  const auto read = verify_withdrawal(note::sign(withdrawal_text(in_anothers_name), union_.signer), parties_);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->signed_by, union_.keys.name);
}

TEST_F(WithdrawalTest, BySomebodyElseIsNone) {
  const auto refused = verify_withdrawal(note::sign(text_, union_party().signer), parties_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kDenied);
  EXPECT_FALSE(
      verify_withdrawal(with(note::sign(text_, union_.signer), "kundtjanst", "kundtjaenst"), parties_));
  EXPECT_FALSE(verify_withdrawal(text_, parties_));
}

TEST_F(WithdrawalTest, OtherNotesOfAPartyAreNone) {
  for (const std::string& text :
       {short_terms(), note::public_keys_text(employer_.keys),
        with(text_, "insyn_withdrawal = 1", "insyn_withdrawal = 2"), with(text_, "at = ", "time = "),
        with(text_, "agreement = \"", "agreement = \"0"), with(text_, to_hex(withdrawal_.agreement), "ab"),
        with(text_, to_hex(withdrawal_.agreement), std::string(64, 'x')), with(text_, "Z\n", "\n"),
        text_ + "more = 1\n"}) {
    const auto refused = verify_withdrawal(note::sign(text, union_.signer), parties_);
    ASSERT_FALSE(refused) << text;
    EXPECT_EQ(refused.error().code, Code::kCorrupt) << refused.error().message;
  }
}

}  // namespace
}  // namespace insyn::agreement
