// insyn agreement withdraw and insyn keys vouch, as a party meets them.
#include "agreement/withdrawal.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"
#include "note/note.h"
#include "sample.h"

namespace insyn::cli {
namespace {

using Names = std::vector<std::string>;

class WithdrawVerb : public testing::Test {
 protected:
  WithdrawVerb() : sample_(folder_) {
    write_all(at("terms"), agreement::short_terms());
    write_all(at("agreement.note"), agreement::short_terms());
    for (const char* party : {"employer.sign", "union.sign"}) {
      const Ran ran = run({"agreement", "sign", at("agreement.note"), "--key", at(party), "--yes"});
      EXPECT_EQ(ran.code, 0) << ran.err;
    }
  }
  std::string at(const std::string& name) const { return folder_.path(name); }
  Ran withdraw(const std::string& key, const Names& more = {},
               const std::string& file = "agreement.note") const {
    Names arguments = {"agreement", "withdraw", at(file), "--key", at(key), "--yes"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }
  // Refused with these words, and nothing is written.
  void refused(const Ran& ran, const Names& words) const {
    EXPECT_EQ(ran.code, 1) << ran.out;
    EXPECT_EQ(ran.out, "");
    for (const std::string& word : words)
      EXPECT_NE(ran.err.find(word), std::string::npos) << word << "\n" << ran.err;
    EXPECT_FALSE(exists(at("agreement.withdrawal")));
  }
  Result<agreement::Withdrawal> written(const std::string& party) const {
    return agreement::verify_withdrawal(read_all(at("agreement.withdrawal")),
                                        {note::parse_public_keys(read_all(at(party + ".pub"))).value()});
  }

  Folder folder_;
  Sample sample_;
};

TEST_F(WithdrawVerb, OfEitherPartyEndsTheAgreement) {
  for (const char* party : {"employer", "union"}) {
    const Ran ran = withdraw(std::string(party) + ".sign", {"--reason", "Årsmötet, \"§ 4\""});
    ASSERT_EQ(ran.code, 0) << ran.err;
    EXPECT_EQ(ran.out, at("agreement.withdrawal") + "\n");
    // What it does, and what comes next.
    for (const char* word : {"enrolment folder", "/etc/insyn", "ends in .withdrawal", "still discard"})
      EXPECT_NE(ran.err.find(word), std::string::npos) << word << "\n" << ran.err;
    const auto withdrawal = written(party);
    ASSERT_TRUE(withdrawal) << withdrawal.error().message;
    EXPECT_EQ(withdrawal->agreement, sha256(view_of(agreement::short_terms())));
    EXPECT_EQ(withdrawal->reason, "Årsmötet, \"§ 4\"");
    EXPECT_LT(std::chrono::abs(withdrawal->at - SystemClock().utc()), std::chrono::minutes(1));
    std::filesystem::remove(at("agreement.withdrawal"));
  }
}

TEST_F(WithdrawVerb, OfSomebodyElseIsRefused) {
  refused(withdraw("device.sign"), {"has not signed this agreement, and cannot withdraw it",
                                    "give the .sign file of one who has: The-employer, "});
  refused(withdraw("union.pub"), {"signs nothing; give the .sign file"});
  refused(withdraw("union.age"), {"signs nothing; give the .sign file"});
}

TEST_F(WithdrawVerb, OfWhatIsNotInForceIsRefused) {
  refused(withdraw("union.sign", {"--out", at("agreement.withdrawal")}, "terms"),
          {"terms has no signatures, so it is not in force"});
  refused(withdraw("union.sign", {"--out", at("agreement.withdrawal")}, "nothing"),
          {"cannot read", "nothing"});
  std::string altered = read_all(at("agreement.note"));
  altered.replace(altered.find("purpose = \"P\""), 13, "purpose = \"Q\"");
  write_all(at("agreement.note"), altered);
  refused(withdraw("union.sign"), {"does not match the text"});
}

// A withdrawal that no recorder would take would end nothing, and its party would not know.
TEST_F(WithdrawVerb, WithAReasonThatNobodyCouldReadIsRefused) {
  refused(withdraw("union.sign", {"--reason", "a\nb"}), {"nothing was withdrawn: --reason", "U+000A"});
  refused(withdraw("union.sign", {"--reason", "a\u00ADb"}), {"nothing was withdrawn: --reason"});
  refused(withdraw("union.sign", {"--reason", std::string(4001, 'x')}), {"nothing was withdrawn: --reason"});
  EXPECT_EQ(withdraw("union.sign", {"--reason", std::string(4000, 'x')}).code, 0);
}

TEST_F(WithdrawVerb, WritesOverNothingAndThroughNoLink) {
  ASSERT_EQ(withdraw("union.sign").code, 0);
  const std::string first = read_all(at("agreement.withdrawal"));
  const Ran again = withdraw("employer.sign");
  EXPECT_EQ(again.code, 1);
  EXPECT_NE(again.err.find("exists already, and nothing was written; choose another --out"),
            std::string::npos);
  EXPECT_EQ(read_all(at("agreement.withdrawal")), first);
  std::filesystem::create_symlink("elsewhere", at("link"));
  EXPECT_EQ(withdraw("employer.sign", {"--out", at("link")}).code, 1);
  EXPECT_FALSE(exists(at("elsewhere")));
}

class VouchVerb : public testing::Test {
 protected:
  VouchVerb() : sample_(folder_) {
    const Ran ran = run({"keys", "new", "--role", "reviewer", "--name", "Anna Ek", "--out", at("anna")});
    EXPECT_EQ(ran.code, 0) << ran.err;
  }
  std::string at(const std::string& name) const { return folder_.path(name); }
  void refused(const std::string& file, const std::string& key, const Names& words,
               const Names& more = {}) const {
    const std::string before = exists(at(file)) ? read_all(at(file)) : "";
    Names arguments = {"keys", "vouch", at(file), "--key", at(key)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Ran ran = run(arguments);
    EXPECT_EQ(ran.code, 1) << ran.out;
    EXPECT_EQ(ran.out, "");
    for (const std::string& word : words)
      EXPECT_NE(ran.err.find(word), std::string::npos) << word << "\n" << ran.err;
    EXPECT_EQ(exists(at(file)) ? read_all(at(file)) : "", before);
  }

  Folder folder_;
  Sample sample_;
};

TEST_F(VouchVerb, SignsThePubFileAndSaysWhereItGoes) {
  const std::string pub = read_all(at("anna.pub"));
  const Ran ran =
      run({"keys", "vouch", at("anna.pub"), "--key", at("employer.sign"), "--out", at("vouched.pub")});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(read_all(at("anna.pub")), pub);
  EXPECT_TRUE(read_all(at("vouched.pub")).starts_with(pub + "\n— The-employer "));
  EXPECT_NE(ran.out.find("name = \"Anna Ek\""), std::string::npos) << ran.out;
  EXPECT_NE(ran.err.find("access.reviewers"), std::string::npos) << ran.err;
}

TEST_F(VouchVerb, OneIsVouchedForOnce) {
  ASSERT_EQ(run({"keys", "vouch", at("anna.pub"), "--key", at("employer.sign")}).code, 0);
  for (const char* party : {"employer.sign", "union.sign"})
    refused("anna.pub", party, {"anna.pub", "vouched for already, and one party is enough"});
}

TEST_F(VouchVerb, OnlyKeysThatOpenAreVouchedFor) {
  refused("device.pub", "employer.sign", {"device.pub", "a key of role device", "insyn keys new"});
  refused("agent.pub", "employer.sign", {"a key of role agent"});
  refused("anna.sign", "employer.sign", {"keep it secret, and give the .pub file"});
  refused("anna.age", "employer.sign", {"keep it secret, and give the .pub file"});
  refused("anna.pub", "employer.pub", {"signs nothing; give the .sign file"});
  refused("nobody.pub", "employer.sign", {"cannot read", "nobody.pub"});
}

TEST_F(VouchVerb, AFileThatIsWrittenOtherwiseIsNotVouchedFor) {
  write_all(at("anna.pub"), "# Anna\n" + read_all(at("anna.pub")));
  refused("anna.pub", "employer.sign", {"it is not written as insyn keys new writes it"});
}

TEST_F(VouchVerb, WritesOverNothingAndThroughNoLink) {
  std::filesystem::create_symlink("elsewhere", at("link"));
  refused("anna.pub", "employer.sign", {"exists already"}, {"--out", at("link")});
  refused("anna.pub", "employer.sign", {"exists already"}, {"--out", at("device.pub")});
  EXPECT_FALSE(exists(at("elsewhere")));
  std::filesystem::rename(at("anna.pub"), at("real.pub"));
  std::filesystem::create_symlink("real.pub", at("anna.pub"));
  refused("anna.pub", "employer.sign", {"is a symbolic link"});
}

}  // namespace
}  // namespace insyn::cli
