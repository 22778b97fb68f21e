// A witness that watches a centre over loopback.
#include "agreement/in_force_note.h"
#include "ledger/tiles/edge.h"
#include "ledger/tiles/reading.h"
#include "witness/watching.h"

namespace insyn::witness_test {
namespace {

using namespace std::chrono_literals;

class Watch : public Watching {
 protected:
  void begin() {
    ASSERT_TRUE(centre->register_agreement(parties.agreement, parties.note));
    start();
    look_well();
  }
};

TEST_F(Watch, CosignsWhatHasGrownKeepsItAndConfirmsTheAgreement) {
  begin();
  // The agreement's entry could not be published before the witness was heard.
  ASSERT_TRUE(centre->append_some(299));
  look_well();
  EXPECT_EQ(cosigned().size, 300U);
  EXPECT_EQ(cosigned().root, centre->head().root);
  // Anybody gets it cosigned, fresh, and with all entries.
  const std::string note = [&] {
    std::string text;
    EXPECT_TRUE(centre->database->read([&](server::Transaction& transaction) -> Status {
      TRY_ASSIGN(text, centre->witnesses.cosigned_checkpoint(transaction));
      return {};
    }));
    return text;
  }();
  const ledger::Trust trust{"centre.example", parties.origin.verifier(), {parties.witness.verifier()}, 1};
  const auto believed = ledger::verify_checkpoint(note, trust, ledger::Freshness{clock.utc(), 600s});
  ASSERT_TRUE(believed) << believed.error().message;
  EXPECT_EQ(believed->checkpoint.size, 300U);
  // The witness's copy stands by itself.
  ledger::Folder copy(place.copy());
  EXPECT_TRUE(ledger::verify_checkpoint(copy.checkpoint().value(), trust, {}));
  EXPECT_TRUE(
      ledger::verify_entries(copy, 300, cosigned().root, [](std::uint64_t, ByteView) { return Status(); }));
  EXPECT_TRUE(confirmed_at());
  EXPECT_TRUE(watch->standing().confirms);
  EXPECT_EQ(watch->standing().judged, 300U);
  EXPECT_EQ(watch->told().all().size(), 0U) << said;
}

TEST_F(Watch, TheSameCheckpointIsCosignedAgainSoThatItStaysFresh) {
  begin();
  ASSERT_TRUE(centre->append_some(1));
  look_well();
  const auto at = [&] { return *watch->standing().cosigned; };
  const Utc first = at();
  clock.move(30s);
  look_well();
  EXPECT_EQ(at(), first);
  clock.move(31s);
  look_well();
  EXPECT_GT(at(), first);
  const auto rows = centre->query("SELECT note FROM ledger_cosigned WHERE size = 2");
  ASSERT_EQ(rows.size(), 1U);
  const note::Note note = note::parse(server::text(rows[0][0])).value();
  EXPECT_EQ(note.signatures.size(), 2U);
  EXPECT_EQ(Utc(*ledger::cosigned_at(note, parties.witness.verifier()).value()), at());
}

TEST_F(Watch, TheLedgerGrowsOnlyOnceTheWitnessWasHeard) {
  ASSERT_TRUE(centre->register_agreement(parties.agreement, parties.note));
  EXPECT_EQ(centre->log.publish().error().code, Code::kTransient);
  EXPECT_EQ(centre->append_some(1).error().code, Code::kTransient);
  EXPECT_EQ(centre->head().published, 0U);
  start();
  look_well();
  EXPECT_TRUE(centre->append_some(1));
  // A server that is started again has heard nobody.
  served.serve(nullptr);
  clock.move(1s);
  centre = std::make_unique<Centre>(folder / "centre", parties, clock);
  EXPECT_EQ(centre->append_some(1).error().code, Code::kTransient);
  served.serve(centre.get());
  clock.move(1s);
  look_well();
  EXPECT_TRUE(centre->append_some(1));
}

TEST_F(Watch, GoesOnAfterItWasStartedAgain) {
  begin();
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(centre->append_some(60));
    look_well();
    start();
  }
  look_well();
  EXPECT_EQ(cosigned().size, 301U);
  EXPECT_EQ(watch->standing().judged, 301U);
  EXPECT_EQ(watch->told().all().size(), 0U) << said;
  EXPECT_TRUE(confirmed_at());
}

TEST_F(Watch, ACrashBetweenItsCopyAndItsCosignatureLosesNothing) {
  begin();
  ASSERT_TRUE(centre->append_some(10));
  look_well();
  const std::string before =
      read_text(place.state() / witness::origin_hash("centre.example") / "checkpoint", 65536).value();
  ASSERT_TRUE(centre->append_some(300));
  look_well();
  ASSERT_TRUE(centre->append_some(1));
  stop();
  // As if it had not been remembered; the copy has the entries.
  ASSERT_TRUE(write_file(place.state() / witness::origin_hash("centre.example") / "checkpoint",
                         view_of(before), Access::kOwnerOnly, IfExists::kReplace));
  // The rules were not saved either.
  std::filesystem::remove(place.rules());
  start();
  look_well();
  EXPECT_EQ(cosigned().size, 312U);
  EXPECT_EQ(watch->standing().judged, 312U);
}

TEST_F(Watch, ARuleThatIsBrokenIsToldOnce) {
  begin();
  // An approval of nothing, and a recording that nobody certified.
  ASSERT_TRUE(centre->append(ledger::RequestApproved{{0}, "Klubben", ledger::ApprovedBy::kPerson, {}},
                             server::Kept{ledger::Salt::random(), ""}));
  const std::string id(32, 'a');
  const server::Kept kept{ledger::Salt::random(), id};
  ASSERT_TRUE(centre->append(ledger::RecordingReceived{ledger::salted(kept.salt, view_of(id)), {}, 3}, kept));
  // One that is shown as another.
  const server::Kept other{ledger::Salt::random(), std::string(32, 'b')};
  ASSERT_TRUE(
      centre->append(ledger::RecordingReceived{ledger::salted(other.salt, view_of(id)), {}, 3}, other));
  // One that is not shown.
  ASSERT_TRUE(
      centre->append(ledger::RecordingReceived{ledger::salted(other.salt, view_of(id)), {}, 3}, kept));
  ASSERT_TRUE(centre->execute("DELETE FROM ledger_salts WHERE number = 4"));
  look_well();
  EXPECT_EQ(told("Entry 1: it says that it follows from entry 0, which is no request"), 1) << said;
  EXPECT_EQ(told("Entry 2: it is about a recording that no entry before it has certified"), 1) << said;
  EXPECT_EQ(told("Entry 3: what the server shows of it is not what stands in the ledger"), 1) << said;
  EXPECT_EQ(told("Entry 4: the server has not shown what it is about"), 1) << said;
  EXPECT_EQ(watch->told().all().size(), 4U);
  // Also where what was judged is judged again.
  stop();
  std::filesystem::remove(place.rules());
  start();
  look_well();
  EXPECT_EQ(watch->told().all().size(), 4U);
}

TEST_F(Watch, AnotherAgreementIsConfirmedOnceBothHaveSignedIt) {
  begin();
  const std::string note = parties.agreement_note("kundtjanst-2");
  const auto second = agreement::Agreement::verify(note, parties.pins).value();
  ASSERT_TRUE(centre->register_agreement(second, note));
  // Signed by one of them and somebody else, in the server's table too.
  const agreement::Party stranger = agreement::union_party();
  const std::string forged = agreement::signed_by_both(
      note::parse(parties.agreement_note("kundtjanst-3")).value().text, parties.employer, stranger);
  const auto third = agreement::Agreement::verify(forged, {parties.employer.keys, stranger.keys}).value();
  ASSERT_TRUE(centre->register_agreement(third, forged));
  ASSERT_TRUE(centre->log.publish());
  look_well();
  EXPECT_EQ(
      centre->query("SELECT agreement FROM in_force_notes WHERE agreement = :a", {to_hex(second.hash())})
          .size(),
      1U);
  EXPECT_EQ(centre->query("SELECT agreement FROM in_force_notes").size(), 2U);
  EXPECT_EQ(told("it registers an agreement that this witness does not have"), 1) << said;
  // It is known after a restart too.
  start();
  clock.move(31min);
  look_well();
  EXPECT_EQ(centre
                ->query("SELECT agreement FROM in_force_notes WHERE said > :a",
                        {std::int64_t{(clock.utc() - 1min).time_since_epoch().count()}})
                .size(),
            2U);
}

TEST_F(Watch, WhatALedgerBringsItselfIsReadAndJudgedToo) {
  begin();
  ASSERT_TRUE(centre->append_some(10));
  look_well();
  ASSERT_TRUE(centre->append_some(300));
  // It comes to the witness, as add-checkpoint.
  ledger::TileNodes nodes(centre->log.tiles(), 311);
  const witness::AddCheckpoint request{11, ledger::prove_consistency(nodes, 11, 311).value(),
                                       centre->log.checkpoint().value()};
  EXPECT_EQ(watch->add_checkpoint(text_of(request), clock.utc()).value().status, 200);
  EXPECT_EQ(cosigned().size, 311U);
  for (const bool restarted : {true, false}) {
    if (restarted) start();
    look_well();
    EXPECT_EQ(watch->standing().judged, 311U);
  }
  EXPECT_EQ(told(""), 0) << said;
}

TEST_F(Watch, TheNoteIsSignedAgainEveryHalfHour) {
  begin();
  ASSERT_TRUE(centre->append_some(1));
  look_well();
  const Utc first = *confirmed_at();
  clock.move(29min);
  look_well();
  EXPECT_EQ(*confirmed_at(), first);
  clock.move(2min);
  look_well();
  EXPECT_GT(*confirmed_at(), first + 30min);
}

}  // namespace
}  // namespace insyn::witness_test
