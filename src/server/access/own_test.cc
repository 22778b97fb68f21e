// What agents see at a centre of what was recorded of them.
#include <gtest/gtest.h>

#include "http_signature/content_digest.h"
#include "http_signature/signature.h"
#include "roster/presence.h"
#include "server/access/testing.h"

namespace insyn::server {
namespace {

using ledger::Role;
using recording::kTestId;

class OwnTest : public AccessTest {
 protected:
  std::string prove(const std::string& session, const note::Signer& signer) {
    EXPECT_EQ(get("/v1/own/challenge", session), "200");
    const std::string nonce = json()["nonce"];
    return post("/v1/own/proof",
                json::line_of({{"agent", "a17"}, {"signature", roster::sign_presence("a17", nonce, signer)}}),
                session);
  }
  // As insyn-room asks: by a key that the registry takes from the roster.
  std::string get_by(const note::Signer& key, const std::string& target,
                     http::Role role = http::Role::kAgent) {
    centre.machines.insert_or_assign(http_signature::key_id_of(key.verifier()),
                                     http::Machine{key.verifier(), role});
    http_signature::Request head;
    head.method = "GET";
    head.authority = "insyn.example";
    head.path = target;
    Sent sent{"GET", target, "", "", {{"range", "bytes=0-"}}};
    const auto fields = http_signature::sign(head, key, centre.clock.utc()).value();
    sent.fields.insert(sent.fields.end(), fields.begin(), fields.end());
    last = centre.ask(sent);
    return TestServer::said(last);
  }
  std::string post_by(const note::Signer& key, const std::string& target, const std::string& body) {
    http_signature::Request head;
    head.method = "POST";
    head.authority = "insyn.example";
    head.path = target;
    head.has_body = true;
    head.fields = {{"content-type", "application/json"},
                   {"content-digest", http_signature::content_digest(sha256(view_of(body)))}};
    Sent sent{"POST", target, body, "", head.fields};
    const auto fields = http_signature::sign(head, key, centre.clock.utc()).value();
    sent.fields.insert(sent.fields.end(), fields.begin(), fields.end());
    last = centre.ask(sent);
    return TestServer::said(last);
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

TEST_F(OwnTest, AnAgentsKeyIsEnough) {
  centre.store();
  ASSERT_NE(asked(), "");
  EXPECT_EQ(get_by(centre.agent.signer, "/v1/own/recordings"), "200");
  ASSERT_EQ(json()["recordings"].size(), 1U);
  const std::string target = "/v1/own/recordings/" + std::string(kTestId);
  ASSERT_EQ(get_by(centre.agent.signer, target), "200");
  EXPECT_EQ(json()["openings"].size(), 1U);
  // The longest call and the hours that are agreed, after its beginning.
  EXPECT_EQ(json()["discard_until"], "2026-12-04T09:15:03.250Z");
  EXPECT_EQ(get_by(centre.agent.signer, target + "/files/key.agent.age"), "200");
  EXPECT_EQ(get_by(centre.agent.signer, target + "/files/key.age"), "404 no-such-file");
  EXPECT_EQ(get_by(centre.agent.signer, target + "/chunks"), "206");
  EXPECT_EQ(get_by(centre.agent.signer, target + "/chunks"), "206");
  EXPECT_EQ(entries(), (Kinds{"request", "own-reading"}));
  // It shows whose it is by itself, and makes no account somebody's.
  EXPECT_EQ(get_by(centre.agent.signer, "/v1/own/challenge"), "403 not-proven");
  const std::string proof =
      json::line_of({{"agent", "a17"}, {"signature", roster::sign_presence("a17", "", centre.agent.signer)}});
  EXPECT_EQ(post_by(centre.agent.signer, "/v1/own/proof", proof), "403 not-proven");
}

TEST_F(OwnTest, AKeyThatTheRosterDoesNotHaveIsNobodys) {
  centre.store();
  const roster::TestAgent namesake("a17");
  EXPECT_EQ(get_by(namesake.signer, "/v1/own/recordings"), "403 not-proven");
  EXPECT_EQ(get_by(namesake.signer, "/v1/own/recordings/" + std::string(kTestId)), "403 not-proven");
  // Of a colleague, who is on the newest one.
  const roster::TestAgent colleague("a18");
  roster::Roster both = roster::roster_of(centre.agent, centre.station.certifier.device());
  both.agents.push_back({colleague.name, {}, {colleague.key("test")}});
  ASSERT_TRUE(centre.execute(
      "INSERT INTO rosters (hash, id, version, note, entry, registered) VALUES ('s', 'test', 2, "
      ":note, 0, 0)",
      {roster::signed_by(both, centre.parties.employer.signer, centre.parties.union_.signer)}));
  EXPECT_EQ(get_by(colleague.signer, "/v1/own/recordings"), "200");
  EXPECT_EQ(json()["recordings"].size(), 0U);
  EXPECT_EQ(get_by(colleague.signer, "/v1/own/recordings/" + std::string(kTestId)), "404 no-such-recording");
  EXPECT_EQ(get_by(colleague.signer, "/v1/own/recordings/" + std::string(kTestId) + "/chunks"),
            "404 no-such-recording");
  // Another machine's key is no agent's.
  EXPECT_EQ(get_by(centre.parties.reviewer.signer, "/v1/own/recordings", http::Role::kLink), "403 role");
}

TEST_F(OwnTest, AServerThatIsBehindOpensNothing) {
  centre.store();
  ASSERT_EQ(prove(agent, centre.agent.signer), "200");
  const std::string target = "/v1/own/recordings/" + std::string(kTestId);
  ASSERT_EQ(range(target + "/chunks", "0-3", agent), "206");
  centre.gate.open = false;
  EXPECT_EQ(range(target + "/chunks", "4-7", agent), "503 busy");
  EXPECT_EQ(get(target + "/files/key.agent.age", agent), "503 busy");
  centre.gate.open = true;
  EXPECT_EQ(range(target + "/chunks", "4-7", agent), "206");
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

// What a session is shown by is of that session, and what it shows is of its account.
TEST_F(OwnTest, AProofIsOfOneSessionAndOneAccount) {
  const std::string elsewhere = centre.sign_in("agent"), colleague = centre.sign_up("agent-2", Role::kAgent);
  ASSERT_EQ(get("/v1/own/challenge", elsewhere), "200");
  const std::string nonce = json()["nonce"];
  const json::Json proof = {{"agent", "a17"},
                            {"signature", roster::sign_presence("a17", nonce, centre.agent.signer)}};
  EXPECT_EQ(post("/v1/own/proof", json::line_of(proof), agent), "403 not-its-key");
  EXPECT_EQ(post("/v1/own/proof", json::line_of(proof), colleague), "403 not-its-key");
  ASSERT_EQ(post("/v1/own/proof", json::line_of(proof), elsewhere), "200");
  EXPECT_EQ(get("/v1/own/recordings", agent), "200");
  EXPECT_EQ(get("/v1/own/recordings", colleague), "403 not-proven");
}

TEST_F(OwnTest, AProofEndsWithTheKeyAndWithTheRole) {
  ASSERT_EQ(prove(agent, centre.agent.signer), "200");
  const std::string chief = centre.sign_up("chef", Role::kAdministrator);
  for (const char* role : {"reviewer", "agent"})
    ASSERT_EQ(post("/v1/accounts/role", json::line_of({{"name", "agent"}, {"role", role}}), chief), "200");
  const std::string again = centre.sign_in("agent");
  EXPECT_EQ(get("/v1/own/recordings", again), "403 not-proven");
  ASSERT_EQ(prove(again, centre.agent.signer), "200");
  // The same name, and another key.
  const std::string next =
      roster::signed_by(roster::roster_of(roster::TestAgent("a17"), centre.station.certifier.device()),
                        centre.parties.employer.signer, centre.parties.union_.signer);
  ASSERT_TRUE(centre.execute(
      "INSERT INTO rosters (hash, id, version, note, entry, registered) VALUES ('s', 'test', 2, "
      ":note, 0, 0)",
      {next}));
  EXPECT_EQ(get("/v1/own/recordings", again), "403 not-proven");
}

TEST_F(OwnTest, NobodyLearnsWhatWasDiscardedOfAnother) {
  centre.store();
  ASSERT_TRUE(centre.execute("UPDATE recordings SET agent = 'a18'"));
  ASSERT_TRUE(centre.execute("INSERT INTO discards (recording, note, entry, at) VALUES (:id, '', 0, 0)",
                             {std::string(kTestId)}));
  ASSERT_EQ(prove(agent, centre.agent.signer), "200");
  EXPECT_EQ(get("/v1/own/recordings/" + std::string(kTestId), agent), "404 no-such-recording");
}

TEST_F(OwnTest, ThePartiesKeyFilesAreNotTheAgents) {
  centre.store();
  ASSERT_EQ(prove(agent, centre.agent.signer), "200");
  const std::string files = "/v1/own/recordings/" + std::string(kTestId) + "/files/";
  for (const char* name : recording::kKeyFiles) {
    const bool own = std::string(name) == recording::kAgentKey;
    EXPECT_EQ(get(files + name, agent), own ? "200" : "404 no-such-file") << name;
  }
}

TEST_F(OwnTest, ReadingAgainStandsInTheLedgerAgain) {
  centre.store();
  const std::string second(32, 'a');
  centre.store(second);
  const std::string colleague = centre.sign_up("agent-2", Role::kAgent);
  const auto read = [&](const std::string& session, const std::string& id) {
    EXPECT_EQ(range("/v1/own/recordings/" + id + "/chunks", "0-", session), "206");
    return entries().size();
  };
  ASSERT_EQ(prove(agent, centre.agent.signer), "200");
  ASSERT_EQ(prove(colleague, centre.agent.signer), "200");
  EXPECT_EQ(read(agent, kTestId), 1U);
  EXPECT_EQ(read(agent, kTestId), 1U);
  EXPECT_EQ(read(agent, second), 2U);
  EXPECT_EQ(read(colleague, kTestId), 3U);
  EXPECT_EQ(centre.head().published, centre.head().size);
  centre.clock.moved += std::chrono::hours(12) - std::chrono::minutes(1);
  EXPECT_EQ(read(centre.sign_in("agent"), kTestId), 3U);
  centre.clock.moved += std::chrono::minutes(1);
  const std::string later = centre.sign_in("agent");
  EXPECT_EQ(read(later, kTestId), 4U);
  EXPECT_EQ(read(later, kTestId), 4U);
}

TEST_F(OwnTest, OpeningsAreThoseOfTheRecording) {
  centre.store();
  const std::string second(32, 'a');
  centre.store(second);
  ASSERT_NE(asked(), "");
  ASSERT_EQ(prove(agent, centre.agent.signer), "200");
  ASSERT_EQ(get("/v1/own/recordings/" + second, agent), "200");
  EXPECT_EQ(json()["openings"].size(), 0U);
  ASSERT_EQ(get("/v1/own/recordings/" + std::string(kTestId), agent), "200");
  EXPECT_EQ(json()["openings"].size(), 1U);
}

}  // namespace
}  // namespace insyn::server
