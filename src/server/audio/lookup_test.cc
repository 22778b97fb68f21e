// An importer finds the recordings of a call by the call's id, and nothing else.
#include "server/audio/lookup.h"

#include "server/audio/testing.h"
#include "server/lifetime/shredding.h"

namespace insyn::server {
namespace {

using recording::kTestId;

class LookupTest : public AudioTest {
 protected:
  LookupTest() {
    CHECK(centre.execute("UPDATE certificates SET call_id = '4711', kept_until = 9000000000000"));
  }
  // How often the ledger has it of an importer, the account as it is salted there.
  std::size_t entered(const std::string& account) {
    std::size_t count = 0;
    for (std::uint64_t number = 0; number < centre.head().size; ++number)
      CHECK(centre.database->read([&](Transaction& transaction) -> Status {
        TRY_ASSIGN(const Log::Stood stood, centre.log.at(transaction, number));
        const auto* entry = std::get_if<ledger::AudioLookedUp>(&stood.entry.what);
        if (entry == nullptr || !stood.kept) return {};
        EXPECT_EQ(entry->recording, ledger::salted(stood.kept->salt, view_of(kTestId)));
        EXPECT_EQ(stood.kept->recording, kTestId);
        count += entry->importer == ledger::salted(stood.kept->salt, view_of(account)) ? 1U : 0U;
        return {};
      }));
    return count;
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

TEST_F(LookupTest, EachImportersLookAtARecordingStandsInTheLedgerOnceInTwelveHours) {
  EXPECT_EQ(found("4712"), 0U);
  EXPECT_EQ(entries(), Kinds{}) << "of a call without a recording nobody is told anything";
  ASSERT_EQ(found("4711"), 1U);
  EXPECT_EQ(entered("importör"), 1U);
  // It is published before the answer is given.
  EXPECT_EQ(centre.head().published, centre.head().size);
  ASSERT_EQ(found("4711"), 1U);
  EXPECT_EQ(entries(), Kinds{"audio-lookup"});
  // Another one's is another look.
  importer = centre.sign_up("importör 2", ledger::Role::kImporter);
  ASSERT_EQ(found("4711"), 1U);
  EXPECT_EQ(entered("importör 2"), 1U);
  centre.set_time("2026-12-02T21:01:00.000Z");
  importer = centre.sign_in("importör");
  ASSERT_EQ(found("4711"), 1U);
  EXPECT_EQ(entered("importör"), 2U);
}

TEST_F(LookupTest, WhoeverIsCalledSoLaterIsEnteredToo) {
  ASSERT_EQ(found("4711"), 1U);
  const std::string chief = centre.sign_up("chef", ledger::Role::kAdministrator);
  last = centre.ask({"POST", "/v1/accounts/removal", R"({"name":"importör"})", chief});
  ASSERT_EQ(TestServer::said(last), "200");
  importer = centre.sign_up("importör", ledger::Role::kImporter);
  ASSERT_EQ(found("4711"), 1U);
  EXPECT_EQ(entered("importör"), 2U);
}

TEST_F(LookupTest, WhatALookLeftEndsWithTheRecording) {
  ASSERT_EQ(found("4711"), 1U);
  const auto left = [&] {
    std::size_t rows = 0;
    CHECK(centre.database->read([&](Transaction& transaction) -> Status {
      TRY_ASSIGN(const auto all, transaction.query("SELECT at FROM audio_lookups"));
      rows = all.size();
      return {};
    }));
    return rows;
  };
  EXPECT_EQ(left(), 1U);
  ASSERT_TRUE(centre.database->write([&](Transaction& transaction) -> Status {
    TRY(shred(transaction, centre.log, kTestId, ledger::ShreddedBecause::kErasure, centre.clock.utc()));
    return {};
  }));
  EXPECT_EQ(left(), 0U);
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
