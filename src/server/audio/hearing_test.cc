// Whoever may see a recording hears it, and nobody else.
#include "server/audio/hearing.h"

#include "http_signature/signature.h"
#include "server/audio/testing.h"

namespace insyn::server {
namespace {

using recording::kTestId;

class HearingTest : public AudioTest {
 protected:
  // As insyn-room asks: by the agent's key.
  std::string get_by_agent(const std::string& target) {
    const note::Signer& key = centre.agent.signer;
    centre.machines.insert_or_assign(http_signature::key_id_of(key.verifier()),
                                     http::Machine{key.verifier(), http::Role::kAgent});
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
  const std::string own = std::string("/v1/own/recordings/") + kTestId + "/audio";
};

TEST_F(HearingTest, AReaderHearsOnceTheUnionHasApprovedAndThatStandsInTheLedger) {
  const std::string note = signed_note(says());
  ASSERT_EQ(put(body_of(note, kSealed)), "200");
  const std::string asked = centre.ask_for(centre.signed_request(centre.request()), reviewer);
  for (const char* behind : {"", "/note", "/offset"})
    EXPECT_EQ(get("/v1/requests/" + asked + "/audio" + behind, reviewer, "0-"), "409 not-answered");
  const std::string id = approved();
  const std::string target = "/v1/requests/" + id + "/audio";
  EXPECT_EQ(get("/v1/requests/" + id, reviewer), "200");
  EXPECT_EQ(json()["audio"], true);
  ASSERT_EQ(get(target + "/note", reviewer), "200");
  EXPECT_EQ(last.body, note);
  // The peel first: without it the bytes are of no use.
  EXPECT_EQ(get(target, reviewer, "0-"), "409 no-peel");
  ASSERT_EQ(get("/v1/requests/" + id + "/peel", reviewer), "200");
  ASSERT_EQ(get(target, reviewer, "0-"), "206");
  EXPECT_EQ(last.body, kSealed);
  ASSERT_EQ(get(target, reviewer, "5-8"), "206");
  EXPECT_EQ(last.body, std::string(kSealed).substr(5, 4));
  EXPECT_EQ(get(target, reviewer, "100-"), "416 range");
  EXPECT_EQ(get(target, centre.sign_up("granskare-2", ledger::Role::kReviewer), "0-"), "404 no-such-request");
  EXPECT_EQ(get(target, importer, "0-"), "403 role");
  const std::vector<std::string> all = entries();
  EXPECT_EQ(std::count(all.begin(), all.end(), "reading"), 1);
  centre.set_time("2026-12-20T09:00:00.000Z");
  EXPECT_EQ(get(target, centre.sign_in("granskare"), "0-"), "403 expired");
}

TEST_F(HearingTest, WhereThereIsNoneItIsSaid) {
  const std::string id = approved();
  EXPECT_EQ(get("/v1/requests/" + id, reviewer), "200");
  EXPECT_EQ(json()["audio"], false);
  for (const char* behind : {"", "/note", "/offset"})
    EXPECT_EQ(get("/v1/requests/" + id + "/audio" + behind, reviewer, "0-"), "404 no-audio");
  EXPECT_EQ(get_by_agent(own + "/note"), "404 no-audio");
}

TEST_F(HearingTest, AnAgentHearsTheOwnOnesAlone) {
  ASSERT_EQ(attach(), "200");
  ASSERT_EQ(get_by_agent(own + "/note"), "200");
  EXPECT_EQ(last.body, signed_note(says()));
  ASSERT_EQ(get_by_agent(own), "206");
  EXPECT_EQ(last.body, kSealed);
  EXPECT_EQ(entries(), (Kinds{"audio", "own-reading"}));
  ASSERT_TRUE(centre.execute("UPDATE recordings SET agent = 'a18'"));
  for (const char* behind : {"", "/note", "/offset"})
    EXPECT_EQ(get_by_agent(own + behind), "404 no-such-recording");
}

TEST_F(HearingTest, TheLastOffsetCountsAndIsKeptWithItsAuthor) {
  ASSERT_EQ(attach(), "200");
  const std::string target = "/v1/requests/" + approved() + "/audio";
  ASSERT_EQ(get(target + "/offset", reviewer), "200");
  EXPECT_EQ(json(), json::Json::parse(R"({"ms":0,"by":null,"as":null,"at":null})"));
  ASSERT_EQ(move(target, R"({"ms":-120})", reviewer), "200");
  ASSERT_EQ(get(target + "/offset", reviewer), "200");
  EXPECT_EQ(json()["ms"], -120);
  EXPECT_EQ(json()["by"], "granskare");
  EXPECT_EQ(json()["as"], "reviewer");
  EXPECT_TRUE(json()["at"].get<std::string>().starts_with("2026-12-02T09:0"));
  for (const char* bad : {R"({"ms":3600001})", R"({"ms":-3600001})", R"({"ms":1.5})", R"({"ms":"1"})",
                          R"({"ms":1,"by":"x"})", "{}"})
    EXPECT_EQ(move(target, bad, reviewer), "400 offset") << bad;
  EXPECT_EQ(move(target, R"({"ms":3600000})", reviewer), "200");
  EXPECT_EQ(move(target, R"({"ms":1})", importer), "403 role");
  EXPECT_EQ(move(target, R"({"ms":1})", centre.sign_up("granskare-2", ledger::Role::kReviewer)),
            "404 no-such-request");
}

// Whose call it is no reviewer learns, also not by who has moved the audio.
TEST_F(HearingTest, ThatAnAgentHasMovedItIsSaidWithoutTheName) {
  ASSERT_EQ(attach(), "200");
  ASSERT_TRUE(
      centre.execute("UPDATE audio SET moved = 40, moved_by = 'anna', moved_as = 'agent', moved_at = 0"));
  ASSERT_EQ(get("/v1/requests/" + approved() + "/audio/offset", reviewer), "200");
  EXPECT_EQ(json()["ms"], 40);
  EXPECT_EQ(json()["as"], "agent");
  EXPECT_TRUE(json()["by"].is_null());
  EXPECT_EQ(last.body.find("anna"), std::string::npos);
  ASSERT_EQ(get_by_agent(own + "/offset"), "200");
  EXPECT_EQ(json()["by"], "anna");
}

// The key of events opens no audio.
TEST_F(HearingTest, WhoHasAskedForEventsHearsNothing) {
  ASSERT_EQ(attach(), "200");
  const std::string id = approved();
  ASSERT_TRUE(centre.execute("UPDATE requests SET opens = 'events'"));
  EXPECT_EQ(get("/v1/requests/" + id, reviewer), "200");
  EXPECT_EQ(json()["audio"], false);
  for (const char* behind : {"", "/note", "/offset"})
    EXPECT_EQ(get("/v1/requests/" + id + "/audio" + behind, reviewer, "0-"), "404 no-audio");
}

}  // namespace
}  // namespace insyn::server
