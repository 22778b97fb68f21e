#include "server/access/findings.h"

#include <gtest/gtest.h>

#include "server/access/testing.h"
#include "server/erasure/erasure.h"
#include "server/lifetime/shredding.h"

namespace insyn::server {
namespace {

using recording::kTestId;

std::string sealed(const std::string& what, std::size_t size = 0) {
  std::string bytes = "age-encryption.org/v1\n" + what;
  if (size > 0) bytes.resize(size, 'x');
  return to_base64(view_of(bytes), Padding::kRequired);
}

class FindingsTest : public AccessTest {
 protected:
  std::string send(const std::string& method, const std::string& target, const json::Json& body,
                   const std::string& session) {
    last = centre.ask({method, target, body.is_null() ? "" : json::line_of(body), session});
    return TestServer::said(last);
  }
  static json::Json body_of(const std::string& note, const json::Json& picture = {},
                            const std::string& recording = kTestId) {
    return {{"recording", recording}, {"note", note}, {"picture", picture}};
  }
  // A recording that the reviewer has open.
  std::string opened() {
    centre.store();
    const std::string id = approved();
    EXPECT_EQ(get("/v1/requests/" + id + "/peel", reviewer), "200");
    return id;
  }
  std::string found(const json::Json& picture = {}) {
    EXPECT_EQ(send("POST", "/v1/findings", body_of(sealed("a note"), picture), reviewer), "200");
    return json().value("id", "");
  }
  json::Json listed(const std::string& session, const std::string& query = "") {
    EXPECT_EQ(get("/v1/findings" + query, session), "200");
    return json()["findings"];
  }
  Status bury_it(ledger::ShreddedBecause because) {
    return centre.database->write([&](Transaction& transaction) -> Status {
      TRY(shred(transaction, centre.log, kTestId, because, centre.clock.utc()));
      return {};
    });
  }
};

TEST_F(FindingsTest, AreForAllReviewersAndTellNobodyWhoseTheyAre) {
  opened();
  const std::string id = found(sealed("a picture"));
  const json::Json row = {{"id", id},
                          {"recording", kTestId},
                          {"day", "2026-12-02"},
                          {"note", sealed("a note")},
                          {"has_picture", true},
                          {"own", true}};
  EXPECT_EQ(listed(reviewer), json::Json::array({row}));
  json::Json others = row;
  others["own"] = false;
  EXPECT_EQ(listed(other), json::Json::array({others}));
  EXPECT_EQ(last.body.find("granskare"), std::string::npos);
  EXPECT_EQ(get("/v1/findings/" + id + "/picture", other), "200");
  EXPECT_EQ(last.body, "age-encryption.org/v1\na picture");
  EXPECT_EQ(listed(other, "?recording=" + std::string(32, 'a')).size(), 0U);
  EXPECT_EQ(listed(other, "?recording=" + kTestId).size(), 1U);
  EXPECT_EQ(entries().back(), "export");
  for (const std::string& session : {union_, analyst}) EXPECT_EQ(get("/v1/findings", session), "403 role");
}

TEST_F(FindingsTest, AreMadeByWhoeverMayReadTheRecordingAtThatMoment) {
  centre.store();
  const json::Json body = body_of(sealed("a note"));
  EXPECT_EQ(send("POST", "/v1/findings", body, reviewer), "403 not-open");
  const std::string id = asked();
  EXPECT_EQ(send("POST", "/v1/findings", body, reviewer), "403 not-open");
  ASSERT_EQ(approve(id, centre.approval_of(note, entry_of(id))), "200");
  EXPECT_EQ(send("POST", "/v1/findings", body, reviewer), "409 no-peel");
  ASSERT_EQ(get("/v1/requests/" + id + "/peel", reviewer), "200");
  EXPECT_EQ(send("POST", "/v1/findings", body, reviewer), "200");
  EXPECT_EQ(send("POST", "/v1/findings", body, other), "403 not-open");
  EXPECT_EQ(send("POST", "/v1/findings", body, union_), "403 role");
  EXPECT_EQ(send("POST", "/v1/findings", body, analyst), "403 role");
  EXPECT_EQ(send("POST", "/v1/findings", body_of(sealed("a note"), {}, std::string(32, 'b')), reviewer),
            "404 no-such-recording");
  centre.set_time("2026-12-09T09:10:00.000Z");
  const std::string later = centre.sign_in("granskare");
  EXPECT_EQ(send("POST", "/v1/findings", body, later), "403 not-open");
}

TEST_F(FindingsTest, AreSealedAndBounded) {
  opened();
  const std::string plain = to_base64(view_of("a note"), Padding::kRequired);
  const auto largest = sealed("", kLargestFindingNote), picture = sealed("", kLargestFindingPicture);
  for (const json::Json& wrong :
       {body_of(plain), body_of("not base64!"), body_of(""), body_of(sealed("a note"), plain),
        body_of(sealed("", kLargestFindingNote + 1)),
        body_of(sealed("a note"), sealed("", kLargestFindingPicture + 1)), body_of(sealed("a note"), 7),
        body_of(sealed("a note"), {}, "../x"), json::Json{{"recording", kTestId}, {"note", sealed("a note")}},
        json::Json::object()})
    EXPECT_EQ(send("POST", "/v1/findings", wrong, reviewer), "400 json") << wrong.dump().substr(0, 80);
  EXPECT_EQ(send("POST", "/v1/findings", body_of(largest, picture), reviewer), "200");
  EXPECT_EQ(listed(reviewer)[0]["note"], largest);
  EXPECT_EQ(centre.ask({"POST", "/v1/findings", std::string(3 << 20, ' '), reviewer}).status, 413);
}

TEST_F(FindingsTest, ARecordingHasNoMoreThanSoMany) {
  opened();
  for (std::int64_t i = 0; i < kMostFindingsOfARecording; ++i)
    ASSERT_TRUE(
        centre.execute("INSERT INTO findings (id, recording, account, day, note) VALUES (:id, "
                       ":recording, 'x', '2026-12-01', 'n')",
                       {fmt::format("{:032x}", i), kTestId}));
  EXPECT_EQ(send("POST", "/v1/findings", body_of(sealed("a note")), reviewer), "409 too-many");
  // And they come by pages.
  std::vector<json::Json> all;
  std::string after;
  do {
    ASSERT_EQ(get("/v1/findings?most=70" + after, reviewer), "200");
    const json::Json page = json();
    for (const json::Json& one : page["findings"]) all.push_back(one);
    after = page.contains("next") ? "&after=" + page["next"].get<std::string>() : "";
  } while (!after.empty());
  ASSERT_EQ(all.size(), 200U);
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i]["id"], fmt::format("{:032x}", 199 - i));
  for (const char* wrong : {"?most=0", "?most=101", "?after=x", "?recording=x", "?account=granskare"})
    EXPECT_EQ(get(std::string("/v1/findings") + wrong, reviewer), "400 query") << wrong;
}

TEST_F(FindingsTest, AreChangedAndRemovedByTheirOwnerAlone) {
  opened();
  const std::string id = found(sealed("a picture")), target = "/v1/findings/" + id;
  const json::Json changed = {{"note", sealed("better")}};
  EXPECT_EQ(send("PUT", target, changed, other), "404 no-such-finding");
  EXPECT_EQ(send("DELETE", target, {}, other), "404 no-such-finding");
  EXPECT_EQ(send("PUT", target, changed, reviewer), "200");
  EXPECT_EQ(listed(reviewer)[0]["note"], sealed("better"));
  EXPECT_EQ(listed(reviewer)[0]["has_picture"], true);
  EXPECT_EQ(send("PUT", target, {{"note", sealed("better")}, {"picture", nullptr}}, reviewer), "200");
  EXPECT_EQ(listed(reviewer)[0]["has_picture"], false);
  EXPECT_EQ(get(target + "/picture", reviewer), "404 no-such-finding");
  const std::size_t before = entries().size();
  EXPECT_EQ(send("PUT", target, {{"note", sealed("b")}, {"picture", sealed("another")}}, reviewer), "200");
  EXPECT_EQ(entries().size(), before + 1);
  EXPECT_EQ(send("PUT", target, {{"note", "plain"}}, reviewer), "400 json");
  Sent from_elsewhere{"DELETE", target, "", reviewer, {}};
  EXPECT_EQ(TestServer::said(centre.ask(from_elsewhere)), "403 cross-site");
  EXPECT_EQ(send("DELETE", target, {}, reviewer), "200");
  EXPECT_EQ(listed(reviewer).size(), 0U);
  EXPECT_EQ(send("DELETE", target, {}, reviewer), "404 no-such-finding");
}

// A picture is as delicate as what it was cut from; the note about the system stays.
TEST_F(FindingsTest, LoseTheirPictureAndTheirLinkWithTheRecording) {
  for (const auto because : {ledger::ShreddedBecause::kRetention, ledger::ShreddedBecause::kDiscard,
                             ledger::ShreddedBecause::kErasure}) {
    TestCentre another;
    const std::string session = another.sign_up("granskare", ledger::Role::kReviewer);
    another.store();
    ASSERT_TRUE(
        another.execute("INSERT INTO findings (id, recording, account, day, note) VALUES (:id, "
                        ":recording, 'granskare', '2026-12-01', 'n')",
                        {std::string(32, 'e'), kTestId}));
    const std::string picture = sealed("of a screen");
    ASSERT_TRUE(another.execute("INSERT INTO finding_pictures (finding, content) VALUES (:id, :content)",
                                {std::string(32, 'e'), picture}));
    ASSERT_TRUE(another.database->write([&](Transaction& transaction) -> Status {
      TRY(shred(transaction, another.log, kTestId, because, another.clock.utc()));
      return {};
    }));
    const http::Answer answer = another.ask({"GET", "/v1/findings", "", session});
    const json::Json row = TestServer::json_of(answer)["findings"][0];
    EXPECT_EQ(row["recording"], json::Json());
    EXPECT_EQ(row["has_picture"], false);
    EXPECT_EQ(row["note"], "n");
    EXPECT_EQ(another.ask({"GET", "/v1/findings/" + std::string(32, 'e') + "/picture", "", session}).status,
              404);
    // And no file of the database has it.
    ASSERT_TRUE(erase(*another.database));
    for (const auto& entry : std::filesystem::recursive_directory_iterator(another.folder)) {
      if (!entry.is_regular_file()) continue;
      EXPECT_EQ(read_text(entry.path(), std::size_t{1} << 30).value().find(picture), std::string::npos)
          << entry.path();
    }
  }
}

TEST_F(FindingsTest, StayAndAreNobodysWhenTheAccountGoes) {
  opened();
  found();
  const std::string chief = centre.sign_up("chef", ledger::Role::kAdministrator);
  ASSERT_EQ(post("/v1/accounts/removal", R"({"name":"granskare"})", chief), "200");
  const std::string again = centre.sign_up("granskare", ledger::Role::kReviewer);
  ASSERT_EQ(listed(again).size(), 1U);
  EXPECT_EQ(listed(again)[0]["own"], false);
}

}  // namespace
}  // namespace insyn::server
