// What people at a centre may do with recordings, by its paths.
#include <gtest/gtest.h>

#include "roster/presence.h"
#include "server/access/testing.h"

namespace insyn::server {
namespace {

using ledger::Role;
using recording::kTestId;

class AccessTest : public testing::Test {
 protected:
  std::string get(const std::string& target, const std::string& session) {
    last = centre.ask({"GET", target, "", session});
    return TestServer::said(last);
  }
  std::string post(const std::string& target, const std::string& body, const std::string& session) {
    last = centre.ask({"POST", target, body, session});
    return TestServer::said(last);
  }
  std::string approve(const std::string& id, const json::Json& body) {
    return post("/v1/requests/" + id + "/approval", json::line_of(body), union_);
  }
  json::Json json() const { return TestServer::json_of(last); }
  std::string range(const std::string& target, const std::string& bytes, const std::string& session) {
    Sent sent{"GET", target, "", session, {{"range", "bytes=" + bytes}}};
    last = centre.ask(sent);
    return TestServer::said(last);
  }
  // The chunks of these kinds, one after another.
  std::string chunks(const std::set<recording::ChunkKind>& kinds) {
    const auto one = recording::Recording::read(centre.station.spool / kTestId).value();
    std::string all;
    const auto listed = recording::listed_chunks(one, one.files()).value();
    for (const recording::ChunkRecord& chunk : listed)
      if (kinds.count(chunk.kind) == 1) all += recording::content(one.folder / file_name_of(chunk.name()));
    return all;
  }
  std::string asked() {
    note = centre.signed_request(centre.request());
    return centre.ask_for(note, reviewer);
  }
  std::uint64_t entry_of(const std::string& id) {
    EXPECT_EQ(get("/v1/requests/" + id, union_), "200");
    return json()["entry"].get<std::uint64_t>();
  }
  std::string approved() {
    const std::string id = asked();
    EXPECT_EQ(approve(id, centre.approval_of(note, entry_of(id))), "200");
    return id;
  }
  // Without those about roles.
  std::vector<std::string> entries() {
    std::vector<std::string> all = centre.kinds();
    std::erase(all, "role");
    return all;
  }
  using Kinds = std::vector<std::string>;

  TestCentre centre;
  const std::string reviewer = centre.sign_up("granskare", Role::kReviewer);
  const std::string other = centre.sign_up("granskare-2", Role::kReviewer);
  const std::string union_ = centre.sign_up("facket", Role::kUnion);
  const std::string analyst = centre.sign_up("analytiker", Role::kAnalyst);
  http::Answer last;
  std::string note;
};

TEST_F(AccessTest, OpeningTakesBothAndStandsInTheLedger) {
  centre.store();
  const std::string id = approved();
  EXPECT_EQ(entries(), (Kinds{"request", "approval"}));
  EXPECT_EQ(get("/v1/requests/" + id + "/chunks", reviewer), "409 no-peel");
  ASSERT_EQ(get("/v1/requests/" + id + "/peel", reviewer), "200");
  EXPECT_EQ(json()["key"], to_base64(view_of(TestCentre::kPeeledKey), Padding::kRequired));
  EXPECT_EQ(entries(), (Kinds{"request", "approval", "peel"}));
  EXPECT_EQ(centre.head().published, centre.head().size);
  get("/v1/requests/" + id + "/peel", reviewer);
  EXPECT_EQ(entries().size(), 3U);
  ASSERT_EQ(range("/v1/requests/" + id + "/chunks", "0-", reviewer), "206");
  EXPECT_EQ(last.body, chunks({recording::ChunkKind::kTrack}));
  EXPECT_EQ(entries(), (Kinds{"request", "approval", "peel", "reading"}));
  EXPECT_EQ(centre.head().published, centre.head().size);
  range("/v1/requests/" + id + "/chunks", "5-10", reviewer);
  EXPECT_EQ(last.body, chunks({recording::ChunkKind::kTrack}).substr(5, 6));
  EXPECT_EQ(entries().size(), 4U);
  EXPECT_EQ(post("/v1/requests/" + id + "/export", R"({"form":"video"})", reviewer), "200");
  EXPECT_EQ(entries().back(), "export");
  EXPECT_EQ(post("/v1/requests/" + id + "/export", R"({"form":"song"})", reviewer), "400 json");
}

TEST_F(AccessTest, NobodyElseReadsWithAPeel) {
  centre.store();
  const std::string id = approved();
  for (const std::string& session : {other, analyst}) {
    EXPECT_EQ(get("/v1/requests/" + id, session), "404 no-such-request");
    EXPECT_EQ(get("/v1/requests/" + id + "/peel", session), "404 no-such-request");
    EXPECT_EQ(get("/v1/requests/" + id + "/chunks", session), "404 no-such-request");
  }
  EXPECT_EQ(get("/v1/requests/" + id + "/peel", union_), "403 role");
}

TEST_F(AccessTest, AReviewerGetsNothingWithoutAnApprovalOrAfterItsTime) {
  centre.store();
  const std::string id = asked();
  EXPECT_EQ(get("/v1/requests/" + id + "/peel", reviewer), "409 not-answered");
  EXPECT_EQ(get("/v1/requests/" + id + "/chunks", reviewer), "409 not-answered");
  EXPECT_EQ(approve(id, centre.approval_of(note, entry_of(id))), "200");
  centre.clock.moved += std::chrono::hours(7 * 24 + 1);
  const std::string again = centre.sign_in("granskare");
  EXPECT_EQ(get("/v1/requests/" + id + "/peel", again), "403 expired");
  EXPECT_EQ(get("/v1/requests/" + id + "/chunks", again), "403 expired");
  EXPECT_EQ(get("/v1/requests/" + id, again), "200");
  EXPECT_EQ(json()["state"], "expired");
}

TEST_F(AccessTest, ARequestIsSignedByAVouchedReaderForAnAgreedPurpose) {
  centre.store();
  const auto refused = [&](const std::string& signed_note, const std::string& session) {
    centre.ask_for(signed_note, session);
    return centre.last_said;
  };
  opening::Request one = centre.request();
  EXPECT_EQ(refused(note::sign(opening::text_of(one), centre.parties.union_.signer), reviewer),
            "403 not-vouched");
  one.purpose = "performance";
  EXPECT_EQ(refused(centre.signed_request(one), reviewer), "403 not-vouched");
  EXPECT_EQ(refused("nothing", reviewer), "400 note");
  EXPECT_EQ(refused(note::sign("text\n", centre.parties.reviewer.signer), reviewer), "400 request");
  one = centre.request();
  EXPECT_EQ(refused(centre.signed_request(one), analyst), "403 opens");
  one.asked -= std::chrono::minutes(6);
  EXPECT_EQ(refused(centre.signed_request(one), reviewer), "422 clock");
  one = centre.request();
  one.until = one.asked + std::chrono::days(31);
  EXPECT_EQ(refused(centre.signed_request(one), reviewer), "422 until");
  one = centre.request(std::string(32, '0'));
  EXPECT_EQ(refused(centre.signed_request(one), reviewer), "404 no-such-recording");
  EXPECT_EQ(entries(), Kinds());
}

TEST_F(AccessTest, TheSameNoteAsksOnce) {
  centre.store();
  const std::string id = asked();
  EXPECT_EQ(centre.ask_for(note, reviewer), id);
  EXPECT_EQ(centre.ask_for(note, other), "");
  EXPECT_EQ(centre.last_said, "403 another-account");
  EXPECT_EQ(entries(), Kinds{"request"});
  EXPECT_EQ(get("/v1/requests", reviewer), "200");
  EXPECT_EQ(json()["requests"].size(), 1U);
  EXPECT_EQ(get("/v1/requests", other), "200");
  EXPECT_EQ(json()["requests"].size(), 0U);
  EXPECT_EQ(get("/v1/requests?state=asked", union_), "200");
  EXPECT_EQ(json()["requests"].size(), 1U);
  EXPECT_EQ(json()["requests"][0]["recording"], kTestId);
}

TEST_F(AccessTest, TheUnionSeesWhatItNeedsToCheckTheEntry) {
  centre.store();
  const std::string id = asked();
  ASSERT_EQ(get("/v1/requests/" + id, union_), "200");
  EXPECT_EQ(json()["note"], note);
  const Bytes salt = from_hex(json()["salt"].get<std::string>()).value();
  ledger::Salt bytes;
  std::copy(salt.begin(), salt.end(), bytes.bytes.begin());
  EXPECT_TRUE(centre.database->read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(const auto stood, centre.log.at(transaction, json()["entry"].get<std::uint64_t>()));
    const auto& entry = std::get<ledger::OpeningRequested>(stood.entry.what);
    EXPECT_EQ(entry.recording, ledger::salted(bytes, view_of(std::string(kTestId))));
    EXPECT_EQ(entry.request, ledger::salted(bytes, view_of(note)));
    EXPECT_EQ(entry.reader, ledger::salted(bytes, view_of(opening::kSecondReviewer)));
    return {};
  }));
}

TEST_F(AccessTest, AnApprovalIsTheUnionsAndFitsTheRequest) {
  centre.store();
  const std::string id = asked();
  const std::uint64_t entry = entry_of(id);
  const json::Json good = centre.approval_of(note, entry);
  const auto with = [&](const char* name, const std::string& value) {
    json::Json one = good;
    one[name] = value;
    return approve(id, one);
  };
  const std::string text = note::parse(good["approval"].get<std::string>())->text;
  EXPECT_EQ(with("approval", note::sign(text, centre.parties.employer.signer)), "403 not-the-union");
  opening::Request another = centre.request();
  another.purpose = "complaint";
  EXPECT_EQ(with("approval", centre.approval_of(centre.signed_request(another), entry)["approval"]),
            "403 approval");
  EXPECT_EQ(with("approval", centre.approval_of(note, entry + 1)["approval"]), "403 approval");
  EXPECT_EQ(with("key", to_base64(view_of("another"), Padding::kRequired)), "403 peel");
  const std::string peel = note::parse(good["peel"].get<std::string>())->text;
  EXPECT_EQ(with("peel", note::sign(peel, centre.parties.employer.signer)), "403 peel");
  const std::string other_key = insyn::with(peel, opening::kRequestRecipient, opening::kSecondReviewer);
  EXPECT_EQ(with("peel", note::sign(other_key, centre.parties.union_.signer)), "403 peel");
  EXPECT_EQ(approve(id, json::Json{{"approval", "x"}}), "400 json");
  EXPECT_EQ(entries(), Kinds{"request"});
  EXPECT_EQ(approve(id, good), "200");
  EXPECT_EQ(approve(id, good), "409 answered");
}

TEST_F(AccessTest, ManyAreApprovedAtOnceEachWithAnEntry) {
  centre.store();
  const std::string second_id(32, 'a');
  centre.store(second_id);
  const std::string first = centre.signed_request(centre.request());
  const std::string second = centre.signed_request(centre.request(second_id));
  json::Json all = json::Json::array();
  json::Json one = centre.approval_of(first, entry_of(centre.ask_for(first, reviewer)));
  one["request"] = to_hex(sha256(view_of(first))).substr(0, 32);
  all.push_back(one);
  one = centre.approval_of(second, entry_of(centre.ask_for(second, reviewer)), second_id);
  one["request"] = to_hex(sha256(view_of(second))).substr(0, 32);
  all.push_back(one);
  one["request"] = std::string(32, '1');
  all.push_back(one);
  ASSERT_EQ(post("/v1/approvals", json::line_of({{"approvals", all}}), union_), "200");
  EXPECT_EQ(json()["answers"][0]["status"], 200);
  EXPECT_EQ(json()["answers"][1]["status"], 200);
  EXPECT_EQ(json()["answers"][2]["status"], 404);
  EXPECT_EQ(entries(), (Kinds{"request", "request", "approval", "approval"}));
}

TEST_F(AccessTest, ARefusalIsToldWithItsReason) {
  centre.store();
  const std::string id = asked();
  const opening::Refusal refusal{sha256(view_of(note)), kTestId, entry_of(id), "Fel fråga.",
                                 centre.clock.utc()};
  const std::string text = opening::text_of(refusal);
  EXPECT_EQ(post("/v1/requests/" + id + "/refusal", note::sign(text, centre.parties.employer.signer), union_),
            "403 not-the-union");
  EXPECT_EQ(post("/v1/requests/" + id + "/refusal", note::sign(text, centre.parties.union_.signer), union_),
            "200");
  EXPECT_EQ(get("/v1/requests/" + id + "/peel", reviewer), "403 refused");
  EXPECT_EQ(get("/v1/requests/" + id, reviewer), "200");
  EXPECT_NE(json()["answer"].get<std::string>().find("Fel fråga."), std::string::npos);
}

TEST_F(AccessTest, WhatIsGoneIsNeitherAskedForNorApprovedNorRead) {
  centre.store();
  const std::string id = approved();
  EXPECT_EQ(get("/v1/requests/" + id + "/peel", reviewer), "200");
  const std::string later = centre.signed_request(centre.request());
  ASSERT_TRUE(centre.execute("INSERT INTO discards (recording, note, entry, at) VALUES (:id, '', 0, 0)",
                             {std::string(kTestId)}));
  EXPECT_EQ(get("/v1/requests/" + id + "/peel", reviewer), "410 gone");
  EXPECT_EQ(range("/v1/requests/" + id + "/chunks", "0-", reviewer), "410 gone");
  centre.clock.moved += std::chrono::seconds(1);
  centre.ask_for(centre.signed_request(centre.request()), reviewer);
  EXPECT_EQ(centre.last_said, "410 gone");
  EXPECT_EQ(get("/v1/recordings/" + std::string(kTestId), union_), "410 gone");
}

TEST_F(AccessTest, EventsGoToTheAnalyst) {
  centre.store();
  opening::Request one = centre.request();
  one.opens = ledger::Opens::kEvents;
  one.reader = opening::kAnalystRecipient;
  note = note::sign(opening::text_of(one), centre.parties.analyst.signer);
  const std::string id = centre.ask_for(note, analyst);
  ASSERT_NE(id, "") << centre.last_said;
  ASSERT_EQ(approve(id, centre.approval_of(note, entry_of(id))), "200");
  ASSERT_EQ(get("/v1/requests/" + id + "/peel", analyst), "200");
  ASSERT_EQ(range("/v1/requests/" + id + "/chunks", "0-", analyst), "206");
  EXPECT_EQ(last.body, chunks({recording::ChunkKind::kEvents}));
}

TEST_F(AccessTest, WhatWasNeverClosedIsReadByItsJournal) {
  centre.store(kTestId, false);
  const std::string id = approved();
  ASSERT_EQ(get("/v1/requests/" + id + "/peel", reviewer), "200");
  EXPECT_TRUE(json().contains("journal"));
  ASSERT_EQ(range("/v1/requests/" + id + "/chunks", "0-", reviewer), "206");
  EXPECT_EQ(last.body, chunks({recording::ChunkKind::kTrack}));
}

TEST_F(AccessTest, TheUnionReadsNotesAndKeyFiles) {
  centre.store();
  ASSERT_EQ(get("/v1/recordings/" + std::string(kTestId), union_), "200");
  EXPECT_EQ(json()["agent"], "a17");
  const Path folder = centre.station.spool / kTestId;
  const json::Json files = json()["files"];
  EXPECT_EQ(files.size(), 7U);
  for (const json::Json& name : files) {
    const std::string file = name.get<std::string>();
    EXPECT_EQ(get(fmt::format("/v1/recordings/{}/files/{}", kTestId, file), union_), "200") << file;
    EXPECT_EQ(last.body, recording::content(folder / file)) << file;
  }
  EXPECT_EQ(get(fmt::format("/v1/recordings/{}/files/000000.chunk.age", kTestId), union_),
            "404 no-such-file");
  EXPECT_EQ(get(fmt::format("/v1/recordings/{}/files/key.age", kTestId), reviewer), "403 role");
}

class OwnTest : public AccessTest {
 protected:
  std::string prove(const std::string& session, const note::Signer& signer) {
    EXPECT_EQ(get("/v1/own/challenge", session), "200");
    const std::string nonce = json()["nonce"];
    return post("/v1/own/proof",
                json::line_of({{"agent", "a17"}, {"signature", roster::sign_presence("a17", nonce, signer)}}),
                session);
  }
  const std::string agent = centre.sign_up("agent", Role::kAgent);
};

TEST_F(OwnTest, AnAgentSeesOwnRecordingsAndWhoOpenedThem) {
  centre.store();
  EXPECT_EQ(get("/v1/own/recordings", agent), "403 not-proven");
  EXPECT_EQ(prove(agent, centre.parties.reviewer.signer), "403 not-its-key");
  ASSERT_EQ(prove(agent, centre.agent.signer), "200");
  EXPECT_EQ(get("/v1/own/recordings", agent), "200");
  ASSERT_EQ(json()["recordings"].size(), 1U);
  approved();
  const std::string target = "/v1/own/recordings/" + std::string(kTestId);
  ASSERT_EQ(get(target, agent), "200");
  ASSERT_EQ(json()["openings"].size(), 1U);
  EXPECT_EQ(json()["openings"][0]["by"], "Granskare 3");
  EXPECT_EQ(json()["openings"][0]["state"], "approved");
  EXPECT_EQ(get(target + "/files/key.agent.age", agent), "200");
  EXPECT_EQ(get(target + "/files/key.age", agent), "404 no-such-file");
  ASSERT_EQ(range(target + "/chunks", "0-", agent), "206");
  EXPECT_EQ(last.body, chunks({recording::ChunkKind::kTrack, recording::ChunkKind::kEvents,
                               recording::ChunkKind::kCalls}));
  range(target + "/chunks", "0-", agent);
  EXPECT_EQ(entries(), (Kinds{"request", "approval", "own-reading"}));
}

TEST_F(OwnTest, AnAgentSeesNobodyElses) {
  centre.store();
  ASSERT_TRUE(centre.execute("UPDATE recordings SET agent = 'a18'"));
  ASSERT_EQ(prove(agent, centre.agent.signer), "200");
  EXPECT_EQ(get("/v1/own/recordings", agent), "200");
  EXPECT_EQ(json()["recordings"].size(), 0U);
  const std::string target = "/v1/own/recordings/" + std::string(kTestId);
  for (const char* path : {"", "/files/key.agent.age", "/chunks"})
    EXPECT_EQ(range(target + path, "0-", agent), "404 no-such-recording") << path;
}

TEST_F(OwnTest, AnAgentWhoIsNoLongerOnTheRosterSeesNothing) {
  centre.store();
  ASSERT_EQ(prove(agent, centre.agent.signer), "200");
  const roster::TestAgent someone("a18");
  const std::string next = roster::signed_by(roster::roster_of(someone, centre.station.certifier.device()),
                                             centre.parties.employer.signer, centre.parties.union_.signer);
  ASSERT_TRUE(centre.execute(
      "INSERT INTO rosters (hash, id, version, note, entry, registered) VALUES ('s', 'test', 2, "
      ":note, 0, 0)",
      {next}));
  EXPECT_EQ(get("/v1/own/recordings", agent), "403 not-proven");
}

}  // namespace
}  // namespace insyn::server
