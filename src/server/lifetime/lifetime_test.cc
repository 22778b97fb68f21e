#include <gtest/gtest.h>

#include "recording/lifetime/discard.h"
#include "recording/lifetime/hold.h"
#include "server/ingest/testing.h"

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
  // Whether a file below the folder holds these bytes.
  bool is_on_the_disk(const std::string& bytes) const {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(store.folder)) {
      if (!entry.is_regular_file()) continue;
      if (read_text(entry.path(), std::size_t{1} << 30).value().find(bytes) != std::string::npos) return true;
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
  EXPECT_EQ(wishes.hold(by_one).error().code, Code::kDenied);
  const auto held = wishes.hold(hold_note(until));
  ASSERT_TRUE(held) << held.error().message;
  EXPECT_EQ(wishes.hold(hold_note(until)).value().entry, held->entry);
  // An earlier one shortens nothing.
  ASSERT_TRUE(wishes.hold(hold_note("2026-12-02T00:00:00.000Z")));
  set_clock("2027-02-28T22:59:59.000Z");
  EXPECT_EQ(shredded_now(), 0u);
  set_clock(until);
  EXPECT_EQ(shredded_now(), 1u);
  expect_gone();
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
  ASSERT_TRUE(shredder.apply_ledger());
  expect_gone();
  EXPECT_EQ(entries().size(), 6u);
}

TEST_F(LifetimeTest, NothingOfItIsOnTheDiskAfterwards) {
  const Path folder = stored();
  const std::string key = recording::content(folder / recording::kKey);
  const std::string certificate = recording::content(folder / recording::kCertificate);
  const std::string signature = certificate.substr(certificate.size() - 60, 50);
  const std::string in_base64 = to_base64(view_of(key), Padding::kRequired);
  ASSERT_TRUE(is_on_the_disk(in_base64));
  ASSERT_TRUE(is_on_the_disk(signature));
  ASSERT_TRUE(wishes.discard(discard_note()));
  ASSERT_TRUE(shredder.remove_chunks());
  EXPECT_FALSE(is_on_the_disk(in_base64));
  EXPECT_FALSE(is_on_the_disk(key));
  // Witnesses are shown these for a day.
  EXPECT_GT(count("ledger_salts"), 0);
  store.clock.moved += kShownFor + std::chrono::minutes(1);
  ASSERT_TRUE(shredder.forget());
  for (const char* table : {"ledger_salts", "certificates", "discards"}) EXPECT_EQ(count(table), 0) << table;
  EXPECT_FALSE(is_on_the_disk(signature));
}

}  // namespace
}  // namespace insyn::server
