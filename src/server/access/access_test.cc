// What people at a centre may do with recordings, by its paths.
#include <gtest/gtest.h>

#include "server/access/testing.h"

namespace insyn::server {
namespace {

using recording::kTestId;

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

// It was put back from a backup perhaps, and has forgotten that the recording was shredded: what was begun is
// not gone on with either.
TEST_F(AccessTest, AServerThatIsBehindOpensNothing) {
  centre.store();
  const std::string id = approved();
  ASSERT_EQ(get("/v1/requests/" + id + "/peel", reviewer), "200");
  ASSERT_EQ(range("/v1/requests/" + id + "/chunks", "0-3", reviewer), "206");
  const std::string key_file = fmt::format("/v1/recordings/{}/files/key.age", kTestId);
  ASSERT_EQ(get(key_file, union_), "200");
  centre.gate.open = false;
  EXPECT_EQ(range("/v1/requests/" + id + "/chunks", "4-7", reviewer), "503 busy");
  EXPECT_EQ(get("/v1/requests/" + id + "/peel", reviewer), "503 busy");
  EXPECT_EQ(get(key_file, union_), "503 busy");
  EXPECT_NE(centre.logged.find("503: closed"), std::string::npos);
  centre.gate.open = true;
  EXPECT_EQ(range("/v1/requests/" + id + "/chunks", "4-7", reviewer), "206");
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
  one.asked += std::chrono::minutes(12);
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

TEST_F(AccessTest, WhatIsGoneIsNeitherAskedForNorRead) {
  for (const bool shredded : {false, true}) {
    centre.store(std::string(32, shredded ? 'b' : 'a'));
    const std::string recording = shredded ? std::string(32, 'b') : std::string(32, 'a');
    note = centre.signed_request(centre.request(recording));
    const std::string id = centre.ask_for(note, reviewer);
    ASSERT_EQ(approve(id, centre.approval_of(note, entry_of(id), recording)), "200");
    EXPECT_EQ(get("/v1/requests/" + id + "/peel", reviewer), "200");
    ASSERT_TRUE(centre.execute(
        shredded ? "INSERT INTO tombstones (recording, because, at, entry, blob_removed, forgotten) VALUES "
                   "(:id, 'retention', 0, 0, 0, 0)"
                 : "INSERT INTO discards (recording, note, entry, at) VALUES (:id, '', 0, 0)",
        {recording}));
    EXPECT_EQ(get("/v1/requests/" + id + "/peel", reviewer), "410 gone");
    EXPECT_EQ(range("/v1/requests/" + id + "/chunks", "0-", reviewer), "410 gone");
    opening::Request later = centre.request(recording);
    later.because = "Igen.";
    centre.ask_for(centre.signed_request(later), reviewer);
    EXPECT_EQ(centre.last_said, "410 gone");
    EXPECT_EQ(get("/v1/recordings/" + recording, union_), "410 gone");
    EXPECT_EQ(get("/v1/recordings/" + recording + "/files/key.age", union_), "410 gone");
  }
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

TEST_F(AccessTest, WhatHasNoKeyFileIsNotAskedFor) {
  centre.store();
  centre.store(std::string(32, 'a'));
  ASSERT_TRUE(centre.execute("DELETE FROM key_files WHERE recording = :id AND name = 'key.age'",
                             {std::string(kTestId)}));
  EXPECT_EQ(asked(), "");
  EXPECT_EQ(centre.last_said, "409 nothing-to-open");
  opening::Request one = centre.request();
  one.opens = ledger::Opens::kEvents;
  one.reader = opening::kAnalystRecipient;
  EXPECT_NE(centre.ask_for(note::sign(opening::text_of(one), centre.parties.analyst.signer), analyst), "")
      << "of which there is one";
}

TEST_F(AccessTest, RequestsAreListedByStateAndInPages) {
  centre.store();
  std::set<std::string> ids;
  for (int i = 0; i < 5; ++i) {
    opening::Request one = centre.request();
    one.because = fmt::format("Skäl {}.", i);
    ids.insert(centre.ask_for(centre.signed_request(one), reviewer));
  }
  ASSERT_EQ(ids.size(), 5U);
  // At moments of their own, and all at the same one.
  for (const char* at : {"asked", "7"}) {
    ASSERT_TRUE(centre.execute(fmt::format("UPDATE requests SET asked = {}", at)));
    std::vector<std::string> listed;
    std::string query = "?most=2";
    for (int page = 0; page < 3; ++page) {
      ASSERT_EQ(get("/v1/requests" + query, reviewer), "200") << query;
      const json::Json shown = json();
      for (const json::Json& one : shown["requests"]) listed.push_back(one["id"].get<std::string>());
      ASSERT_EQ(shown.contains("next"), page < 2);
      if (page < 2) query = "?most=2&after=" + shown["next"].get<std::string>();
    }
    EXPECT_EQ(listed.size(), 5U);
    EXPECT_EQ(std::set<std::string>(listed.begin(), listed.end()), ids);
  }
  ASSERT_TRUE(centre.execute("UPDATE requests SET state = 'refused' WHERE id = :id", {*ids.begin()}));
  EXPECT_EQ(get("/v1/requests?state=refused", reviewer), "200");
  EXPECT_EQ(json()["requests"].size(), 1U);
  for (const char* wrong : {"?state=open", "?most=0", "?most=201", "?after=x", "?after=1.x", "?account=a",
                            "?state=asked&state=asked"})
    EXPECT_EQ(get(std::string("/v1/requests") + wrong, reviewer), "400 query") << wrong;
}

TEST_F(AccessTest, EachRecordingHasItsOwnFiles) {
  centre.store();
  const std::string second(32, 'a');
  centre.store(second);
  ASSERT_TRUE(centre.execute("UPDATE key_files SET content = :content WHERE recording = :id",
                             {to_base64(view_of("second"), Padding::kRequired), second}));
  ASSERT_TRUE(
      centre.execute("DELETE FROM key_files WHERE recording = :id AND name = 'key.agent.age'", {second}));
  // A certificate of the same recording that was handed in before, of another key.
  const std::string other_certificate =
      recording::content(centre.station.spool / second / recording::kCertificate);
  ASSERT_TRUE(centre.execute(
      "INSERT INTO certificates (hash, recording, device, number, agreement, roster, agent, call_id, began, "
      "kept_until, note, entry) VALUES ('x', :id, 'd', 1, 'a', 'r', 'g', 'c', 0, 0, :note, -1)",
      {std::string(kTestId), other_certificate}));
  const auto file = [&](const std::string& id, const char* name) {
    EXPECT_EQ(get(fmt::format("/v1/recordings/{}/files/{}", id, name), union_), "200");
    return last.body;
  };
  EXPECT_EQ(file(second, recording::kKey), "second");
  EXPECT_EQ(file(kTestId, recording::kKey), "for two");
  EXPECT_EQ(file(second, recording::kCertificate), other_certificate);
  EXPECT_EQ(file(kTestId, recording::kCertificate),
            recording::content(centre.station.spool / kTestId / recording::kCertificate));
  EXPECT_EQ(get(fmt::format("/v1/recordings/{}", second), union_), "200");
  EXPECT_EQ(json()["files"].size(), 6U);
}

TEST_F(AccessTest, OfAJournalsLastLineTheChunkMayNeverHaveCome) {
  centre.store(kTestId, false);
  ASSERT_TRUE(centre.execute("UPDATE recordings SET chunks = chunks - 1"));
  const std::string id = approved();
  ASSERT_EQ(get("/v1/requests/" + id + "/peel", reviewer), "200");
  ASSERT_EQ(range("/v1/requests/" + id + "/chunks", "0-", reviewer), "206");
  const std::string all = chunks({recording::ChunkKind::kTrack});
  EXPECT_LT(last.body.size(), all.size());
  EXPECT_TRUE(all.starts_with(last.body));
}

}  // namespace
}  // namespace insyn::server
