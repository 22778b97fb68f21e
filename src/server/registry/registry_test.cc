#include "server/registry/registry.h"

#include <gtest/gtest.h>

#include "agreement/withdrawal.h"
#include "server/http/router.h"
#include "server/ingest/testing.h"
#include "server/registry/database_nonces.h"
#include "server/registry/routes.h"

namespace insyn::server {
namespace {

class RegistryTest : public testing::Test, public TestCentre {
 protected:
  std::string withdrawal(const agreement::Party& party, const Digest& of) const {
    const agreement::Withdrawal text{of, "kundtjanst-2026-11", party.keys.name, parse_utc(kTestNow).value(),
                                     ""};
    return note::sign(agreement::withdrawal_text(text), party.signer);
  }
  Digest agreement_hash() const { return sha256(view_of(agreement_text)); }
  // The next version, of a roster with this one's hash before it.
  roster::Roster next_roster() const {
    return roster::next_version(parties.roster(pc.certifier.device()), sha256(view_of(roster_text)));
  }
  bool denied(const Result<Registered>& result) const {
    return !result && result.error().code == Code::kDenied;
  }
  // What the feed says after `cursor`; nothing while it has nothing to say.
  std::optional<std::string> feed(const std::string& cursor, bool last = false) {
    for (const http::Route& route : registry_routes(registry, *store.database)) {
      if (route.path != "/v1/feed") continue;
      http::Request asked;
      asked.head.query = "?after=" + cursor;
      auto said = std::get<http::HandleOrWait>(route.handler)(asked, last);
      if (auto* wait = std::get_if<http::Wait>(&said)) {
        EXPECT_FALSE(wait->is_over());
        waits_ = *wait;
        return std::nullopt;
      }
      return std::get<http::Answer>(said).body;
    }
    return std::nullopt;
  }
  static std::string next_in(const std::string& body) {
    const std::size_t at = body.find("\"next\":\"") + 8;
    return body.substr(at, body.find('"', at) - at);
  }
  static std::size_t times(const std::string& text, const std::string& what) {
    std::size_t count = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
    return count;
  }

  http::Wait waits_;
};

TEST_F(RegistryTest, WhatIsRegisteredStandsInTheLedgerOnce) {
  EXPECT_EQ(entries(), (std::vector<std::string>{"agreement", "roster"}));
  EXPECT_EQ(registry.add_agreement(agreement_note).value().entry, 0u);
  EXPECT_EQ(registry.add(roster_note).value().entry, 1u);
  EXPECT_EQ(entries().size(), 2u);
}

TEST_F(RegistryTest, WhatNotAllHaveSignedIsRefused) {
  const std::string other = with(agreement_text, "kundtjanst-2026-11", "kundtjanst-2027-01");
  EXPECT_TRUE(denied(registry.add(note::sign(other, parties.employer.signer))));
  EXPECT_TRUE(denied(registry.add(note::sign(other, parties.union_side.signer))));
  EXPECT_TRUE(
      denied(registry.add(agreement::signed_by_both(other, parties.employer, agreement::union_party()))));
  EXPECT_TRUE(denied(registry.add(note::sign(roster::roster_text(next_roster()), parties.employer.signer))));
  EXPECT_FALSE(registry.add(other));
  EXPECT_FALSE(registry.add(""));
  EXPECT_EQ(entries().size(), 2u);
}

TEST_F(RegistryTest, AnAgreementWithAnotherLedgerOrNoneIsRefused) {
  const std::string ledger = agreement_text.substr(agreement_text.find("\n[ledger]"));
  EXPECT_TRUE(denied(registry.add(parties.by_both(with(agreement_text, ledger, "\n")))));
  const TestParties others;
  EXPECT_TRUE(denied(registry.add(parties.by_both(
      with(agreement_text, parties.ledger.verifier().text(), others.ledger.verifier().text())))));
}

TEST_F(RegistryTest, ARosterThatDoesNotFollowTheOneBeforeIsRefused) {
  roster::Roster changed = parties.roster(pc.certifier.device());
  changed.links.clear();
  EXPECT_TRUE(denied(registry.add(parties.signed_roster(changed))));  // another text of version 1
  roster::Roster next = next_roster();
  next.before.front()[0] ^= 1;
  EXPECT_TRUE(denied(registry.add(parties.signed_roster(next))));
  ASSERT_TRUE(registry.add(parties.signed_roster(next_roster())));
  // An older one that was never registered.
  EXPECT_TRUE(denied(registry.add(parties.signed_roster(changed))));
  EXPECT_EQ(entries().back(), "roster");
}

TEST_F(RegistryTest, EitherPartyWithdrawsAndNobodyElse) {
  EXPECT_TRUE(denied(registry.add(withdrawal(agreement::union_party(), agreement_hash()))));
  EXPECT_TRUE(denied(registry.add(withdrawal(parties.union_side, sha256(view_of("another"))))));
  const auto in_force = [&](const char* begin = "2026-12-01T13:01:01.000Z") {
    std::optional<RegisteredAgreement> registered;
    EXPECT_TRUE(store.database->read([&](Transaction& transaction) -> Status {
      TRY_ASSIGN(registered, registry.agreement(transaction, agreement_hash()));
      return {};
    }));
    return in_force_at(*registered, parse_utc(begin).value());
  };
  EXPECT_TRUE(in_force());
  EXPECT_FALSE(in_force("2027-02-01T12:00:00.000Z"));
  ASSERT_TRUE(registry.add(withdrawal(parties.employer, agreement_hash())));
  ASSERT_TRUE(registry.add(withdrawal(parties.union_side, agreement_hash())));
  EXPECT_FALSE(in_force());
  EXPECT_TRUE(in_force("2026-12-01T12:59:59.000Z"));  // a recorder may not have been told yet
  EXPECT_FALSE(in_force("2027-02-01T12:00:00.000Z"));
  EXPECT_EQ(entries(), (std::vector<std::string>{"agreement", "roster", "withdrawal", "withdrawal"}));
}

TEST_F(RegistryTest, TheMachinesAreThoseOfTheNewestRosterAndTheAgreements) {
  const auto role_of = [&](const note::Signer& key) -> std::optional<http::Role> {
    const auto state = registry.state();
    const auto found = state->machines->find(http_signature::key_id_of(key.verifier()));
    return found == state->machines->end() ? std::nullopt : std::optional(found->second.role);
  };
  EXPECT_EQ(role_of(parties.link), http::Role::kLink);
  EXPECT_EQ(role_of(parties.witness), http::Role::kWitness);
  EXPECT_EQ(role_of(parties.agent.signer), http::Role::kAgent);
  EXPECT_FALSE(role_of(parties.employer.signer));
  roster::Roster next = next_roster();
  const note::Signer link = note::Signer::generate("desk-12-new").value();
  next.links = {{"desk-12", link.verifier()}};
  ASSERT_TRUE(registry.add(parties.signed_roster(next)));
  EXPECT_FALSE(role_of(parties.link));
  EXPECT_EQ(role_of(link), http::Role::kLink);
  // An agent with a witness's key makes no agent of the witness.
  roster::TestAgent odd("a99");
  odd.signer = note::Signer::parse(parties.witness.secret_text()).value();
  roster::Roster third = roster::next_version(next, sha256(view_of(roster::roster_text(next))));
  third.agents.push_back({odd.name, {}, {odd.key(third.id)}});
  ASSERT_TRUE(registry.add(parties.signed_roster(third)));
  EXPECT_EQ(role_of(parties.witness), http::Role::kWitness);
}

TEST_F(RegistryTest, AnotherServerSeesItWhenItLooks) {
  Registry other(*store.database, log, parties.pins(), store.clock);
  EXPECT_TRUE(other.state()->machines->empty());
  ASSERT_TRUE(other.refresh());
  EXPECT_EQ(other.state()->machines->size(), 3u);
  ASSERT_TRUE(registry.add(withdrawal(parties.union_side, agreement_hash())));
  EXPECT_EQ(other.state()->next_entry, 2u);
  ASSERT_TRUE(other.refresh());
  EXPECT_EQ(other.state()->next_entry, 3u);
}

TEST_F(RegistryTest, TheFeedTellsAllOnceAndThenWhatIsNew) {
  const std::string first = feed("").value();
  EXPECT_EQ(times(first, "\"kind\":\"agreement\""), 1u);
  EXPECT_EQ(times(first, "\"kind\":\"roster\""), 1u);
  const std::string cursor = next_in(first);
  EXPECT_FALSE(feed(cursor));
  EXPECT_EQ(feed(cursor, true).value(), "{\"next\":\"" + cursor + "\",\"items\":[]}");
  ASSERT_TRUE(registry.add(withdrawal(parties.union_side, agreement_hash())));
  EXPECT_TRUE(waits_.is_over());
  const std::string second = feed(cursor).value();
  EXPECT_EQ(times(second, "\"kind\":"), 1u);
  EXPECT_EQ(times(second, "\"kind\":\"withdrawal\""), 1u);
  EXPECT_FALSE(feed(next_in(second)));
}

TEST_F(RegistryTest, TheFeedTellsTheWitnessesWordsAndWishesWheneverTheyChange) {
  const std::string cursor = next_in(feed("").value());
  ASSERT_TRUE(
      store.execute("INSERT INTO in_force_notes (agreement, witness, note, said) "
                    "VALUES ('a', 'w', 'first word', 1)"));
  ASSERT_TRUE(registry.refresh());
  const std::string words = feed(cursor).value();
  EXPECT_EQ(times(words, "first word"), 1u);
  EXPECT_EQ(times(words, "\"kind\":"), 1u);
  ASSERT_TRUE(store.execute("UPDATE in_force_notes SET note = 'second word'"));
  ASSERT_TRUE(registry.refresh());
  const std::string again = feed(next_in(words)).value();
  EXPECT_EQ(times(again, "second word"), 1u);
  ASSERT_TRUE(registry.add(withdrawal(parties.union_side, agreement_hash())));
  EXPECT_EQ(times(feed(next_in(again)).value(), "second word"), 0u);
}

TEST_F(RegistryTest, TheFeedTellsMuchInPartsAndLeavesNothingOut) {
  const auto put = [&](int from, int to, std::size_t size) {
    for (int i = from; i < to; ++i)
      ASSERT_TRUE(
          store.execute("INSERT INTO withdrawals (hash, agreement, party, note, entry, registered) VALUES "
                        "(:a, 'a', 'p', :b, :c, 0)",
                        {std::to_string(i), std::string(size, 'n'), std::int64_t{i}}));
    ASSERT_TRUE(registry.refresh());
  };
  put(2, 112, 10);
  const std::string first = feed("").value(), second = feed(next_in(first)).value();
  EXPECT_EQ(times(first, "\"kind\":"), 100u);
  EXPECT_EQ(times(second, "\"kind\":"), 12u);
  const std::string cursor = next_in(second);
  EXPECT_FALSE(feed(cursor));
  put(112, 114, 700'000);
  const std::string third = feed(cursor).value();
  EXPECT_EQ(times(third, "\"kind\":"), 1u);
  EXPECT_EQ(times(feed(next_in(third)).value(), "\"kind\":"), 1u);
}

TEST_F(RegistryTest, APlaceInTheFeedThatIsNoneIsRefused) {
  EXPECT_NE(feed("abc").value().find("\"cursor\""), std::string::npos);
}

TEST_F(RegistryTest, OfARosterTheFeedTellsTheNewestVersion) {
  ASSERT_TRUE(registry.add(parties.signed_roster(next_roster())));
  const std::string all = feed("").value();
  EXPECT_EQ(times(all, "\"kind\":\"roster\""), 1u);
  EXPECT_EQ(times(all, "version = 2"), 1u);
}

TEST_F(RegistryTest, ALedgerThatWasPutBackIsToldFromItsBeginning) {
  EXPECT_EQ(times(feed("100-0123456789abcdef").value(), "\"kind\":"), 2u);
  EXPECT_FALSE(parse_cursor("100"));
  EXPECT_FALSE(parse_cursor("-1-"));
  EXPECT_FALSE(parse_cursor("1-0123456789abcdeg"));
  EXPECT_FALSE(parse_cursor("1-0123456789abcdef0"));
}

TEST_F(RegistryTest, ANonceIsNewOnceForAllServersUntilItsTime) {
  DatabaseNonces nonces(*store.database), other(*store.database);
  const Utc until = parse_utc(kTestNow).value();
  EXPECT_TRUE(nonces.is_new("key", "nonce", until).value());
  EXPECT_FALSE(nonces.is_new("key", "nonce", until).value());
  EXPECT_FALSE(other.is_new("key", "nonce", until).value());
  EXPECT_TRUE(other.is_new("another", "nonce", until).value());
  ASSERT_TRUE(nonces.forget(until));
  EXPECT_FALSE(nonces.is_new("key", "nonce", until).value());
  ASSERT_TRUE(nonces.forget(until + std::chrono::milliseconds(1)));
  EXPECT_TRUE(nonces.is_new("key", "nonce", until).value());
}

}  // namespace
}  // namespace insyn::server
