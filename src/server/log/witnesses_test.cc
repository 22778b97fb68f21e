#include "server/log/witnesses.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"
#include "http_signature/signature.h"
#include "ledger/checkpoint/checkpoint.h"
#include "ledger/checkpoint/trust.h"
#include "note/signature_line.h"
#include "server/log/testing.h"

namespace insyn::server {
namespace {

using namespace std::chrono_literals;
using Word = Witnesses::Word;

class WitnessesTest : public testing::Test, public TestLedger {
 protected:
  // An agreement that names this ledger, or another one, and these witnesses.
  void register_agreement(const std::string& id, const note::Signer& ledger,
                          const std::vector<const note::Signer*>& named, Utc not_after) {
    std::string keys;
    for (const note::Signer* signer : named)
      keys += (keys.empty() ? "\"" : ", \"") + signer->verifier().text() + "\"";
    const std::string text = with(agreement::short_terms(), "id = \"x\"", "id = \"" + id + "\"") +
                             fmt::format("[ledger]\norigin = \"{}\"\nkey = \"{}\"\nwitnesses = [{}]\n",
                                         ledger.verifier().name(), ledger.verifier().text(), keys);
    ASSERT_TRUE(agreement::parse_terms(text)) << agreement::parse_terms(text).error().message;
    ASSERT_TRUE(
        execute("INSERT INTO agreements (hash, id, note, entry, registered, not_after) VALUES (:a, :b, :c, "
                ":d, 1, :e)",
                {to_hex(sha256(view_of(text))), id, note::sign(text, key), std::int64_t{count_++},
                 std::int64_t{not_after.time_since_epoch().count()}}));
  }
  std::vector<std::string> names(Result<Witnesses::ByKey> (Witnesses::*which)(Transaction&)) {
    std::vector<std::string> all;
    EXPECT_TRUE(database->read([&](Transaction& transaction) -> Status {
      TRY_ASSIGN(const Witnesses::ByKey found, (witnesses.*which)(transaction));
      for (const auto& [id, found_one] : found) all.push_back(found_one.name());
      return {};
    }));
    std::sort(all.begin(), all.end());
    return all;
  }
  std::vector<std::string> needed() { return names(&Witnesses::needed); }
  Result<Word> hear(const note::Signer& witness, const std::string& checkpoint) {
    const auto at = std::chrono::floor<std::chrono::seconds>(clock.utc());
    const note::Note note = note::parse(checkpoint).value();
    return witnesses.hear(*database, log.tiles(), witness.verifier(),
                          checkpoint + note::line_of(ledger::cosign(note.text, at, witness)));
  }
  // Of no entries, which a new witness says first.
  Result<Word> hear(const note::Signer& witness) {
    const auto at = std::chrono::floor<std::chrono::seconds>(clock.utc());
    const std::string text = ledger::text_of({"centre.example", 0, ledger::empty_root(), {}});
    return witnesses.hear(*database, log.tiles(), witness.verifier(),
                          text + "\n" + note::line_of(ledger::cosign(text, at, witness)));
  }
  Result<std::string> cosigned() {
    std::string text;
    const Status read = database->read([&](Transaction& transaction) -> Status {
      TRY_ASSIGN(text, witnesses.cosigned_checkpoint(transaction));
      return {};
    });
    if (!read) return Failure(read.error());
    return text;
  }
  std::optional<Code> growth() {
    const Status may =
        database->read([&](Transaction& transaction) { return witnesses.may_grow(transaction); });
    return may ? std::nullopt : std::optional(may.error().code);
  }

  const note::Signer one = note::Signer::generate("one.example").value();
  const note::Signer two = note::Signer::generate("two.example").value();
  const note::Verifier ledger_key = key.verifier();
  Witnesses witnesses{ledger_key, clock};
  Log log{*database, *vault, key, clock, &witnesses};
  std::int64_t count_ = 0;
};

TEST_F(WitnessesTest, AreThoseOfTheAgreementsThatNameThisLedger) {
  const Utc later = clock.utc() + 1h;
  const note::Signer other = note::Signer::generate("other.example").value();
  const note::Signer same_name = note::Signer::generate("centre.example").value();
  EXPECT_EQ(needed(), std::vector<std::string>{});
  register_agreement("a", key, {&one}, later);
  register_agreement("b", other, {&two}, later);
  register_agreement("c", same_name, {&two}, later);
  EXPECT_EQ(needed(), std::vector<std::string>{"one.example"});
  register_agreement("d", key, {&one, &two}, later);
  EXPECT_EQ(needed(), (std::vector<std::string>{"one.example", "two.example"}));
  // Of what is over or withdrawn nobody is needed, but somebody always is.
  ASSERT_TRUE(execute("UPDATE agreements SET withdrawn = 1 WHERE id = 'd'"));
  EXPECT_EQ(needed(), std::vector<std::string>{"one.example"});
  clock.moved = 2h;
  EXPECT_EQ(needed(), (std::vector<std::string>{"one.example", "two.example"}));
  EXPECT_EQ(names(&Witnesses::registered), (std::vector<std::string>{"one.example", "two.example"}));
}

TEST_F(WitnessesTest, EachOfThemHasToBeHeardAndToCosign) {
  register_agreement("a", key, {&one, &two}, clock.utc() + 1h);
  EXPECT_EQ(growth(), Code::kTransient);
  clock.moved += 1ms;
  EXPECT_EQ(hear(one).value(), Word::kSame);
  EXPECT_EQ(growth(), Code::kTransient);
  EXPECT_EQ(hear(two).value(), Word::kSame);
  EXPECT_EQ(growth(), std::nullopt);
  ASSERT_TRUE(append(log, plain_entry(1)));
  ASSERT_TRUE(log.publish());
  EXPECT_EQ(cosigned().error().code, Code::kPermanent);
  EXPECT_EQ(hear(one, log.checkpoint().value()).value(), Word::kSame);
  EXPECT_EQ(cosigned().error().code, Code::kPermanent);
  const std::string first = log.checkpoint().value();
  ASSERT_TRUE(append(log, plain_entry(2)));
  ASSERT_TRUE(log.publish());
  EXPECT_EQ(hear(one, log.checkpoint().value()).value(), Word::kSame);
  // The second one is behind; both have cosigned the first checkpoint.
  EXPECT_EQ(hear(two, first).value(), Word::kSame);
  const ledger::Trust trust{"centre.example", ledger_key, {one.verifier(), two.verifier()}, 2};
  EXPECT_EQ(ledger::verify_checkpoint(cosigned().value(), trust, {}).value().checkpoint.size, 1U);
  EXPECT_EQ(hear(two, log.checkpoint().value()).value(), Word::kSame);
  EXPECT_EQ(ledger::verify_checkpoint(cosigned().value(), trust, {}).value().checkpoint.size, 2U);
}

TEST_F(WitnessesTest, SaysHowEachStands) {
  using Hearing = Witnesses::Hearing;
  const auto standing = [&](const note::Signer& signer) {
    Witnesses::Standing found{signer.verifier(), false, Hearing::kUnheard, {}};
    EXPECT_TRUE(database->read([&](Transaction& transaction) -> Status {
      TRY_ASSIGN(const auto all, witnesses.standings(transaction));
      for (const Witnesses::Standing& each : all)
        if (each.witness == signer.verifier()) found = each;
      return {};
    }));
    return found;
  };
  register_agreement("a", key, {&one}, clock.utc() + 1h);
  register_agreement("b", key, {&two}, clock.utc() - 1h);
  clock.moved += 1ms;
  EXPECT_EQ(standing(one).hearing, Hearing::kUnheard);
  EXPECT_TRUE(standing(one).needed);
  EXPECT_FALSE(standing(two).needed);
  EXPECT_FALSE(standing(one).latest);
  ASSERT_TRUE(hear(one));
  EXPECT_EQ(standing(one).hearing, Hearing::kHeard);
  ASSERT_TRUE(execute("UPDATE ledger_witnesses SET size = 7"));
  EXPECT_EQ(standing(one).hearing, Hearing::kAhead);
  EXPECT_EQ(standing(one).latest->size, 7U);
  ASSERT_TRUE(execute("UPDATE ledger_witnesses SET same_history = 0"));
  EXPECT_EQ(standing(one).hearing, Hearing::kOtherHistory);
}

TEST_F(WitnessesTest, WithoutAnyTheNewestCheckpointIsServed) {
  EXPECT_EQ(cosigned().error().code, Code::kPermanent);
  ASSERT_TRUE(append(log, plain_entry(1)));
  ASSERT_TRUE(log.publish());
  EXPECT_EQ(cosigned().value(), log.checkpoint().value());
}

TEST_F(WitnessesTest, WhatWasSaidOfAnotherHistoryStays) {
  register_agreement("a", key, {&one}, clock.utc() + 1h);
  clock.moved += 1ms;
  ASSERT_TRUE(hear(one));
  ASSERT_TRUE(append(log, plain_entry(1)));
  ASSERT_TRUE(log.publish());
  EXPECT_EQ(hear(one, note::sign(ledger::text_of({"centre.example", 1, Digest{}, {}}), key)).value(),
            Word::kOther);
  EXPECT_EQ(growth(), Code::kDenied);
  EXPECT_EQ(cosigned().error().code, Code::kPermanent);
  EXPECT_EQ(hear(one, log.checkpoint().value()).value(), Word::kSame);
  EXPECT_EQ(growth(), Code::kDenied);
}

TEST_F(WitnessesTest, AServerThatWasPutBackWaits) {
  register_agreement("a", key, {&one}, clock.utc() + 1h);
  clock.moved += 1ms;
  ASSERT_TRUE(hear(one));
  ASSERT_TRUE(append(log, plain_entry(1)));
  ASSERT_TRUE(log.publish());
  const LogHead backup = head();
  const std::string first = log.checkpoint().value();
  ASSERT_TRUE(append(log, plain_entry(2)));
  ASSERT_TRUE(log.publish());
  EXPECT_EQ(hear(one, log.checkpoint().value()).value(), Word::kSame);
  EXPECT_EQ(growth(), std::nullopt);
  // What it said before a start does not count.
  clock.moved += 1ms;
  Witnesses started(ledger_key, clock);
  EXPECT_FALSE(database->read([&](Transaction& transaction) { return started.may_grow(transaction); }));
  ASSERT_TRUE(execute("UPDATE ledger_head SET published = 1, size = 1, root = :a, checkpoint = :b",
                      {to_hex(backup.root), backup.checkpoint}));
  EXPECT_EQ(growth(), Code::kTransient);
  // An older cosignature takes nothing back.
  EXPECT_EQ(hear(one, first).value(), Word::kSame);
  EXPECT_EQ(growth(), Code::kTransient);
}

TEST_F(WitnessesTest, OnlyACosignedCheckpointOfThisLedgersCounts) {
  register_agreement("a", key, {&one}, clock.utc() + 1h);
  clock.moved += 1ms;
  ASSERT_TRUE(append(log, plain_entry(1)).error().code == Code::kTransient);
  const auto denied = [&](const Result<Word>& word) { return !word && word.error().code == Code::kDenied; };
  const note::Signer other = note::Signer::generate("centre.example").value();
  const auto signed_by = [](const note::Signer& signer, const ledger::Checkpoint& said) {
    return note::sign(ledger::text_of(said), signer);
  };
  const ledger::Checkpoint said{"centre.example", 1, Digest{}, {}};
  EXPECT_TRUE(denied(hear(one, signed_by(other, said))));
  EXPECT_TRUE(denied(hear(one, signed_by(key, {"other.example", 1, Digest{}, {}}))));
  EXPECT_TRUE(denied(hear(one, signed_by(key, {"centre.example", 1, Digest{}, {"more"}}))));
  EXPECT_TRUE(denied(witnesses.hear(*database, log.tiles(), one.verifier(), signed_by(key, said))));
  EXPECT_EQ(growth(), Code::kTransient);
}

TEST_F(WitnessesTest, WhatCameAsAnAnswerIsKeptAndIsNoHearing) {
  register_agreement("a", key, {&one}, clock.utc() + 1h);
  const auto at = std::chrono::floor<std::chrono::seconds>(clock.utc());
  const std::string text = ledger::text_of({"centre.example", 0, ledger::empty_root(), {}});
  const std::string none = text + "\n" + note::line_of(ledger::cosign(text, at, one));
  const auto hear_as = [&](const std::string& note, Witnesses::Came came) {
    return witnesses.hear(*database, log.tiles(), one.verifier(), note, came).value();
  };
  clock.moved += 1ms;
  EXPECT_EQ(hear_as(none, Witnesses::Came::kAsAnswer), Word::kSame);
  EXPECT_EQ(growth(), Code::kTransient);
  EXPECT_EQ(hear_as(none, Witnesses::Came::kAsRequest), Word::kSame);
  EXPECT_EQ(growth(), std::nullopt);
  // What was heard before stays so.
  ASSERT_TRUE(append(log, plain_entry(1)));
  ASSERT_TRUE(log.publish());
  const std::string checkpoint = log.checkpoint().value();
  const note::Note note = note::parse(checkpoint).value();
  EXPECT_EQ(
      hear_as(checkpoint + note::line_of(ledger::cosign(note.text, at, one)), Witnesses::Came::kAsAnswer),
      Word::kSame);
  EXPECT_EQ(growth(), std::nullopt);
  EXPECT_TRUE(cosigned());
}

TEST_F(WitnessesTest, OfTheSameWitnessTheNewestCosignatureStays) {
  register_agreement("a", key, {&one, &two}, clock.utc() + 1h);
  clock.moved += 1ms;
  ASSERT_TRUE(hear(one));
  ASSERT_TRUE(hear(two));
  ASSERT_TRUE(append(log, plain_entry(1)));
  ASSERT_TRUE(log.publish());
  const std::string checkpoint = log.checkpoint().value();
  const note::Note note = note::parse(checkpoint).value();
  const std::chrono::sys_seconds at = std::chrono::floor<std::chrono::seconds>(clock.utc());
  const auto hear_at = [&](const note::Signer& witness, std::chrono::sys_seconds time) {
    return witnesses
        .hear(*database, log.tiles(), witness.verifier(),
              checkpoint + note::line_of(ledger::cosign(note.text, time, witness)))
        .value();
  };
  for (const std::chrono::seconds later : {10s, 30s, 20s, 30s, 0s})
    EXPECT_EQ(hear_at(one, at + later), Word::kSame);
  EXPECT_EQ(hear_at(two, at), Word::kSame);
  const note::Note kept = note::parse(cosigned().value()).value();
  EXPECT_EQ(kept.signatures.size(), 3U);
  EXPECT_EQ(ledger::cosigned_at(kept, one.verifier()).value(), at + 30s);
  EXPECT_EQ(ledger::cosigned_at(kept, two.verifier()).value(), at);
}

TEST_F(WitnessesTest, OfTheirCheckpointsTheLastAreKept) {
  register_agreement("a", key, {&one}, clock.utc() + 1h);
  clock.moved += 1ms;
  ASSERT_TRUE(hear(one));
  for (std::uint64_t i = 0; i < 20; ++i) {
    ASSERT_TRUE(append(log, plain_entry(i + 1)));
    ASSERT_TRUE(log.publish());
    ASSERT_TRUE(hear(one, log.checkpoint().value()));
  }
  std::vector<Row> rows;
  ASSERT_TRUE(database->read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(rows, transaction.query("SELECT size FROM ledger_cosigned ORDER BY size"));
    return {};
  }));
  ASSERT_EQ(rows.size(), 16U);
  EXPECT_EQ(number(rows[0][0]), 5);
}

}  // namespace
}  // namespace insyn::server
