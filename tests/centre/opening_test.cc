// Opening by two, with the real programs: what an honest server brings about,
// and what a lying one does not.
#include <gtest/gtest.h>

#include "ledger/checkpoint/checkpoint.h"
#include "ledger/checkpoint/cosignature.h"
#include "served_centre.h"

namespace insyn::centre_test {
namespace {

using cli::Ran;

class OpeningProgramTest : public testing::Test {
 protected:
  OpeningProgramTest() {
    centre.sign_in("granskare", ledger::Role::kReviewer);
    centre.sign_in("facket", ledger::Role::kUnion);
  }
  // The request's id; its folder is request-N.
  std::string ask(const std::string &folder = "request-1") {
    const Ran ran = centre.as(
        "granskare", centre.with_agreement({"ask", centre.recording, "--purpose", "search-fails", "--because",
                                            "tre kunder, inget svar", "--key", centre.file("reviewer.sign"),
                                            "--out", centre.file(folder)}));
    EXPECT_EQ(ran.code, 0) << ran.err;
    return ran.out.substr(0, ran.out.find('\n'));
  }
  Ran approve(const std::string &id, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {
        "approve", id, "--key", centre.file("union.age"), "--sign", centre.file("union.sign")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return centre.as("facket", centre.with_agreement(arguments));
  }
  Ran fetch(const std::string &folder = "request-1", const std::string &to = "fetched") {
    return centre.as("granskare",
                     centre.with_agreement({"fetch", centre.file(folder), "--to", centre.file(to)}));
  }
  void expect_refused(const Ran &ran, const std::string &why) {
    EXPECT_EQ(ran.code, 1);
    EXPECT_NE(ran.err.find(why), std::string::npos) << ran.err;
    const auto kinds = centre.kinds();
    EXPECT_EQ(std::count(kinds.begin(), kinds.end(), "approval"), 0);
  }

  ServedCentre centre;
};

TEST_F(OpeningProgramTest, TheWholePath) {
  const std::string id = ask();
  ASSERT_EQ(id.size(), 32U);
  Ran ran = centre.as("facket", {"requests", "--state", "asked"});
  EXPECT_NE(ran.out.find(id), std::string::npos) << ran.out << ran.err;
  EXPECT_EQ(fetch().code, 1);
  centre.cosign();
  ran = approve(id);
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, id + " approved\n");
  ran = fetch();
  ASSERT_EQ(ran.code, 0) << ran.err;
  ran = cli::run({"verify", centre.file("fetched"), "--pin", centre.file("union.pub")});
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_EQ(cli::read_all(centre.file("fetched/peel.note")).find("call-4711"), std::string::npos);
  ran = cli::run({"export", centre.file("fetched"), "--key", centre.file("request-1/request.age"), "--key",
                  centre.file("reviewer.age"), "--pin", centre.file("union.pub"), "--to",
                  centre.file("call.webm")});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(cli::exists(centre.file("call.webm")));
  ran = centre.as("granskare", {"exported", centre.file("request-1"), "--form", "video"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(centre.kinds(), (std::vector<std::string>{"agreement", "roster", "certificate", "received",
                                                      "request", "approval", "peel", "reading", "export"}));
  EXPECT_EQ(cli::mode_of(centre.file("state-granskare/insyn/session")), 0600U);
  EXPECT_EQ(centre.as("granskare", {"logout"}).code, 0);
  EXPECT_EQ(centre.as("granskare", {"requests"}).code, 1);
}

TEST_F(OpeningProgramTest, ARefusalIsToldToTheReader) {
  const std::string id = ask();
  EXPECT_EQ(
      centre.as("facket", {"refuse", id, "--because", "fel fråga", "--sign", centre.file("union.sign")}).code,
      0);
  const Ran ran = fetch();
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("refused"), std::string::npos) << ran.err;
}

TEST_F(OpeningProgramTest, RulesApproveWithinThemAndAreCounted) {
  const Ran made = cli::run(
      centre.with_agreement({"rules", "--purpose", "search-fails", "--kind", "faktura", "--a-week", "1",
                             "--sign", centre.file("union.sign"), "--out", centre.file("rules.note")}));
  ASSERT_EQ(made.code, 0) << made.err;
  const std::string first = ask("request-1"), second = ask("request-2");
  centre.cosign();
  Ran ran = approve(first, {second, "--rules", centre.file("rules.note")});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, first + " approved\n" + second + " not approved\n") << ran.err;
  centre.cosign();
  ran = approve(second, {"--rules", centre.file("rules.note")});
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("the rules allow 1"), std::string::npos) << ran.err;
}

TEST_F(OpeningProgramTest, ALedgerThatNobodyHasSeenLatelyOpensNothing) {
  const std::string id = ask();
  centre.cosign(std::chrono::minutes(11));
  expect_refused(approve(id), "checkpoint");
}

TEST_F(OpeningProgramTest, ACosignatureOfAnotherCheckpointIsNone) {
  centre.cosign();
  const std::string before = centre.log.checkpoint().value();
  const std::string id = ask();
  centre.cosign();
  const std::string now = centre.log.checkpoint().value();
  const auto time = std::chrono::floor<std::chrono::seconds>(SystemClock().utc());
  centre.served_checkpoint =
      now + note::line_of(ledger::cosign(note::parse(before)->text, time, centre.witness));
  expect_refused(approve(id), "checkpoint");
  // An older one, cosigned just now, lacks the request.
  centre.served_checkpoint =
      before + note::line_of(ledger::cosign(note::parse(before)->text, time, centre.witness));
  expect_refused(approve(id), "have not seen the request's entry");
}

TEST_F(OpeningProgramTest, TwoHistoriesAndAnOlderOneAreFoundOut) {
  const std::string id = ask();
  centre.cosign();
  const std::string checkpoint = centre.log.checkpoint().value();
  auto seen = ledger::parse_checkpoint(note::parse(checkpoint)->text).value();
  const Path memory = Path(centre.file("state-facket")) / "insyn" / "ledgers" /
                      to_hex(sha256(view_of(centre.key.verifier().name())));
  std::filesystem::create_directories(memory.parent_path());
  seen.root[0] ^= 1;
  seen.size -= 1;
  cli::write_all(memory.string(), note::sign(ledger::text_of(seen), centre.key));
  expect_refused(approve(id), "two histories");
  seen.size += 2;
  cli::write_all(memory.string(), note::sign(ledger::text_of(seen), centre.key));
  expect_refused(approve(id), "is an older one");
}

TEST_F(OpeningProgramTest, ExchangedKeyFilesAreNotPeeled) {
  const std::string id = ask();
  centre.cosign();
  ASSERT_TRUE(centre.change("UPDATE key_files SET content = :content WHERE name = 'key.age'",
                            {to_base64(view_of("another's"), Padding::kRequired)}));
  expect_refused(approve(id), "key-exchanged");
}

TEST_F(OpeningProgramTest, AnExchangedRecipientIsNotSealedTo) {
  const std::string id = ask();
  centre.cosign();
  std::string note = cli::read_all(centre.file("request-1/request.note"));
  const std::size_t at = note.find("\nrequest age1") + 9;
  note[at + 10] = note[at + 10] == 'q' ? 'p' : 'q';
  ASSERT_TRUE(centre.change("UPDATE requests SET note = :note", {note}));
  expect_refused(approve(id), "signed by");
}

TEST_F(OpeningProgramTest, ADiscardThatIsKeptDarkOpensNothing) {
  const std::string id = ask();
  const ledger::Salt salt = ledger::Salt::random();
  ASSERT_TRUE(centre.append(centre.log,
                            ledger::RecordingDiscarded{ledger::salted(salt, view_of(centre.recording)), {}},
                            server::Kept{salt, centre.recording}));
  centre.cosign();
  expect_refused(approve(id), "has discarded the recording");
  ASSERT_TRUE(
      centre.change("DELETE FROM ledger_salts WHERE number = (SELECT "
                    "MAX(number) FROM ledger_salts)"));
  expect_refused(approve(id), "does not show of 1 discards");
}

TEST_F(OpeningProgramTest, AReaderTakesOnlyWhatTheUnionHasPeeled) {
  const std::string id = ask();
  centre.cosign();
  ASSERT_EQ(approve(id).code, 0);
  ASSERT_TRUE(centre.change("UPDATE requests SET peel_key = :key",
                            {to_base64(view_of("another's"), Padding::kRequired)}));
  Ran ran = fetch();
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("is not what the union has peeled"), std::string::npos) << ran.err;
  EXPECT_FALSE(cli::exists(centre.file("fetched")));
}

}  // namespace
}  // namespace insyn::centre_test
