// The ledger's paths: who may ask them, and what they answer.
#include <nlohmann/json.hpp>

#include "agreement/in_force_note.h"
#include "ledger/tiles/reading.h"
#include "witness/watching.h"

namespace insyn::witness_test {
namespace {

using nlohmann::json;
using server::Kept;

class LedgerRoutes : public Watching {
 protected:
  void SetUp() override {
    ASSERT_TRUE(centre->register_agreement(parties.agreement, parties.note));
    start();
    look_well();
    ASSERT_TRUE(centre->append_some(299));
    look_well();
  }
  // As somebody with a session, or as nobody.
  http_test::Reply get(const std::string& path, const std::string& who = "") const {
    http_test::Client one(served.port());
    std::string request =
        "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(served.port()) + "\r\n";
    if (!who.empty()) request += "Cookie: __Host-insyn=" + who + "\r\n";
    return one.ask(request + "\r\n");
  }
};

TEST_F(LedgerRoutes, AnybodyReadsTheLedger) {
  const auto checkpoint = get("/ledger/checkpoint");
  EXPECT_EQ(checkpoint.status, 200);
  EXPECT_EQ(checkpoint.fields.at("cache-control"), "no-cache");
  const ledger::Trust trust{"centre.example", parties.origin.verifier(), {parties.witness.verifier()}, 1};
  EXPECT_EQ(ledger::verify_checkpoint(checkpoint.body, trust, {}).value().checkpoint.size, 300U);
  using ledger::Tile;
  const std::pair<const char*, Tile> tiles[] = {
      {"/ledger/tile/0/000", {0, 0, ledger::kTileWidth}},
      {"/ledger/tile/0/001.p/44", {0, 1, 44}},
      {"/ledger/tile/0/001.p/43", {0, 1, 43}},
      {"/ledger/tile/1/000.p/1", {1, 0, 1}},
      {"/ledger/tile/entries/000", {Tile::kEntries, 0, ledger::kTileWidth}},
      {"/ledger/tile/entries/001.p/44", {Tile::kEntries, 1, 44}}};
  for (const auto& [path, which] : tiles) {
    const auto tile = get(path);
    EXPECT_EQ(tile.status, 200) << path;
    EXPECT_EQ(tile.fields.at("cache-control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(Bytes(tile.body.begin(), tile.body.end()),
              centre->log.tiles().read(which, ledger::kLargestBundle).value().value());
  }
  for (const char* path : {"/ledger/tile/0/002", "/ledger/tile/0/001.p/45", "/ledger/tile/0/000.p/256",
                           "/ledger/tile/0/00", "/ledger/tile/x/000", "/ledger/tile/0/x000/000",
                           "/ledger/tile/0/x001/x002/003", "/ledger/tile/00/000"})
    EXPECT_EQ(get(path).status, 404) << path;
}

TEST_F(LedgerRoutes, WhatIsShownIsForWitnessesAndTheUnion) {
  const std::string id(32, 'a');
  const Kept kept{ledger::Salt::random(), id};
  ASSERT_TRUE(centre->append(ledger::RecordingReceived{ledger::salted(kept.salt, view_of(id)), {}, 3}, kept));
  const std::string path = "/v1/ledger/shown?from=290&to=301";
  for (const server::http::Role role : server::http::kRoles) {
    const std::string who = std::string(server::http::name_of(role)) + "-anna";
    const bool may = role == server::http::Role::kUnion || role == server::http::Role::kWitness;
    EXPECT_EQ(get(path, who).status, may ? 200 : role == server::http::Role::kAnybody ? 401 : 403) << who;
  }
  EXPECT_EQ(get(path).status, 401);
  const json shown = json::parse(get(path, "union-anna").body).at("shown");
  // Salts of people are nobody's.
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_EQ(shown[0], (json{{"entry", 300}, {"salt", to_hex(kept.salt.bytes)}, {"recording", id}}));
  EXPECT_EQ(json::parse(get("/v1/ledger/shown?from=0&to=1", "union-anna").body).at("shown")[0].at("note"),
            parties.note);
  for (const char* query : {"", "?from=0", "?from=1&to=1", "?from=0&to=257", "?from=x&to=2",
                            "?from=0&from=0&to=2", "?from=00&to=2", "?from=-1&to=2"})
    EXPECT_EQ(get(std::string("/v1/ledger/shown") + query, "union-anna").status, 400) << query;
}

TEST_F(LedgerRoutes, AProofIsOfOnesOwnRequests) {
  ASSERT_TRUE(
      centre->execute("INSERT INTO requests (id, recording, account, state, opens, purpose, note, asked, "
                      "until, entry, approval_entry) "
                      "VALUES ('r', 'x', 'anna', 'approved', 'pictures', 'p', 'n', 1, 2, 7, 9)"));
  const auto status = [&](int entry, const std::string& who) {
    return get(fmt::format("/v1/ledger/proof?entry={}", entry), who).status;
  };
  EXPECT_EQ(status(7, "reviewer-anna"), 200);
  EXPECT_EQ(status(9, "reviewer-anna"), 200);
  EXPECT_EQ(status(8, "reviewer-anna"), 403);
  EXPECT_EQ(status(7, "reviewer-bo"), 403);
  EXPECT_EQ(status(8, "union-bo"), 200);
  EXPECT_EQ(status(7, "administrator-anna"), 403);
  EXPECT_EQ(status(7, "agent-anna"), 403);
  EXPECT_EQ(status(999, "union-bo"), 404);
  EXPECT_EQ(get("/v1/ledger/proof", "union-bo").status, 400);
  const json proof = json::parse(get("/v1/ledger/proof?entry=7", "reviewer-anna").body);
  const ledger::Trust trust{"centre.example", parties.origin.verifier(), {parties.witness.verifier()}, 1};
  const auto believed =
      ledger::verify_checkpoint(proof.at("checkpoint").get<std::string>(), trust, {}).value();
  ledger::Proof hashes;
  for (const json& hash : proof.at("proof"))
    hashes.push_back(ledger::parse_hash(hash.get<std::string>()).value());
  EXPECT_TRUE(ledger::verify_inclusion(ledger::leaf_hash(view_of(proof.at("text").get<std::string>())), 7,
                                       believed.checkpoint.size, believed.checkpoint.root, hashes));
  // What is not cosigned yet is not proven yet.
  ASSERT_TRUE(centre->append_some(1));
  EXPECT_EQ(status(300, "union-bo"), 503);
  look_well();
  EXPECT_EQ(status(300, "union-bo"), 200);
}

TEST_F(LedgerRoutes, WhatWitnessesHandInIsTakenFromThemAlone) {
  for (const char* path :
       {"/v1/ledger/cosignatures", "/v1/ledger/missing?from=0", "/v1/ledger/recordings", "/v1/in-force"}) {
    for (const char* who :
         {"", "union-anna", "administrator-anna", "reviewer-anna", "link-anna", "agent-anna"}) {
      http_test::Client one(served.port());
      std::string request = std::string("POST ") + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n";
      if (*who != '\0') request += std::string("Cookie: __Host-insyn=") + who + "\r\nx-insyn: 1\r\n";
      const int status = one.ask(request + "\r\n").status;
      EXPECT_TRUE(status == 401 || status == 403) << path << " " << who << " " << status;
    }
  }
}

class InForce : public LedgerRoutes {
 protected:
  int hand_in(const std::string& note) {
    http_client::Call call;
    call.method = "POST";
    call.target = "/v1/in-force";
    call.body = http_client::body_of("text/plain", note);
    return client->ask(call).value().status;
  }
  std::string word(const Digest& agreement, Utc at, const note::Signer& by) {
    return note::sign(agreement::in_force_text({agreement, at, {}}).value(), by);
  }
};

TEST_F(InForce, OnlyTheWitnesssOwnWordOnItsAgreementIsKept) {
  const Digest hash = parties.agreement.hash();
  const Utc now = clock.utc();
  EXPECT_EQ(hand_in(word(hash, now, parties.witness)), 204);
  EXPECT_EQ(confirmed_at(), now);
  // An older one does not replace it.
  EXPECT_EQ(hand_in(word(hash, now - std::chrono::minutes(1), parties.witness)), 204);
  EXPECT_EQ(confirmed_at(), now);
  EXPECT_EQ(hand_in(word(hash, now, parties.origin)), 403);
  EXPECT_EQ(hand_in("garbage"), 400);
  EXPECT_EQ(hand_in(word(hash, now + std::chrono::minutes(6), parties.witness)), 400);
  EXPECT_EQ(hand_in(word(Digest{}, now, parties.witness)), 404);
  ASSERT_TRUE(centre->execute("UPDATE agreements SET withdrawn = 1"));
  EXPECT_EQ(hand_in(word(hash, now, parties.witness)), 409);
}

}  // namespace
}  // namespace insyn::witness_test
