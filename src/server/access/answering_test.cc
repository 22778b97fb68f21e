// What the union hands in for a request is taken where it is about that request, and changes no other.
#include <gtest/gtest.h>

#include "server/access/testing.h"

namespace insyn::server {
namespace {

using recording::kTestId;

class AnsweringTest : public AccessTest {
 protected:
  // A request of the reviewer's for this reason: its id, and its note.
  std::string ask_because(const std::string& because) {
    opening::Request one = centre.request();
    one.because = because;
    note = centre.signed_request(one);
    return centre.ask_for(note, reviewer);
  }
  std::string refuse(const std::string& id, const opening::Refusal& refusal) {
    return post("/v1/requests/" + id + "/refusal",
                note::sign(opening::text_of(refusal), centre.parties.union_.signer), union_);
  }
  opening::Refusal refusal_of(const std::string& of_note) {
    return {sha256(view_of(of_note)), kTestId, 0, "Fel fråga.", centre.clock.utc()};
  }
  std::string state_of(const std::string& id) {
    EXPECT_EQ(get("/v1/requests/" + id, union_), "200");
    return json()["state"];
  }
};

TEST_F(AnsweringTest, APeelIsOfThisRecordingForThisRequest) {
  using recording::Peel;
  const std::vector<std::function<void(Peel&)>> changes = {
      [](Peel& peel) { peel.id = std::string(32, 'c'); },
      [](Peel& peel) {
        peel.kind = recording::PeelKind::kEvents;
        peel.key_file.name = key_file_of(peel.kind);
      },
      [](Peel& peel) { peel.request = opening::kSecondReviewer; },
      [](Peel& peel) { peel.key_file.sha256[0] ^= 1; },
      [](Peel& peel) { peel.opening_hash[0] ^= 1; },
      [](Peel& peel) { (peel.closing_hash ? *peel.closing_hash : *peel.journal_hash)[0] ^= 1; },
      [](Peel& peel) { std::swap(peel.closing_hash, peel.journal_hash); }};
  for (const bool closed : {true, false}) {
    const std::string recording = centre.store(std::string(32, closed ? 'a' : 'b'), closed);
    note = centre.signed_request(centre.request(recording));
    const std::string id = centre.ask_for(note, reviewer);
    const json::Json good = centre.approval_of(note, entry_of(id), recording);
    const std::string text = note::parse(good["peel"].get<std::string>())->text;
    for (std::size_t i = 0; i < changes.size(); ++i) {
      Peel peel = recording::parse_peel(text).value();
      changes[i](peel);
      json::Json body = good;
      body["peel"] = note::sign(recording::text_of(peel), centre.parties.union_.signer);
      EXPECT_EQ(approve(id, body), "403 peel") << i << closed;
    }
    EXPECT_EQ(approve(id, good), "200");
  }
}

TEST_F(AnsweringTest, NothingIsApprovedOnceItIsGoneOrItsTimeIsOver) {
  centre.store();
  const std::string id = asked();
  const json::Json good = centre.approval_of(note, entry_of(id));
  ASSERT_TRUE(centre.execute("INSERT INTO discards (recording, note, entry, at) VALUES (:id, '', 0, 0)",
                             {std::string(kTestId)}));
  EXPECT_EQ(approve(id, good), "410 gone");
  ASSERT_TRUE(centre.execute("DELETE FROM discards"));
  centre.clock.moved += std::chrono::days(7);
  const std::string again = centre.sign_in("facket");
  EXPECT_EQ(post("/v1/requests/" + id + "/approval", json::line_of(good), again), "409 expired");
  EXPECT_EQ(entries(), Kinds{"request"});
}

TEST_F(AnsweringTest, ARefusalIsOfThisRequest) {
  centre.store();
  const std::string id = asked();
  opening::Refusal refusal = refusal_of(note);
  refusal.request[0] ^= 1;
  EXPECT_EQ(refuse(id, refusal), "403 refusal");
  refusal = refusal_of(note);
  refusal.recording = std::string(32, 'a');
  EXPECT_EQ(refuse(id, refusal), "403 refusal");
  EXPECT_EQ(state_of(id), "asked");
  EXPECT_EQ(refuse(id, refusal_of(note)), "200");
  EXPECT_EQ(refuse(id, refusal_of(note)), "409 answered");
}

TEST_F(AnsweringTest, AnAnswerChangesNoOtherRequest) {
  centre.store();
  const std::string refused = ask_because("ett");
  const std::string refused_note = note;
  const std::string opened = ask_because("två");
  ASSERT_EQ(refuse(refused, refusal_of(refused_note)), "200");
  EXPECT_EQ(state_of(opened), "asked");
  ASSERT_EQ(approve(opened, centre.approval_of(note, entry_of(opened))), "200");
  EXPECT_EQ(state_of(refused), "refused");
  const std::string closed = ask_because("tre");
  ASSERT_EQ(approve(closed, centre.approval_of(note, entry_of(closed))), "200");
  // What is handed out for one is not handed out for the other.
  ASSERT_EQ(get("/v1/requests/" + opened + "/peel", reviewer), "200");
  EXPECT_EQ(range("/v1/requests/" + closed + "/chunks", "0-", reviewer), "409 no-peel");
  EXPECT_EQ(post("/v1/requests/" + closed + "/export", R"({"form":"video"})", reviewer), "409 no-peel");
  ASSERT_EQ(range("/v1/requests/" + opened + "/chunks", "0-", reviewer), "206");
  ASSERT_EQ(get("/v1/requests/" + closed + "/peel", reviewer), "200");
  ASSERT_EQ(range("/v1/requests/" + closed + "/chunks", "0-", reviewer), "206");
  EXPECT_EQ(entries(), (Kinds{"request", "request", "approval", "request", "approval", "peel", "reading",
                              "peel", "reading"}));
}

TEST_F(AnsweringTest, ABatchIsBoundedAndWholeOrNotTakenAtAll) {
  centre.store();
  const std::string id = asked();
  json::Json one = centre.approval_of(note, entry_of(id));
  const auto batch = [&](std::size_t many) {
    json::Json all = json::Json::array();
    for (std::size_t i = 0; i < many; ++i) all.push_back(one);
    return post("/v1/approvals", json::line_of({{"approvals", all}}), union_);
  };
  EXPECT_EQ(batch(1), "400 json") << "of no request";
  one["request"] = id;
  EXPECT_EQ(batch(101), "400 json");
  for (const char* missing : {"approval", "peel", "key"}) {
    json::Json body = one;
    body.erase("request");
    body.erase(missing);
    EXPECT_EQ(approve(id, body), "400 json") << missing;
  }
  EXPECT_EQ(state_of(id), "asked");
  EXPECT_EQ(batch(1), "200");
  EXPECT_EQ(state_of(id), "approved");
}

}  // namespace
}  // namespace insyn::server
