// The union's day with the real programs: a server, a witness and insyn-room, as its page asks.
#include <gtest/gtest.h>

#include "centre/running_centre.h"
#include "centre/session.h"
#include "note/note.h"
#include "roster/roster.h"
#include "running_room.h"
#include "server/pages/testing.h"
#include "support/until.h"

namespace insyn::room_test {
namespace {

using centre_test::RunningCentre;
using cli::Ran;
using http_test::Reply;

class UnionTest : public testing::Test {
 protected:
  UnionTest() {
    server::write_bundle(centre.file("pages"));
    centre.upload();
  }
  RunningRoom start(const std::vector<std::string>& keys = {}, const std::string& folder = "room") {
    std::vector<std::string> options = {"--authority", centre.authority().string(),
                                        "--pin",       company("employer.pub"),
                                        "--pin",       company("union.pub")};
    options.insert(options.end(), keys.begin(), keys.end());
    return RunningRoom(centre.file(folder), centre.url(), centre.file("pages"), options);
  }
  std::vector<std::string> union_keys() const { return {"--keys", company("union")}; }
  std::string company(const std::string& name) const { return centre.company().file(name); }
  void sign_in(RunningRoom& room, const std::string& person = "union") const {
    ASSERT_EQ(room.enter().status, 200);
    const Reply reply = room.post("/v1/sessions", fmt::format(R"({{"account":"{}","passphrase":"{}"}})",
                                                              person, RunningCentre::passphrase_of(person)));
    ASSERT_EQ(reply.status, 200) << reply.body;
    EXPECT_EQ(reply.fields.count("set-cookie"), 0u) << "the session's cookie is this program's";
  }
  std::string ask() {
    const Ran ran = centre.as("reviewer", centre.company().with_agreement(
                                              {"ask", centre.company().recording, "--purpose", "search-fails",
                                               "--because", "tre kunder, inget svar", "--key",
                                               company("reviewer.sign"), "--out", centre.file("request")}));
    EXPECT_EQ(ran.code, 0) << ran.err;
    return ran.out.substr(0, ran.out.find('\n'));
  }
  // The requests as the page gets them, once `part` stands in them.
  static std::string requests_with(const RunningRoom& room, const std::string& part) {
    std::string said;
    support::until("the requests say " + part, [&] {
      said = room.get("/room/requests").body;
      return said.find(part) != std::string::npos;
    });
    return said;
  }

  RunningCentre centre;
};

// The session lies where `insyn login` has put it, and counts for that server alone.
TEST_F(UnionTest, WhoeverHasSignedInByTheCommandLineIsSignedIn) {
  std::filesystem::create_directories(centre.file("room/state/insyn"));
  std::filesystem::copy(centre.file("state-union") + "/insyn/session",
                        centre.file("room/state/insyn/session"));
  RunningRoom room = start(union_keys());
  ASSERT_EQ(room.enter().status, 200);
  EXPECT_EQ(member(room.get("/v1/session").body, "role"), "union");
  const Path elsewhere = centre.file("room/state/insyn/session");
  auto session = centre::read_session(elsewhere.parent_path()).value();
  session.server = "https://127.0.0.1:1";
  ASSERT_TRUE(centre::write_session(elsewhere.parent_path(), session));
  RunningRoom other = start(union_keys());
  ASSERT_EQ(other.enter().status, 200);
  EXPECT_EQ(other.get("/v1/session").status, 401);
}

TEST_F(UnionTest, VerifiesApprovesAndTheReviewerFetches) {
  RunningRoom room = start(union_keys());
  sign_in(room);
  const std::string id = ask();
  const std::string said = requests_with(room, "\"may_be_approved\":true");
  for (const char* check :
       {"signed", "entry", "there", "device", "whole", "keys", "stored", "terms", "cap", "time"})
    EXPECT_NE(said.find(fmt::format(R"({{"check":"{}","state":"passed"}})", check)), std::string::npos)
        << said;
  EXPECT_EQ(member(said, "because"), "tre kunder, inget svar");
  EXPECT_EQ(member(said, "kind"), "faktura");
  const Reply approved = room.post("/room/approve", fmt::format(R"({{"ids":["{}"]}})", id));
  EXPECT_EQ(approved.body, fmt::format(R"({{"answers":[{{"id":"{}","done":true}}]}})", id) + "\n");
  const Ran fetched = centre.as("reviewer", centre.company().with_agreement({"fetch", centre.file("request"),
                                                                             "--to", centre.file("got")}));
  EXPECT_EQ(fetched.code, 0) << fetched.err;
  // A second time there is nothing to approve.
  const Reply again = room.post("/room/approve", fmt::format(R"({{"ids":["{}"]}})", id));
  EXPECT_NE(again.body.find("\"done\":false"), std::string::npos) << again.body;

  support::until("the ledger says that it was approved", [&] {
    return room.get("/room/ledger?language=sv&search=godk%C3%A4nde").body.find("\"kind\":\"approval\"") !=
           std::string::npos;
  });
  const std::string found = room.get("/room/ledger?kind=request&kind=approval&most=1").body;
  EXPECT_NE(found.find("\"kind\":\"approval\""), std::string::npos) << found;
  EXPECT_EQ(found.find("\"kind\":\"request\""), std::string::npos);
  EXPECT_NE(found.find("\"next\":"), std::string::npos);
  EXPECT_EQ(room.get("/room/ledger?search=no-such-word").body.find("\"number\""), std::string::npos);
  EXPECT_EQ(room.get("/room/ledger?language=de").status, 400);
}

TEST_F(UnionTest, RefusesWithAReason) {
  RunningRoom room = start(union_keys());
  sign_in(room);
  const std::string id = ask();
  requests_with(room, id);
  const Reply refused = room.post(
      "/room/refuse", fmt::format(R"({{"ids":["{}"],"because":"Det gäller en annan fråga."}})", id));
  EXPECT_NE(refused.body.find("\"done\":true"), std::string::npos) << refused.body;
  const Ran ran = centre.as("reviewer", {"requests", "--state", "refused"});
  EXPECT_NE(ran.out.find(id), std::string::npos) << ran.out << ran.err;
}

// It shows an older ledger than the one that was read before: nothing is verified by it, and nothing peeled.
TEST_F(UnionTest, AServerWithAnOlderLedgerGetsNothingPeeled) {
  RunningRoom room = start(union_keys());
  sign_in(room);
  const std::string id = ask();
  requests_with(room, "\"may_be_approved\":true");
  EXPECT_EQ(room.stop(), 0);
  std::filesystem::create_directories(centre.file("second"));
  std::filesystem::copy(centre.file("room/state"), centre.file("second/state"),
                        std::filesystem::copy_options::recursive);
  int changed = 0;
  for (const auto& file : std::filesystem::directory_iterator(centre.file("second/state/insyn/ledgers"))) {
    if (file.path().extension() == ".approvals") continue;
    std::string text = cli::read_all(file.path().string());
    const std::size_t line = text.find('\n') + 1;
    text.replace(line, text.find('\n', line) - line, "1000000");
    cli::write_all(file.path().string(), text);
    ++changed;
  }
  ASSERT_EQ(changed, 1);
  RunningRoom second = start(union_keys(), "second");
  sign_in(second);
  const std::string said = requests_with(second, "\"state\":\"failed\"");
  EXPECT_NE(said.find("it is an older one, or was put back"), std::string::npos) << said;
  const Reply approved = second.post("/room/approve", fmt::format(R"({{"ids":["{}"]}})", id));
  EXPECT_NE(approved.body.find("\"done\":false"), std::string::npos) << approved.body;
  EXPECT_NE(centre.as("reviewer", {"requests", "--state", "asked"}).out.find(id), std::string::npos);
}

TEST_F(UnionTest, WithoutKeysItShowsAllAndApprovesNothing) {
  RunningRoom room = start();
  sign_in(room);
  const std::string id = ask();
  requests_with(room, id);
  EXPECT_NE(room.get("/room/status").body.find("\"approves\":false"), std::string::npos);
  EXPECT_NE(room.post("/room/approve", fmt::format(R"({{"ids":["{}"]}})", id)).body.find("\"done\":false"),
            std::string::npos);
  const std::string agreement = to_hex(centre.company().agreement_hash);
  support::until("the agreements are read",
                 [&] { return room.get("/room/agreements").body.find(agreement) != std::string::npos; });
  const Reply withdrawn =
      room.post("/room/withdraw", fmt::format(R"({{"agreement":"{}","word":"test"}})", agreement));
  EXPECT_EQ(member(withdrawn.body, "note"), "") << withdrawn.body;
  EXPECT_NE(withdrawn.body.find("problem"), std::string::npos);
}

TEST_F(UnionTest, WithdrawsByTheAgreementsNameAlone) {
  RunningRoom room = start(union_keys());
  sign_in(room);
  const std::string agreement = to_hex(centre.company().agreement_hash);
  support::until("the agreements are read", [&] {
    return room.get("/room/agreements").body.find("\"valid\":true") != std::string::npos;
  });
  const auto withdraw = [&](const char* word) {
    return room.post("/room/withdraw", fmt::format(R"({{"agreement":"{}","word":"{}"}})", agreement, word))
        .body;
  };
  EXPECT_NE(withdraw("tset").find("nothing was withdrawn"), std::string::npos);
  const std::string done = withdraw("test");
  EXPECT_NE(done.find("\"registered\":true"), std::string::npos) << done;
  support::until("the agreement is shown as withdrawn", [&] {
    return room.get("/room/agreements").body.find("\"withdrawn_by\"") != std::string::npos;
  });
  // What began later than this is not opened; a page shows the entry.
  support::until("the ledger has it", [&] {
    return room.get("/room/ledger?kind=withdrawal").body.find("\"kind\":\"withdrawal\"") != std::string::npos;
  });
}

TEST_F(UnionTest, SignsTheNextRosterAfterLookingAtIt) {
  RunningRoom room = start(union_keys());
  sign_in(room);
  const auto text_json = [](const std::string& text, const std::string& more = "") {
    std::string quoted;
    for (const char c : text) quoted += c == '\n' ? "\\n" : c == '"' ? "\\\"" : std::string(1, c);
    return "{\"text\":\"" + quoted + "\"" + more + "}";
  };
  const auto before =
      roster::SignedRoster::verify(centre.company().roster_note, centre.company().pins).value();
  roster::Roster next = roster::next_version(before.roster(), before.hash());
  const note::Signer desk = note::Signer::generate("desk-99").value();
  next.devices.push_back({"desk-99", desk.verifier()});
  const std::string employer_key = cli::read_all(company("employer.sign"));
  const std::string draft = note::sign(roster::roster_text(next), note::Signer::parse(employer_key).value());
  const std::string looked = room.post("/room/roster/look", text_json(draft)).body;
  EXPECT_NE(looked.find(R"("who":"device","change":"added","name":"desk-99")"), std::string::npos) << looked;
  EXPECT_EQ(looked.find("problem"), std::string::npos) << looked;
  const std::string hash = member(looked, "hash");
  // Only what was looked at.
  EXPECT_NE(room.post("/room/roster/sign", text_json(draft, ",\"hash\":\"" + std::string(64, '0') + "\""))
                .body.find("another text"),
            std::string::npos);
  const std::string signed_ =
      room.post("/room/roster/sign", text_json(draft, ",\"hash\":\"" + hash + "\"")).body;
  EXPECT_NE(signed_.find("\"registered\":true"), std::string::npos) << signed_;
  EXPECT_NE(room.get("/room/roster").body.find("desk-99"), std::string::npos);
  // The version before does not come back.
  EXPECT_NE(
      room.post("/room/roster/look", text_json(centre.company().roster_note)).body.find("does not follow"),
      std::string::npos);
}

TEST_F(UnionTest, ASessionThatIsNotTheUnionsVerifiesNothing) {
  RunningRoom room = start(union_keys());
  sign_in(room, "reviewer");
  const std::string id = ask();
  EXPECT_NE(room.post("/room/approve", fmt::format(R"({{"ids":["{}"]}})", id)).body.find("no representative"),
            std::string::npos);
  EXPECT_EQ(room.get("/v1/rosters").status, 403) << "what the server says is passed on as it is";
}

// Its own memory is nobody's, and the passphrase leaves nothing in a file.
TEST_F(UnionTest, SignsOutWithTheServerToo) {
  RunningRoom room = start(union_keys());
  sign_in(room);
  EXPECT_EQ(room.get("/v1/session").status, 200);
  EXPECT_EQ(room.send("DELETE", "/v1/session", "", {}).status / 100, 2);
  EXPECT_EQ(room.get("/v1/session").status, 401);
  EXPECT_FALSE(cli::exists(centre.file("room/state/insyn/session")));
}

}  // namespace
}  // namespace insyn::room_test
