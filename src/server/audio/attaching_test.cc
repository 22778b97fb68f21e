// What an importer hands in is put beside a recording once, where everything fits, and is gone with it.
#include "server/audio/attaching.h"

#include "os/file.h"
#include "server/audio/testing.h"
#include "server/erasure/erasure.h"
#include "server/lifetime/shredding.h"

namespace insyn::server {
namespace {

using recording::AudioNote;
using recording::kTestId;

TEST_F(AudioTest, IsPutBesideItsRecordingAndStandsInTheLedger) {
  ASSERT_EQ(attach(), "200");
  EXPECT_TRUE(is_stored());
  EXPECT_EQ(insyn::text_of(*centre.vault->read(audio_blob_of(kTestId), 1000).value()), kSealed);
  EXPECT_EQ(entries(), Kinds{"audio"});
  // What its entry says can be checked by its salt.
  const std::string note = signed_note(says());
  bool checked = false;
  const std::uint64_t last_entry = centre.head().size - 1;
  ASSERT_TRUE(centre.database->read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(const Log::Stood stood, centre.log.at(transaction, last_entry));
    const auto& entry = std::get<ledger::AudioAttached>(stood.entry.what);
    checked = entry.recording == ledger::salted(stood.kept->salt, view_of(kTestId)) &&
              stood.kept->recording == kTestId;
    return {};
  }));
  EXPECT_TRUE(checked);
  // Nothing that was staged is left.
  EXPECT_TRUE(!std::filesystem::exists(uploads) || std::filesystem::is_empty(uploads));
}

TEST_F(AudioTest, TheSameAgainSucceedsAndOtherAudioIsRefused) {
  const std::string note = signed_note(says());
  ASSERT_EQ(put(body_of(note, kSealed)), "200");
  EXPECT_EQ(put(body_of(note, kSealed)), "200");
  AudioNote other = says();
  other.duration_ms = 4801;
  EXPECT_EQ(put(body_of(signed_note(other), kSealed)), "409 audio");
  other.file_hash = sha256(view_of("something else"));
  other.file_length = 14;
  EXPECT_EQ(put(body_of(signed_note(other), "something else")), "409 audio");
  EXPECT_EQ(entries(), Kinds{"audio"});
  EXPECT_EQ(insyn::text_of(*centre.vault->read(audio_blob_of(kTestId), 1000).value()), kSealed);
}

TEST_F(AudioTest, EachThingThatDoesNotFitIsRefusedByName) {
  const auto changed = [&](const std::function<void(AudioNote&)>& change, const std::string& file = kSealed) {
    AudioNote audio = says();
    change(audio);
    return put(body_of(signed_note(audio), file));
  };
  EXPECT_EQ(changed([](AudioNote& a) { a.id.back() = '0'; }), "422 audio");
  EXPECT_EQ(changed([](AudioNote& a) { a.opening_hash = sha256(view_of("another")); }), "422 audio");
  EXPECT_EQ(changed([](AudioNote& a) { a.file_hash = sha256(view_of("another")); }), "422 audio");
  EXPECT_EQ(changed([](AudioNote& a) { ++a.file_length; }), "422 audio");
  EXPECT_EQ(changed([](AudioNote&) {}, "what only R open5"), "422 audio");
  const std::string note = signed_note(says());
  EXPECT_EQ(put(body_of(with(note, "duration-ms 4800", "duration-ms 4801"), kSealed)), "403 importer");
  for (const note::Signer* key : {&centre.parties.employer.signer, &centre.parties.reviewer.signer})
    EXPECT_EQ(put(body_of(note::sign(recording::text_of(says()), *key), kSealed)), "403 importer");
  EXPECT_EQ(put(body_of("no note", kSealed)), "422 audio");
  EXPECT_EQ(put(body_of(note, kSealed) + "x"), "422 audio");
  EXPECT_EQ(put(body_of(note, kSealed).substr(1)), "422 audio");
  EXPECT_EQ(put("audio 5 99999999999\n"), "422 audio");
  EXPECT_EQ(put(std::string(200, 'a')), "422 audio");
  EXPECT_EQ(put(body_of(note, kSealed), kTestId, "application/octet-stream"), "422 audio");
  EXPECT_EQ(put(body_of(note, kSealed), std::string(32, '0')), "404 no-such-recording");
  EXPECT_EQ(put(body_of(note, kSealed), "x"), "404 no-such-recording");
  EXPECT_EQ(entries(), Kinds{});
  EXPECT_FALSE(is_stored());
  EXPECT_FALSE(has_blob());
  EXPECT_TRUE(!std::filesystem::exists(uploads) || std::filesystem::is_empty(uploads));
}

TEST_F(AudioTest, OnlyAgreedVoicesAreTaken) {
  const auto agreed = [&](const char* audio) {
    const agreement::Agreement other = centre.parties.agreed(centre.parties.employer, audio);
    CHECK(centre.execute(
        "INSERT INTO agreements (hash, id, note, entry, registered, not_after) VALUES (:hash, 'b', :note, 0, "
        "0, 0)",
        {to_hex(other.hash()),
         agreement::signed_by_both(other.text(), centre.parties.employer, centre.parties.union_)}));
    CHECK(centre.execute("UPDATE recordings SET agreement = :hash", {to_hex(other.hash())}));
  };
  agreed("none");
  EXPECT_EQ(attach(), "403 voices");
  agreed("customer");
  EXPECT_EQ(attach(), "403 voices");
  AudioNote audio = says();
  audio.sides = recording::AudioSides::kMixed;
  EXPECT_EQ(put(body_of(signed_note(audio), kSealed)), "403 voices");
  audio.sides = recording::AudioSides::kCustomer;
  EXPECT_EQ(put(body_of(signed_note(audio), kSealed)), "200");
}

TEST_F(AudioTest, NothingIsPutBesideWhatIsGoneOrWithdrawn) {
  ASSERT_TRUE(centre.execute("UPDATE agreements SET withdrawn = 1"));
  EXPECT_EQ(attach(), "409 withdrawn");
  ASSERT_TRUE(centre.execute("UPDATE agreements SET withdrawn = NULL"));
  ASSERT_TRUE(centre.execute("UPDATE recordings SET level = 'metrics'"));
  EXPECT_EQ(attach(), "422 audio");
  ASSERT_TRUE(centre.execute("UPDATE recordings SET level = 'full'"));
  centre.set_time("2027-01-01T00:00:00.000Z");
  importer = centre.sign_in("importör");
  EXPECT_EQ(attach(), "410 gone");
  centre.set_time("2026-12-02T09:00:00.000Z");
  importer = centre.sign_in("importör");
  ASSERT_TRUE(
      centre.execute("INSERT INTO discards (recording, note, entry, at) VALUES (:id, '', 0, 0)", {kTestId}));
  EXPECT_EQ(attach(), "410 gone");
  EXPECT_EQ(entries(), Kinds{});
}

TEST_F(AudioTest, ShreddingErasesNoteOffsetAndBytes) {
  ASSERT_EQ(attach(), "200");
  ASSERT_TRUE(centre.execute("UPDATE audio SET moved = 40, moved_by = 'granskare', moved_as = 'reviewer'"));
  ASSERT_TRUE(centre.database->write([&](Transaction& transaction) -> Status {
    TRY(shred(transaction, centre.log, kTestId, ledger::ShreddedBecause::kDiscard, centre.clock.utc()));
    return {};
  }));
  // In the same transaction as the entry; from then on nobody is given any of it.
  EXPECT_FALSE(is_stored());
  Shredder shredder(*centre.database, *centre.vault, centre.log, centre.clock);
  ASSERT_TRUE(shredder.remove_chunks());
  EXPECT_FALSE(has_blob());
  EXPECT_FALSE(centre.vault->size(chunks_blob_of(kTestId)).value());
  // Where the database can do so, its own files hold nothing of it either.
  ASSERT_TRUE(erase(*centre.database));
  EXPECT_EQ(attach(), "410 gone");
  EXPECT_FALSE(has_blob());
}

TEST_F(AudioTest, OneThatIsShreddedWhileItsBytesAreStoredIsGone) {
  TestVault watched(*centre.vault);
  const Desk desk{*centre.database, watched, centre.log, centre.pins, centre.clock};
  watched.before_put_file = [&] {
    CHECK(centre.database->write([&](Transaction& transaction) -> Status {
      TRY(shred(transaction, centre.log, kTestId, ledger::ShreddedBecause::kErasure, centre.clock.utc()));
      return {};
    }));
    Shredder shredder(*centre.database, *centre.vault, centre.log, centre.clock);
    CHECK(shredder.remove_chunks());
  };
  const Path file = centre.folder / "sealed";
  ASSERT_TRUE(write_file(file, view_of(kSealed), Access::kOwnerOnly, IfExists::kRefuse));
  EXPECT_EQ(TestServer::said(Attaching(desk).store(kTestId, signed_note(says()), file)), "410 gone");
  EXPECT_FALSE(is_stored());
  EXPECT_FALSE(has_blob());
}

TEST_F(AudioTest, BytesThatACrashLeftAreRemovedAndNoOthers) {
  const std::string orphan = std::string(32, 'a');
  ASSERT_TRUE(centre.vault->put(audio_blob_of(orphan), view_of("of an upload that a crash has ended")));
  ASSERT_EQ(attach(), "200");
  ASSERT_TRUE(attaching.remove_orphans());
  EXPECT_TRUE(has_blob());
  EXPECT_FALSE(centre.vault->size(audio_blob_of(orphan)).value());
  // Nor while somebody stores it.
  ASSERT_TRUE(centre.vault->put(audio_blob_of(orphan), view_of("now")));
  ASSERT_TRUE(centre.execute("INSERT INTO claims (recording, contents, at) VALUES (:id, 'x', :now)",
                             {orphan, centre.desk.now()}));
  ASSERT_TRUE(attaching.remove_orphans());
  EXPECT_TRUE(centre.vault->size(audio_blob_of(orphan)).value());
}

}  // namespace
}  // namespace insyn::server
