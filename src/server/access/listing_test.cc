#include "server/access/listing.h"

#include <gtest/gtest.h>

#include "server/access/testing.h"

namespace insyn::server {
namespace {

using recording::kTestId;

class ListingTest : public AccessTest {
 protected:
  // A recording of an agent's under the registered agreement.
  std::string put(int number, const std::string& kind, const std::string& agent,
                  const std::string& queue = "kö") {
    const std::string id = fmt::format("{:032x}", number);
    EXPECT_TRUE(centre.execute(
        "INSERT INTO recordings (id, state, agreement, device, agent, call_id, kind, queue, began, day, "
        "kept_until, level, withheld, minutes, applications, chunks, bytes, received, entry, opening_note, "
        "closing_note, journal) VALUES (:id, 'stored', :agreement, 'desk-12', :agent, 'call-4711', :kind, "
        ":queue, 1764576903250, '2026-12-01', 1800000000000, 'full', 10, 2, 'Kundstöd', 77, 4097, "
        "1764576999999, :entry, '', '', '')",
        {id, to_hex(centre.parties.agreement.hash()), agent, kind, queue, centre.next_entry++}));
    return id;
  }
  // Of ten agents, so that it is told.
  void put_many(const std::string& kind, const std::string& queue = "kö") {
    for (int i = 0; i < 10; ++i) put(++put_, kind, fmt::format("agent-{}", i), queue);
  }
  json::Json list(const std::string& query, const std::string& session) {
    EXPECT_EQ(get("/v1/recordings" + query, session), "200") << query;
    return json();
  }
  json::Json row(const std::string& id, const std::string& session) {
    const json::Json page = list("?most=200", session);
    for (const json::Json& one : page["recordings"])
      if (one["id"] == id) return one;
    return {};
  }
  std::string ask_for(const std::string& recording) {
    note = centre.signed_request(centre.request(recording));
    return centre.ask_for(note, reviewer);
  }
  std::string refuse(const std::string& id) {
    const opening::Refusal refusal{sha256(view_of(note)), kTestId, 0, "Fel fråga.", centre.clock.utc()};
    return post("/v1/requests/" + id + "/refusal",
                note::sign(opening::text_of(refusal), centre.parties.union_.signer), union_);
  }

 private:
  int put_ = 100;
};

TEST_F(ListingTest, IsFoldedForReviewersAndWholeForTheUnion) {
  put_many("faktura");
  const std::string id = put(1, "faktura", "a17");
  const std::string agreement = to_hex(centre.parties.agreement.hash());
  EXPECT_EQ(
      row(id, reviewer),
      json::Json::parse(
          R"({"id":")" + id + R"(","agreement":")" + agreement +
          R"(","day":"2026-12-01","kind":"faktura","queue":"kö","applications":["Kundstöd"],"minutes":2,)" +
          R"("withheld":10,"level":"full","state":"sealed","example":null,"request":null,"until":null,)" +
          R"("because":null,"audio":false})"));
  EXPECT_EQ(row(id, analyst), row(id, reviewer));
  const json::Json whole = row(id, union_);
  EXPECT_EQ(whole["agent"], "a17");
  EXPECT_EQ(whole["device"], "desk-12");
  EXPECT_EQ(whole["call"], "call-4711");
  EXPECT_EQ(whole["state"], "sealed");
  EXPECT_FALSE(whole.contains("request"));
}

TEST_F(ListingTest, WhatFewAgentsHaveIsOtherInRowsFiltersAndCounts) {
  put_many("faktura");
  for (int i = 0; i < 20; ++i) put(i, "uppsägning", fmt::format("agent-{}", i % 9), "liten kö");
  for (const std::string& session : {reviewer, analyst}) {
    EXPECT_EQ(list("?most=200", session)["total"], 30);
    EXPECT_EQ(last.body.find("uppsägning"), std::string::npos);
    EXPECT_EQ(last.body.find("liten"), std::string::npos);
    EXPECT_EQ(list("?kind=upps%C3%A4gning", session)["total"], 0);
    EXPECT_EQ(list("?queue=liten%20k%C3%B6", session)["total"], 0);
    EXPECT_EQ(list("?kind=", session)["total"], 20);
    ASSERT_EQ(get("/v1/recordings/counts", session), "200");
    EXPECT_EQ(json()["total"], 30);
    EXPECT_EQ(json()["kind"],
              json::Json::parse(R"([{"value":"faktura","count":10},{"value":null,"count":20}])"));
    EXPECT_EQ(last.body.find("liten"), std::string::npos);
  }
  EXPECT_EQ(list("?kind=upps%C3%A4gning", union_)["total"], 20);
  ASSERT_EQ(get("/v1/recordings/counts?kind=faktura", union_), "200");
  EXPECT_EQ(json()["kind"],
            json::Json::parse(R"([{"value":"uppsägning","count":20},{"value":"faktura","count":10}])"));
}

TEST_F(ListingTest, CountsOfFewRecordingsAreNotTold) {
  put_many("faktura");
  put_many("flytt");
  ASSERT_TRUE(
      centre.execute("UPDATE recordings SET level = 'masked' WHERE id = :id", {fmt::format("{:032x}", 101)}));
  ASSERT_EQ(get("/v1/recordings/counts", reviewer), "200");
  EXPECT_EQ(json()["level"],
            json::Json::parse(R"([{"value":"full","count":19},{"value":"masked","count":null}])"));
  ASSERT_EQ(get("/v1/recordings/counts", union_), "200");
  EXPECT_EQ(json()["level"],
            json::Json::parse(R"([{"value":"full","count":19},{"value":"masked","count":1}])"));
}

TEST_F(ListingTest, SaysHowEachStandsForWhoeverAsks) {
  centre.store();
  EXPECT_EQ(row(kTestId, reviewer)["state"], "sealed");
  const std::string id = ask_for(kTestId);
  json::Json one = row(kTestId, reviewer);
  EXPECT_EQ(one["state"], "waiting");
  EXPECT_EQ(one["request"], id);
  EXPECT_TRUE(one["until"].get<std::string>().starts_with("2026-12-09T09:00:0")) << one["until"];
  EXPECT_EQ(one["because"], json::Json());
  EXPECT_EQ(row(kTestId, other)["state"], "sealed");
  EXPECT_EQ(row(kTestId, other)["request"], json::Json());
  EXPECT_EQ(row(kTestId, union_)["state"], "sealed");
  EXPECT_EQ(list("?state=waiting", reviewer)["total"], 1);
  EXPECT_EQ(list("?state=sealed", reviewer)["total"], 0);
  ASSERT_EQ(get("/v1/recordings/counts", reviewer), "200");
  EXPECT_EQ(json()["state"], json::Json::parse(R"([{"value":"waiting","count":1}])"));
  ASSERT_EQ(refuse(id), "200");
  one = row(kTestId, reviewer);
  EXPECT_EQ(one["state"], "refused");
  EXPECT_EQ(one["because"], "Fel fråga.");

  centre.clock.moved += std::chrono::minutes(1);
  opening::Request again = centre.request();
  again.because = "Igen.";
  note = centre.signed_request(again);
  const std::string second = centre.ask_for(note, reviewer);
  ASSERT_EQ(approve(second, centre.approval_of(note, entry_of(second))), "200");
  one = row(kTestId, reviewer);
  EXPECT_EQ(one["state"], "open");
  EXPECT_EQ(one["request"], second);
  EXPECT_EQ(one["because"], json::Json());
  centre.set_time("2026-12-09T10:00:00.000Z");
  const std::string later = centre.sign_in("granskare");
  EXPECT_EQ(row(kTestId, later)["state"], "expired");
}

TEST_F(ListingTest, ExamplesAreNamedByTheUnionAlone) {
  put_many("faktura");
  const std::string id = put(1, "faktura", "a17"), target = "/v1/recordings/" + id + "/example";
  const auto name = [&](const std::string& body, const std::string& session) {
    last = centre.ask({"PUT", target, body, session});
    return TestServer::said(last);
  };
  EXPECT_EQ(name(R"({"name":"Sök → Sök igen"})", reviewer), "403 role");
  EXPECT_EQ(name(R"({"name":"Sök → Sök igen"})", union_), "200");
  EXPECT_EQ(row(id, reviewer)["example"], (json::Json{{"name", "Sök → Sök igen"}}));
  EXPECT_EQ(list("?example=1", reviewer)["total"], 1);
  EXPECT_EQ(name(R"({"name":"annat"})", union_), "200");
  EXPECT_EQ(row(id, reviewer)["example"], (json::Json{{"name", "annat"}}));
  for (const std::string& wrong :
       {std::string("{}"), std::string(R"({"name":""})"), std::string(R"({"name":"a","more":1})"),
        R"({"name":")" + std::string(kLongestExampleName + 1, 'a') + R"("})"})
    EXPECT_EQ(name(wrong, union_), "400 json") << wrong;
  EXPECT_EQ(TestServer::said(centre.ask({"DELETE", target, "", union_})), "200");
  EXPECT_EQ(list("?example=1", reviewer)["total"], 0);
  EXPECT_EQ(TestServer::said(centre.ask(
                {"PUT", "/v1/recordings/" + std::string(32, 'f') + "/example", R"({"name":"a"})", union_})),
            "404 no-such-recording");
}

TEST_F(ListingTest, TextFromOutsideIsHandedOnAsText) {
  const std::string hostile =
      "</script><img src=x onerror=alert(1)>\"'\\ \xE2\x80\xA8 \xE2\x80\xAE {{7*7}} %s' OR 1=1 --";
  put_many(hostile, hostile);
  const json::Json page = list("", reviewer);
  EXPECT_EQ(page["recordings"][0]["kind"], hostile);
  EXPECT_EQ(page["recordings"][0]["queue"], hostile);
  EXPECT_EQ(last.body.find('\n'), last.body.size() - 1);
  std::string query = "?kind=";
  for (const char c : hostile) query += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  EXPECT_EQ(list(query, reviewer)["total"], 10);
  ASSERT_EQ(get("/v1/recordings/counts", reviewer), "200");
  EXPECT_EQ(json()["queue"][0]["value"], hostile);
}

TEST_F(ListingTest, FiltersThatAreNoneAreRefused) {
  for (const char* path : {"/v1/recordings", "/v1/recordings/counts"})
    for (const char* wrong : {"?from=yesterday", "?agent=a17", "?state=stored", "?most=201", "?kind"})
      EXPECT_EQ(get(std::string(path) + wrong, reviewer), "400 query") << wrong;
}

// All that a reviewer's session is ever answered, while everything is done that can be: searched for what was
// planted.
class NothingPlanted : public ListingTest {
 protected:
  void SetUp() override {
    before_ = on_answer;
    on_answer = [this](const Sent& sent, const http::Answer& answer) {
      if (before_) before_(sent, answer);
      if (sent.cookie != reviewer) return;
      ++answers;
      std::string all = answer.body;
      for (const http::Field& field : answer.fields) all += field.name + field.value;
      for (const std::string& never : planted)
        EXPECT_EQ(all.find(never), std::string::npos) << never << " in the answer to " << sent.target;
    };
  }
  void TearDown() override { on_answer = before_; }

  // The agent, the workstation, the call, its begin as it may be written, and the bytes that were stored; in
  // such a way that no hash has them by chance.
  const std::vector<std::string> planted = {
      "\"a17\"",  " a17",     "agent-7", "desk-12",       "\"4711\"",      " 4711",        "call-4711",
      "08:15:03", "09:15:03", ":4097",   "1796112903250", "1764576903250", "1764576999999"};
  int answers = 0;

 private:
  std::function<void(const Sent&, const http::Answer&)> before_;
};

TEST_F(NothingPlanted, IsInAnyAnswerToAReviewer) {
  centre.store();
  put_many("faktura");
  const std::string id = ask_for(kTestId);
  ASSERT_NE(id, "");
  ASSERT_EQ(approve(id, centre.approval_of(note, entry_of(id))), "200");
  ASSERT_EQ(get("/v1/requests/" + id + "/peel", reviewer), "200");
  ASSERT_EQ(range("/v1/requests/" + id + "/chunks", "0-", reviewer), "206");
  ASSERT_EQ(row(kTestId, reviewer)["state"], "open");
  // And every path there is, with whatever it takes, also those that it may not ask.
  int before = answers;
  for (const http::Route& route : centre.routes) {
    for (const char* parameter : {kTestId.c_str(), id.c_str()}) {
      std::string target = route.path;
      for (const auto& [name, value] : {std::pair("{id}", parameter), {"{name}", "certificate.note"}})
        if (const std::size_t at = target.find(name); at != std::string::npos)
          target.replace(at, std::string(name).size(), value);
      if (target != "/v1/session") centre.ask({route.method, target, "", reviewer});
    }
  }
  EXPECT_GE(answers - before, 60);
  for (const char* query : {"?order=oldest", "?order=longest", "?order=withheld", "?kind=a17",
                            "?queue=desk-12", "?application=4711", "?agent=a17", "?after=a17"}) {
    get(std::string("/v1/recordings") + query, reviewer);
    get(std::string("/v1/recordings/counts") + query, reviewer);
  }
  EXPECT_TRUE(
      centre.execute("INSERT INTO tombstones (recording, because, at, entry, blob_removed, forgotten) "
                     "VALUES (:id, 'retention', 0, 0, 0, 0)",
                     {std::string(kTestId)}));
  EXPECT_EQ(get("/v1/requests/" + id + "/peel", reviewer), "410 gone");
}

}  // namespace
}  // namespace insyn::server
