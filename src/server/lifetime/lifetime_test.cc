#include <gtest/gtest.h>

#include "receipt/tombstone.h"
#include "recording/lifetime/discard.h"
#include "recording/lifetime/hold.h"
#include "server/erasure/erasure.h"
#include "server/ingest/testing.h"
#include "server/registry/feed.h"

namespace insyn::server {
namespace {

using recording::kTestId;

class LifetimeTest : public testing::Test, public TestCentre {
 protected:
  Path stored(const std::string& id = kTestId) {
    const Path folder = record(1, true, id);
    EXPECT_TRUE(verify(upload(bundle(folder), 0, false, id), folder));
    return folder;
  }
  std::string discard_note(const std::string& time = kTestNow, const std::string& id = kTestId) const {
    return note::sign(recording::text_of(recording::DiscardOrder{id, "a17", parse_utc(time).value()}),
                      parties.agent.signer);
  }
  std::string hold_note(const std::string& until) const {
    return parties.by_both(recording::text_of(recording::Hold{kTestId, parse_utc(until).value(), "tvist"}));
  }
  void set_clock(const std::string& time) {
    store.clock.moved = parse_utc(time).value() - SystemClock().utc();
  }
  std::uint64_t shredded_now() { return shredder.shred_what_is_over().value(); }

  void expect_gone() {
    for (const char* table : {"recordings", "key_files", "claims", "forks", "requests"})
      EXPECT_EQ(count(table), 0) << table;
    EXPECT_EQ(count("tombstones"), 1);
    ASSERT_TRUE(shredder.remove_chunks());
    EXPECT_FALSE(vault.size(chunks_blob_of(kTestId)).value());
    EXPECT_EQ(upload(bundle(pc.spool / kTestId)).status, 410);
    const std::string note = recording::content(pc.spool / kTestId / recording::kCertificate);
    EXPECT_EQ(certificates.add(certificates.check(note).value()).error().status, 410);
    EXPECT_EQ(storing.receipt(kTestId).error().status, 410);
  }
  std::string feed_after(const std::string& cursor) {
    const http::Route route = feed_route(registry, *store.database);
    http::Request asked;
    asked.head.query = "?after=" + cursor;
    return std::get<http::Answer>(std::get<http::HandleOrWait>(route.handler)(asked, true)).body;
  }
  // Whether a file of the centre's holds these bytes.
  bool is_on_the_disk(const std::string& bytes) const {
    for (const Path& folder : {store.folder, test_files(*store.database, store.folder)}) {
      for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        std::error_code gone;
        if (!entry.is_regular_file(gone)) continue;
        const auto content = read_text(entry.path(), std::size_t{1} << 30);
        // Tables of other tests come and go in PostgreSQL's folder.
        if (!content && !std::filesystem::exists(entry.path(), gone)) continue;
        if (content.value().find(bytes) != std::string::npos) return true;
      }
    }
    return false;
  }
};

TEST_F(LifetimeTest, OnItsLastDayARecordingIsShredded) {
  stored();
  set_clock("2026-12-30T22:59:59.000Z");
  EXPECT_EQ(shredded_now(), 0u);
  set_clock("2026-12-30T23:00:00.000Z");  // midnight in Stockholm
  EXPECT_EQ(shredded_now(), 1u);
  EXPECT_EQ(shredded_now(), 0u);
  expect_gone();
  EXPECT_EQ(entries().back(), "shredded");
}

TEST_F(LifetimeTest, APeeledKeyGoesWhenItsAccessIsOver) {
  stored();
  const std::string peeled = "cGVlbGVkIGZvciByZXF1ZXN0IG9uZQ==", other = "cGVlbGVkIGZvciByZXF1ZXN0IHR3bw==";
  const auto put = [&](const char* id, const char* until, const std::string& key) {
    return store.database->write([&](Transaction& transaction) -> Status {
      TRY(transaction.execute(
          "INSERT INTO requests (id, recording, account, state, opens, purpose, note, asked, until, entry, "
          "peel_key) VALUES (:id, :recording, 'anna', 'approved', 'pictures', 'p', 'n', 0, :until, 1, :key)",
          {std::string(id), std::string(kTestId), parse_utc(until).value().time_since_epoch().count(), key}));
      return {};
    });
  };
  ASSERT_TRUE(put("one", "2026-12-02T00:00:00.000Z", peeled));
  ASSERT_TRUE(put("two", "2026-12-03T00:00:00.000Z", other));
  set_clock("2026-12-01T23:59:59.000Z");
  EXPECT_EQ(shredder.end_access().value(), 0u);
  ASSERT_TRUE(store.database->erase_deleted({"requests"}));  // and so writes what it has in memory
  EXPECT_TRUE(is_on_the_disk(peeled));
  set_clock("2026-12-02T00:00:00.000Z");
  EXPECT_EQ(shredder.end_access().value(), 1u);
  EXPECT_EQ(shredder.end_access().value(), 0u);
  ASSERT_TRUE(erase(*store.database));
  EXPECT_FALSE(is_on_the_disk(peeled));
  EXPECT_TRUE(is_on_the_disk(other));
}

TEST_F(LifetimeTest, WorkstationsAreToldWhatPeopleHadShreddedWithAProof) {
  stored();
  EXPECT_EQ(storing.tombstone(kTestId).error().status, 404);
  const std::string before = text_of(cursor_of(*registry.state()));
  ASSERT_EQ(wishes.erase("4711").value(), 1u);
  ASSERT_TRUE(registry.refresh());
  EXPECT_NE(text_of(cursor_of(*registry.state())), before);
  const auto answer = feed_after(before);
  EXPECT_NE(answer.find(fmt::format(R"({{"kind":"shredded","recording":"{}"}})", kTestId)), std::string::npos)
      << answer;
  const auto tombstone = storing.tombstone(kTestId);
  ASSERT_TRUE(tombstone);
  const std::string origin = parties.ledger.verifier().name();
  EXPECT_EQ(verify_tombstone(*tombstone, kTestId, {origin, parties.ledger.verifier()}).value(),
            ledger::ShreddedBecause::kErasure);
}

TEST_F(LifetimeTest, WhatTimeEndsWorkstationsAreNotTold) {
  stored();
  const std::string before = text_of(cursor_of(*registry.state()));
  set_clock("2026-12-30T23:00:00.000Z");
  ASSERT_EQ(shredded_now(), 1u);
  ASSERT_TRUE(registry.refresh());
  EXPECT_EQ(text_of(cursor_of(*registry.state())), before);
}

TEST_F(LifetimeTest, OneThatNeverCameTooAndNothingOfItIsTakenAfterwards) {
  const std::string note = recording::content(record(1, true) / recording::kCertificate);
  ASSERT_TRUE(certificates.add(certificates.check(note).value()));
  set_clock("2026-12-30T23:00:00.000Z");
  // Not even before somebody has looked.
  EXPECT_EQ(upload(bundle(pc.spool / kTestId)).status, 410);
  EXPECT_EQ(shredded_now(), 1u);
  expect_gone();
}

TEST_F(LifetimeTest, ADiscardShreds) {
  stored();
  const auto wish = wishes.discard(discard_note());
  ASSERT_TRUE(wish) << wish.error().message;
  EXPECT_EQ(entries(), (std::vector<std::string>{"agreement", "roster", "certificate", "received", "discard",
                                                 "shredded"}));
  EXPECT_EQ(wishes.discard(discard_note()).value().entry, wish->entry);
  EXPECT_EQ(entries().size(), 6u);
  expect_gone();
}

TEST_F(LifetimeTest, ADiscardBeforeTheUploadOrWhileItArrivesWins) {
  const Path folder = record(1, true);
  const std::string whole = bundle(folder);
  EXPECT_EQ(wishes.discard(discard_note()).error().code, Code::kPermanent);  // no certificate yet
  auto begun = begin_upload(parts(), request(kTestId, 0));
  auto& arriving = *std::get<std::unique_ptr<http::Upload>>(begun);
  ASSERT_FALSE(arriving.take(view_of(whole)));
  ASSERT_TRUE(wishes.discard(discard_note()));
  EXPECT_EQ(arriving.finish().status, 410);
  begun = http::Answer{};
  expect_gone();
  EXPECT_EQ(staged(), 0u);
}

TEST_F(LifetimeTest, ADiscardByAnybodyElseOrTooLateIsRefused) {
  stored();
  const auto refused = [&](const std::string& note) {
    const auto wish = wishes.discard(note);
    return !wish && wish.error().code == Code::kDenied;
  };
  const auto order = recording::DiscardOrder{kTestId, "a17", parse_utc(kTestNow).value()};
  EXPECT_TRUE(refused(note::sign(recording::text_of(order), parties.link)));
  EXPECT_TRUE(refused(note::sign(recording::text_of(order), parties.employer.signer)));
  auto another = order;
  another.agent = "a18";
  EXPECT_TRUE(refused(note::sign(recording::text_of(another), parties.agent.signer)));
  EXPECT_TRUE(refused(discard_note("2026-12-01T09:06:00.000Z")));  // to come
  // 72 hours after the longest call that the agreement allows, counted from its beginning.
  set_clock("2026-12-10T00:00:00.000Z");
  EXPECT_TRUE(refused(discard_note("2026-12-04T09:00:00.000Z")));
  EXPECT_TRUE(refused(discard_note("2026-12-10T00:06:00.000Z")));
  EXPECT_EQ(count("recordings"), 1);
  EXPECT_TRUE(wishes.discard(discard_note("2026-12-04T08:59:59.999Z")));
}

TEST_F(LifetimeTest, AHoldOfBothPartiesKeepsItLongerAndNothingElseDoes) {
  stored();
  const std::string until = "2027-02-28T23:00:00.000Z";
  const std::string by_one =
      note::sign(recording::text_of(recording::Hold{kTestId, parse_utc(until).value(), "tvist"}),
                 parties.employer.signer);
  const auto refused = wishes.hold(by_one);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kDenied);
  const auto held = wishes.hold(hold_note(until));
  ASSERT_TRUE(held) << held.error().message;
  EXPECT_EQ(wishes.hold(hold_note(until)).value().entry, held->entry);
  // An earlier one shortens nothing.
  ASSERT_TRUE(wishes.hold(hold_note("2026-12-02T00:00:00.000Z")));
  for (const char* table : {"certificates", "recordings"}) {
    ASSERT_TRUE(store.database->read([&](Transaction& transaction) -> Status {
      TRY_ASSIGN(const auto rows, transaction.query(std::string("SELECT kept_until FROM ") + table));
      EXPECT_EQ(number(rows.at(0)[0]), parse_utc(until).value().time_since_epoch().count()) << table;
      return {};
    }));
  }
  set_clock("2027-02-28T22:59:59.000Z");
  EXPECT_EQ(shredded_now(), 0u);
  set_clock(until);
  EXPECT_EQ(shredded_now(), 1u);
  expect_gone();
}

TEST_F(LifetimeTest, OfOneThatIsGoneNothingIsHeldAndADiscardHasNothingToDo) {
  stored();
  set_clock("2026-12-30T23:00:00.000Z");
  EXPECT_EQ(shredded_now(), 1u);
  const auto held = wishes.hold(hold_note("2027-02-28T23:00:00.000Z"));
  ASSERT_FALSE(held);
  EXPECT_EQ(held.error().code, Code::kPermanent);
  EXPECT_EQ(count("holds"), 0);
  const auto wish = wishes.discard(discard_note());
  ASSERT_TRUE(wish) << wish.error().message;
  EXPECT_EQ(wish->entry, entries().size() - 1);
  EXPECT_EQ(count("discards"), 0);
  // Nor has a ledger's entry that is applied once more.
  ASSERT_TRUE(store.database->write([&](Transaction& transaction) {
    return bury(transaction, kTestId, ledger::ShreddedBecause::kDiscard, store.clock.utc(), 0);
  }));
  EXPECT_EQ(count("tombstones"), 1);
}

TEST_F(LifetimeTest, AHeldOneIsDiscardedAllTheSame) {
  stored();
  ASSERT_TRUE(wishes.hold(hold_note("2027-02-28T23:00:00.000Z")));
  ASSERT_TRUE(wishes.discard(discard_note()));
  expect_gone();
}

TEST_F(LifetimeTest, AnErasureShredsAllOfACall) {
  stored();
  const std::string second = "1123456789abcdef0123456789abcdef", other = "2123456789abcdef0123456789abcdef";
  stored(second);
  const Path folder = record(1, true, other, [](auto& all) { all.about.call = "4712"; });
  EXPECT_EQ(upload(bundle(folder), 0, false, other).status, 200);
  EXPECT_EQ(wishes.erase(" 4711 ").value(), 2u);
  EXPECT_EQ(wishes.erase("4711").value(), 0u);
  EXPECT_EQ(count("recordings"), 1);
  EXPECT_EQ(count("tombstones"), 2);
}

TEST_F(LifetimeTest, AShreddingThatWasEndedAnywhereIsFinished) {
  stored();
  ASSERT_TRUE(wishes.discard(discard_note()));
  // The transaction is all that happened: whoever comes next goes on.
  EXPECT_TRUE(vault.size(chunks_blob_of(kTestId)).value());
  Shredder another(*store.database, vault, log, store.clock);
  ASSERT_TRUE(another.remove_chunks());
  EXPECT_FALSE(vault.size(chunks_blob_of(kTestId)).value());
  ASSERT_TRUE(another.remove_chunks());
}

TEST_F(LifetimeTest, ARestoredDatabaseIsShreddedByTheLedger) {
  stored();
  ASSERT_TRUE(wishes.discard(discard_note()));
  // As a backup of before has it, with the ledger's entries that a witness gave back.
  ASSERT_TRUE(store.execute("DELETE FROM tombstones"));
  ASSERT_TRUE(store.execute(
      "INSERT INTO key_files (recording, name, content) VALUES (:id, 'key.age', 'aGk=')", {kTestId}));
  TestDatabase database(*store.database);
  ASSERT_TRUE(Shredder(database, vault, log, store.clock).apply_ledger());
  // Before anything is served.
  EXPECT_FALSE(vault.size(chunks_blob_of(kTestId)).value());
  EXPECT_EQ(database.erasures, 1);
  expect_gone();
  EXPECT_EQ(entries().size(), 6u);
}

TEST_F(LifetimeTest, WhoKeepsShreddedBytesKeepsNoRestoredServerFromStarting) {
  stored();
  ASSERT_TRUE(wishes.discard(discard_note()));
  ASSERT_TRUE(store.execute("DELETE FROM tombstones"));
  TestDatabase database(*store.database);
  database.erases = false;
  EXPECT_TRUE(Shredder(database, vault, log, store.clock).apply_ledger());
  EXPECT_EQ(database.erasures, 1);
  database.erases = true;
  ASSERT_TRUE(erase(database));
  EXPECT_EQ(database.erasures, 2);
  expect_gone();
}

TEST_F(LifetimeTest, AKeyWhoseAccessIsOverIsErasedLaterWhereItCannotBeAtOnce) {
  TestDatabase database(*store.database);
  database.cheaply = true;
  database.erases = false;
  Shredder ending(database, vault, log, store.clock);
  stored();
  ASSERT_TRUE(database.write([&](Transaction& transaction) -> Status {
    TRY(transaction.execute(
        "INSERT INTO requests (id, recording, account, state, opens, purpose, note, asked, until, entry, "
        "peel_key) VALUES ('one', :recording, 'anna', 'approved', 'pictures', 'p', 'n', 0, 0, 1, 'key')",
        {std::string(kTestId)}));
    return {};
  }));
  EXPECT_EQ(ending.end_access().error().code, Code::kTransient);
  EXPECT_EQ(database.erasures, 1);
  database.erases = true;
  EXPECT_EQ(ending.end_access().value(), 0u);
  EXPECT_EQ(database.erasures, 2);
  EXPECT_EQ(ending.end_access().value(), 0u);
  EXPECT_EQ(database.erasures, 2);
}

// Where tables are written anew for it.
TEST_F(LifetimeTest, WhatWasShreddedIsErasedOnceForAllOfABatch) {
  TestDatabase database(*store.database);
  Shredder batches(database, vault, log, store.clock);
  const std::string second = "1123456789abcdef0123456789abcdef";
  stored();
  stored(second);
  for (const std::string& id : {std::string(kTestId), second}) {
    ASSERT_TRUE(wishes.discard(discard_note(kTestNow, id)));
    ASSERT_TRUE(batches.remove_chunks());
    EXPECT_FALSE(vault.size(chunks_blob_of(id)).value());
  }
  EXPECT_EQ(database.erasures, 0);
  // What fails does not count as done.
  database.erases = false;
  EXPECT_EQ(erase(database).error().code, Code::kTransient);
  database.erases = true;
  ASSERT_TRUE(erase(database));
  EXPECT_EQ(database.erasures, 2);
  ASSERT_TRUE(erase(database));
  EXPECT_EQ(database.erasures, 2);
  store.clock.moved += kShownFor + std::chrono::minutes(1);
  ASSERT_TRUE(batches.forget());
  EXPECT_EQ(database.erasures, 2);
  ASSERT_TRUE(erase(database));
  EXPECT_EQ(database.erasures, 3);
  // Where it is as cheap as a transaction it is done at once.
  database.cheaply = true;
  const std::string third = "2123456789abcdef0123456789abcdef";
  stored(third);
  ASSERT_TRUE(wishes.discard(discard_note(kTestNow, third)));
  ASSERT_TRUE(batches.remove_chunks());
  EXPECT_EQ(database.erasures, 4);
  ASSERT_TRUE(erase(database));
  EXPECT_EQ(database.erasures, 4);
}

// By another server, while the first one erases.
TEST_F(LifetimeTest, WhatIsShreddedWhileOthersAreErasedIsStillToBeErased) {
  TestDatabase database(*store.database);
  stored();
  ASSERT_TRUE(wishes.discard(discard_note()));
  database.while_erasing = [&] {
    const std::string second = "1123456789abcdef0123456789abcdef";
    stored(second);
    ASSERT_TRUE(wishes.discard(discard_note(kTestNow, second)));
    // It ends before it has erased.
    TestDatabase ended(*store.database);
    ended.erases = false;
    EXPECT_FALSE(erase(ended));
  };
  ASSERT_TRUE(erase(database));
  EXPECT_EQ(database.erasures, 1);
  ASSERT_TRUE(erase(database));
  EXPECT_EQ(database.erasures, 2);
}

TEST_F(LifetimeTest, NothingOfItIsOnTheDiskAfterwards) {
  // Such as nobody else's is.
  const Path folder =
      record(1, true, kTestId, [](auto& all) { all.keys.pictures = bytes_of(to_hex(random_bytes(16))); });
  ASSERT_TRUE(verify(upload(bundle(folder)), folder));
  const std::string key = recording::content(folder / recording::kKey);
  const std::string certificate = recording::content(folder / recording::kCertificate);
  const std::string signature = certificate.substr(certificate.size() - 60, 50);
  const std::string in_base64 = to_base64(view_of(key), Padding::kRequired);
  ASSERT_TRUE(
      store.database->erase_deleted({"key_files", "certificates"}));  // and so writes what it has in memory
  ASSERT_TRUE(is_on_the_disk(in_base64));
  ASSERT_TRUE(is_on_the_disk(signature));
  ASSERT_TRUE(wishes.discard(discard_note()));
  ASSERT_TRUE(shredder.remove_chunks());
  ASSERT_TRUE(erase(*store.database));
  EXPECT_FALSE(is_on_the_disk(in_base64));
  EXPECT_FALSE(is_on_the_disk(key));
  // Witnesses are shown these for a day.
  store.clock.moved += kShownFor - std::chrono::minutes(1);
  ASSERT_TRUE(shredder.forget());
  store.clock.moved -= kShownFor - std::chrono::minutes(1);
  EXPECT_GT(count("ledger_salts"), 0);
  store.clock.moved += kShownFor + std::chrono::minutes(1);
  ASSERT_TRUE(shredder.forget());
  ASSERT_TRUE(erase(*store.database));
  for (const char* table : {"ledger_salts", "certificates", "discards"}) EXPECT_EQ(count(table), 0) << table;
  EXPECT_FALSE(is_on_the_disk(signature));
}

}  // namespace
}  // namespace insyn::server
