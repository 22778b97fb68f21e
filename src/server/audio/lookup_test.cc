// An importer finds the recordings of a call by the call's id, and nothing else.
#include "server/audio/lookup.h"

#include "server/audio/testing.h"

namespace insyn::server {
namespace {

using recording::kTestId;

class LookupTest : public AudioTest {
 protected:
  LookupTest() {
    CHECK(centre.execute("UPDATE certificates SET call_id = '4711', kept_until = 9000000000000"));
  }
  std::size_t found(const std::string& call) {
    EXPECT_EQ(get("/v1/audio/calls?call=" + call, importer), "200");
    return json()["recordings"].size();
  }
};

TEST_F(LookupTest, RecordingsAreFoundByTheCallWithWhatVerifiesThem) {
  ASSERT_EQ(found("4711"), 1U);
  const json::Json one = json()["recordings"][0];
  const auto stored = recording::Recording::read(centre.station.spool / kTestId).value();
  EXPECT_EQ(one["id"], kTestId);
  EXPECT_EQ(one["certificate"], stored.certificate_note);
  EXPECT_EQ(one["opening"], stored.opening_note);
  EXPECT_EQ(one["agreement"], to_hex(stored.certificate->agreement_hash));
  EXPECT_EQ(one["audio"], false);
  ASSERT_EQ(attach(), "200");
  ASSERT_EQ(found("4711"), 1U);
  EXPECT_EQ(json()["recordings"][0]["audio"], true);
  EXPECT_EQ(found("4712"), 0U);
  for (const char* query : {"", "?call=", "?id=4711", "?call=4711&call=4712", "?call=4711&x=1"})
    EXPECT_EQ(get(std::string("/v1/audio/calls") + query, importer), "400 query") << query;
}

TEST_F(LookupTest, WhatIsGoneIsNotFound) {
  ASSERT_EQ(found("4711"), 1U);
  centre.set_time("2027-01-01T00:00:00.000Z");
  importer = centre.sign_in("importör");
  EXPECT_EQ(found("4711"), 0U);
  centre.set_time("2026-12-02T09:00:00.000Z");
  importer = centre.sign_in("importör");
  ASSERT_TRUE(
      centre.execute("INSERT INTO discards (recording, note, entry, at) VALUES (:id, '', 0, 0)", {kTestId}));
  EXPECT_EQ(found("4711"), 0U);
}

TEST_F(LookupTest, NobodyElseLooksUpACall) {
  for (const std::string& session : {reviewer, union_, analyst})
    EXPECT_EQ(get("/v1/audio/calls?call=4711", session), "403 role");
  EXPECT_EQ(get("/v1/audio/calls?call=4711", ""), "401 who-is-it");
}

}  // namespace
}  // namespace insyn::server
