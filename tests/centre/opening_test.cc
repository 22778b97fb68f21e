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
    const Ran ran = centre.as("granskare", centre.company.with_agreement(
                                               {"ask", centre.company.recording, "--purpose", "search-fails",
                                                "--because", "tre kunder, inget svar", "--key",
                                                centre.file("reviewer.sign"), "--out", centre.file(folder)}));
    EXPECT_EQ(ran.code, 0) << ran.err;
    return ran.out.substr(0, ran.out.find('\n'));
  }
  Ran approve(const std::string &id, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {
        "approve", id, "--key", centre.file("union.age"), "--sign", centre.file("union.sign")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return centre.as("facket", centre.company.with_agreement(arguments));
  }
  Ran fetch(const std::string &folder = "request-1", const std::string &to = "fetched") {
    return centre.as("granskare",
                     centre.company.with_agreement({"fetch", centre.file(folder), "--to", centre.file(to)}));
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

// Which the insight engine's key opens, together with the key of the request, once their week is over.
TEST_F(OpeningProgramTest, EventsAreOpenedInTheSameWayAndNoPictureWithThem) {
  ServedCentre then(std::chrono::hours(8 * 24));
  then.sign_in("analytikern", ledger::Role::kAnalyst);
  then.sign_in("facket", ledger::Role::kUnion);
  const auto ask_of = [](ServedCentre &one) {
    return one.as("analytikern",
                  one.company.with_agreement({"ask", "--events", one.company.recording, "--purpose",
                                              "search-fails", "--because", "veckans rapport", "--key",
                                              one.file("insight.sign"), "--out", one.file("request")}));
  };
  const auto approve_of = [](ServedCentre &one, const std::string &id) {
    return one.as("facket", one.company.with_agreement({"approve", id, "--key", one.file("union.age"),
                                                        "--sign", one.file("union.sign")}));
  };
  Ran ran = ask_of(then);
  ASSERT_EQ(ran.code, 0) << ran.err;
  then.cosign();
  ran = approve_of(then, ran.out.substr(0, 32));
  ASSERT_EQ(ran.code, 0) << ran.err;
  ran = then.as("analytikern",
                then.company.with_agreement({"fetch", then.file("request"), "--to", then.file("fetched")}));
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(cli::run({"verify", then.file("fetched"), "--pin", then.file("union.pub")}).code, 0);
  ran = cli::run({"events", then.file("fetched"), "--key", then.file("request/request.age"), "--key",
                  then.file("insight.age"), "--pin", then.file("union.pub"), "--out", then.file("week.csv")});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(cli::read_all(then.file("week.csv")), then.company.events);
  for (const auto &entry : std::filesystem::directory_iterator(then.file("fetched")))
    EXPECT_EQ(entry.path().string().find(".chunk.age"), std::string::npos) << entry.path();

  // One of this week is refused by the union's client, whoever asks.
  centre.sign_in("analytikern", ledger::Role::kAnalyst);
  ran = ask_of(centre);
  ASSERT_EQ(ran.code, 0) << ran.err;
  centre.cosign();
  expect_refused(approve_of(centre, ran.out.substr(0, 32)), "week");
}

TEST_F(OpeningProgramTest, ARefusalIsToldToTheReader) {
  const std::string id = ask();
  EXPECT_EQ(
      centre.as("facket", {"refuse", id, "--because", "fel fråga", "--sign", centre.file("union.sign")}).code,
      0);
  Ran ran = fetch();
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("has refused the request: fel fråga"), std::string::npos) << ran.err;
  // The same reason, where somebody else than the union has signed it, is not said to be the union's.
  ASSERT_TRUE(centre.change("UPDATE requests SET answer_note = replace(answer_note, 'fel', 'fin')"));
  ran = fetch();
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err.find("fråga"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("the union has refused the request; insyn requests shows why"), std::string::npos)
      << ran.err;
}

TEST_F(OpeningProgramTest, RequestsAreListedInWords) {
  EXPECT_NE(centre.as("facket", {"requests"}).err.find("there are no requests"), std::string::npos);
  const std::string id = ask();
  Ran ran = centre.as("facket", {"requests"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  for (const std::string &part : {std::string("REQUEST"), id + "  asked", std::string("The-reviewer"),
                                  std::string("    search-fails: tre kunder, inget svar\n"),
                                  "    recording " + centre.company.recording + "\n"})
    EXPECT_NE(ran.out.find(part), std::string::npos) << part << " in\n" << ran.out;
  // Minutes of this computer, not milliseconds of UTC.
  EXPECT_EQ(ran.out.find('Z'), std::string::npos) << ran.out;
  ASSERT_EQ(
      centre.as("facket", {"refuse", id, "--because", "fel fråga", "--sign", centre.file("union.sign")}).code,
      0);
  ran = centre.as("granskare", {"requests"});
  EXPECT_NE(ran.out.find("    refused: fel fråga\n"), std::string::npos) << ran.out;
  EXPECT_NE(centre.as("granskare", {"requests", "--state", "approved"}).err.find("that are approved"),
            std::string::npos);
  ran = centre.as("granskare", {"requests", "--json"});
  for (const char *part : {"\"asked_by\": ", "\"because\": \"tre kunder, inget svar\"",
                           "\"refused_because\": \"fel fråga\"", "\"until\": \"20"})
    EXPECT_NE(ran.out.find(part), std::string::npos) << part << " in\n" << ran.out;
}

TEST_F(OpeningProgramTest, RecordingsAreListedFoldedForReadersAndWholeForTheUnion) {
  Ran ran = centre.as("granskare", {"recordings"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("RECORDING"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find(centre.company.recording), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("under 2 min"), std::string::npos) << ran.out;
  for (const char *hidden : {"AGENT", "call-4711", "agent-a17"})
    EXPECT_EQ(ran.out.find(hidden), std::string::npos) << ran.out;
  EXPECT_NE(ran.err.find("1 recording\n"), std::string::npos) << ran.err;
  ran = centre.as("facket", {"recordings", "--json"});
  EXPECT_NE(ran.out.find("\"call\": \"call-4711\""), std::string::npos) << ran.out;
  EXPECT_EQ(centre.as("granskare", {"recordings", "--ids"}).out, centre.company.recording + "\n");
  ran = centre.as("granskare", {"recordings", "--kind", "leverans & retur?", "--from", "2020-01-01"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.err.find("there are no such recordings"), std::string::npos) << ran.err;
  EXPECT_EQ(centre.as("granskare", {"recordings", "--from", "igår"}).code, 2);
}

TEST_F(OpeningProgramTest, SeveralAreAskedForAndFetchedAndWhatFailsIsGoneOnWith) {
  const std::string unknown(32, '7');
  const auto ask_for_both = [&] {
    return centre.as("granskare",
                     centre.company.with_agreement(
                         {"ask", unknown, centre.company.recording, "--purpose", "search-fails", "--because",
                          "skäl", "--key", centre.file("reviewer.sign"), "--out", centre.file("week")}));
  };
  // An id becomes a folder's name: what is none is not taken for one, whoever says it.
  Ran ran =
      centre.as("granskare",
                centre.company.with_agreement({"ask", centre.company.recording, "../escaped", "--purpose",
                                               "search-fails", "--because", "skäl", "--key",
                                               centre.file("reviewer.sign"), "--out", centre.file("week")}));
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("is no recording's id"), std::string::npos) << ran.err;
  EXPECT_FALSE(cli::exists(centre.file("week")));
  ran = ask_for_both();
  EXPECT_EQ(ran.code, 1);
  const std::string id = ran.out.substr(0, ran.out.find('\n'));
  EXPECT_EQ(ran.out, id + "\n");
  EXPECT_NE(ran.err.find(unknown + ": "), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("1 asked, 1 not"), std::string::npos) << ran.err;
  EXPECT_FALSE(cli::exists(centre.file("week/" + unknown)));
  ran = ask_for_both();
  EXPECT_EQ(ran.out, "");
  EXPECT_NE(ran.err.find("0 asked, 1 before, 1 not"), std::string::npos) << ran.err;
  ran = fetch("week", "opened");
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find(centre.company.recording + ": "), std::string::npos) << ran.err;
  centre.cosign();
  ASSERT_EQ(approve(id).code, 0);
  ran = fetch("week", "opened");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, centre.file("opened/" + centre.company.recording) + "\n");
  ran = cli::run(
      {"verify", centre.file("opened/" + centre.company.recording), "--pin", centre.file("union.pub")});
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  ran = fetch("week", "opened");
  EXPECT_NE(ran.err.find("0 fetched, 1 before"), std::string::npos) << ran.err;
  EXPECT_EQ(ran.code, 0);
}

TEST_F(OpeningProgramTest, WhatTheServerRefusesIsSaidInWords) {
  const Ran ran = centre.as(
      "granskare",
      centre.company.with_agreement({"ask", centre.company.recording, "--purpose", "search-fails",
                                     "--because", "skäl", "--days", "90", "--key",
                                     centre.file("reviewer.sign"), "--out", centre.file("request")}));
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("the server refuses: access is asked for longer than the recording is kept; ask for "
                         "fewer days (--days)"),
            std::string::npos)
      << ran.err;
  const Ran by_a_reader = centre.as("granskare", {"account", "list"});
  EXPECT_NE(by_a_reader.err.find("this account's role may not do so"), std::string::npos) << by_a_reader.err;
}

TEST_F(OpeningProgramTest, AnAdministratorInvitesChangesRolesAndRemoves) {
  centre.sign_in("chef", ledger::Role::kAdministrator);
  const auto invite = [&](std::vector<std::string> more) {
    std::vector<std::string> arguments = {"account", "invite", "anna"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Ran ran = centre.as("chef", arguments);
    EXPECT_EQ(ran.code, 0) << ran.err;
    return ran.out.substr(0, ran.out.find('\n'));
  };
  const auto take = [&](const std::string &invitation) {
    cli::write_all(centre.file("passphrase"), "en ganska lång lösenfras\n");
    return centre.as(
        "anna", {"login", "--server", centre.url(), "--ca", centre.authority().string(), "--account", "anna",
                 "--invitation", invitation, "--passphrase-file", centre.file("passphrase")});
  };
  const std::string first = invite({"--role", "reviewer"});
  Ran ran = centre.as("chef", {"account", "list"});
  EXPECT_NE(ran.out.find("anna"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("invited"), std::string::npos) << ran.out;
  EXPECT_NE(
      centre.as("chef", {"account", "invite", "anna", "--role", "reviewer"}).err.find("is an account of"),
      std::string::npos);
  // A new invitation ends the one before.
  const std::string second = invite({});
  ran = take(first);
  EXPECT_NE(ran.err.find("the invitation is not valid, or not any more; ask an administrator"),
            std::string::npos)
      << ran.err;
  ASSERT_EQ(take(second).code, 0);
  EXPECT_EQ(centre.as("anna", {"requests"}).code, 0);
  ASSERT_EQ(centre.as("chef", {"account", "role", "anna", "union"}).code, 0);
  ran = centre.as("anna", {"requests"});
  EXPECT_NE(ran.err.find("the session has ended, or nobody has signed in; sign in by insyn login"),
            std::string::npos)
      << ran.err;
  EXPECT_NE(centre.as("chef", {"account", "list", "--json"}).out.find("\"role\": \"union\""),
            std::string::npos);
  ASSERT_EQ(centre.as("chef", {"account", "remove", "anna", "--yes"}).code, 0);
  EXPECT_EQ(centre.as("chef", {"account", "list"}).out.find("anna"), std::string::npos);
  ran = centre.as("chef", {"account", "remove", "chef", "--yes"});
  EXPECT_NE(ran.err.find("last administrator; make another one first"), std::string::npos) << ran.err;
}

TEST_F(OpeningProgramTest, RulesApproveWithinThemAndAreCounted) {
  const Ran made = cli::run(centre.company.with_agreement(
      {"rules", "--purpose", "search-fails", "--kind", "faktura", "--a-week", "1", "--sign",
       centre.file("union.sign"), "--out", centre.file("rules.note")}));
  ASSERT_EQ(made.code, 0) << made.err;
  const std::string first = ask("request-1"), second = ask("request-2");
  centre.cosign();
  Ran ran = approve(first, {second, "--rules", centre.file("rules.note")});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, first + " approved\n" + second + " not approved\n") << ran.err;
  // Also where the ledger, as its witnesses have seen it, does not have the first one, and where it does.
  for (const bool seen : {false, true}) {
    if (seen) centre.cosign();
    ran = approve(second, {"--rules", centre.file("rules.note")});
    EXPECT_EQ(ran.code, 1);
    EXPECT_NE(ran.err.find("the rules allow 1"), std::string::npos) << ran.err;
  }
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
      now + note::line_of(ledger::cosign(note::parse(before)->text, time, centre.company.witness));
  expect_refused(approve(id), "checkpoint");
  // An older one, cosigned just now, lacks the request.
  centre.served_checkpoint =
      before + note::line_of(ledger::cosign(note::parse(before)->text, time, centre.company.witness));
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
  ASSERT_TRUE(centre.append(
      centre.log, ledger::RecordingDiscarded{ledger::salted(salt, view_of(centre.company.recording)), {}},
      server::Kept{salt, centre.company.recording}));
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
