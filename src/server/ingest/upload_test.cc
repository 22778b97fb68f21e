#include "server/ingest/upload.h"

#include <gtest/gtest.h>

#include "agreement/withdrawal.h"
#include "receipt/receipt.h"
#include "server/ingest/staged.h"
#include "server/ingest/testing.h"

namespace insyn::server {
namespace {

using recording::kTestId;

class UploadTest : public testing::Test, public TestCentre {
 protected:
  void expect_nothing_stored() {
    EXPECT_EQ(count("recordings"), 0);
    EXPECT_EQ(count("key_files"), 0);
    EXPECT_FALSE(vault.size(chunks_blob_of(kTestId)).value());
  }
  void expect_refused(const std::string& bytes, int status, const std::string& code) {
    const http::Answer answer = upload(bytes);
    EXPECT_EQ(answer.status, status) << code;
    EXPECT_NE(answer.body.find("\"" + code + "\""), std::string::npos) << answer.body;
    expect_nothing_stored();
  }
};

TEST_F(UploadTest, AWholeRecordingIsStoredAndReceived) {
  const Path folder = record(3, true);
  const http::Answer answer = upload(bundle(folder));
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.type, kReceiptType);
  const auto received = verify(answer, folder);
  ASSERT_TRUE(received) << received.error().message;
  EXPECT_EQ(count("recordings"), 1);
  EXPECT_EQ(count("key_files"), 4);
  EXPECT_EQ(entries(), (std::vector<std::string>{"agreement", "roster", "certificate", "received"}));
  std::string chunks;
  for (const char* name : {"000000.chunk.age", "000001.chunk.age", "000002.chunk.age", "000003.calls.age"})
    chunks += recording::content(folder / name);
  EXPECT_EQ(insyn::text_of(vault.read(chunks_blob_of(kTestId), 1 << 20).value().value()), chunks);
  EXPECT_EQ(staged(), 0u);
}

TEST_F(UploadTest, OneThatWasNeverClosedToo) {
  const Path folder = record(2, false);
  const http::Answer answer = upload(bundle(folder));
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_TRUE(verify(answer, folder));
}

TEST_F(UploadTest, OneThatEndedBeforeItsFirstChunkToo) {
  const Path folder = record(0, false);
  const http::Answer answer = upload(bundle(folder));
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_TRUE(verify(answer, folder));
}

TEST_F(UploadTest, GoesOnWhereverTheConnectionWasCut) {
  const Path folder = record(2, true);
  const std::string whole = bundle(folder);
  for (std::size_t at = 0; at < whole.size(); at += 97) {
    EXPECT_EQ(upload(whole.substr(0, at), 0, true).status, 200);
    ASSERT_EQ(staged(), at);
    const http::Answer rest = upload(whole.substr(at), at, true);
    EXPECT_EQ(rest.status, 200) << at << rest.body;
    ASSERT_EQ(staged(), whole.size());
    expect_nothing_stored();
    std::filesystem::remove_all(uploads);
  }
}

TEST_F(UploadTest, InPiecesOfAnySize) {
  const Path folder = record(2, true);
  const std::string whole = bundle(folder);
  for (std::size_t piece : {1u, 13u, 4096u, 1u << 20}) {
    EXPECT_EQ(upload(whole, 0, true, kTestId, piece).status, 200);
    EXPECT_EQ(staged(), whole.size()) << piece;
    std::filesystem::remove_all(uploads);
  }
}

TEST_F(UploadTest, APartIsAnsweredWithHowFarItIs) {
  const Path folder = record(1, true);
  const std::string whole = bundle(folder);
  const http::Answer part = upload(whole.substr(0, 100));
  EXPECT_EQ(part.body, R"({"offset":100})");
  EXPECT_EQ(upload(whole.substr(50), 50).status, 409);
  EXPECT_EQ(upload(whole.substr(200), 200).status, 409);
  EXPECT_TRUE(verify(upload(whole.substr(100), 100), folder));
}

TEST_F(UploadTest, ALostAnswerIsGivenAgain) {
  const Path folder = record(1, true);
  const std::string whole = bundle(folder);
  EXPECT_EQ(upload(whole, 0, true).status, 200);
  EXPECT_TRUE(verify(upload("", whole.size()), folder));
  const auto again = upload(whole);
  EXPECT_TRUE(verify(again, folder));
  EXPECT_EQ(count("recordings"), 1);
  EXPECT_EQ(entries().size(), 4u);
}

TEST_F(UploadTest, EveryByteThatIsChangedIsFound) {
  const Path folder = record(1, true);
  const std::string whole = bundle(folder);
  for (std::size_t at = 0; at < whole.size(); at += 41) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    const http::Answer answer = upload(changed);
    EXPECT_TRUE(answer.status == 403 || answer.status == 422) << at << ": " << answer.status << answer.body;
    std::filesystem::remove_all(uploads);
  }
  expect_nothing_stored();
}

TEST_F(UploadTest, AChunkThatIsNotTheSignedOneIsCutOffAndComesAgain) {
  const Path folder = record(3, true);
  std::string whole = bundle(folder);
  std::string changed = whole;
  changed.back() = static_cast<char>(changed.back() ^ 1);
  const http::Answer refused = upload(changed);
  EXPECT_EQ(refused.status, 422);
  const std::uint64_t kept = staged();
  EXPECT_EQ(kept, whole.size() - std::filesystem::file_size(folder / "000003.calls.age"));
  EXPECT_TRUE(verify(upload(whole.substr(kept), kept), folder));
}

TEST_F(UploadTest, WhatIsLongerThanItSaysIsRefused) {
  const Path folder = record(1, true);
  expect_refused(bundle(folder) + "x", 422, "bundle");
}

TEST_F(UploadTest, WhatLayOnTheDiskIsReadAgain) {
  const Path folder = record(2, true);
  const std::string whole = bundle(folder);
  EXPECT_EQ(upload(whole, 0, true).status, 200);
  // As after the power went out: of the right size, and of other content.
  for (const auto& entry : std::filesystem::recursive_directory_iterator(uploads)) {
    if (entry.path().filename() != "chunks") continue;
    const auto size = static_cast<std::size_t>(entry.file_size());
    recording::put(entry.path(), std::string(size, '\0'));
  }
  EXPECT_EQ(upload("", whole.size()).status, 409);
  EXPECT_LT(staged(), whole.size());
  EXPECT_TRUE(verify(upload(whole.substr(staged()), staged()), folder));
}

TEST_F(UploadTest, OfADeviceThatIsNotOnTheRosterIsRefused) {
  const Path folder = record(1, true);
  pc.certifier = recording::SigningCertifier(recording::new_device());
  expect_refused(bundle(record(1, true, "1123456789abcdef0123456789abcdef")), 422, "bundle");
  const http::Answer answer = upload(bundle(pc.spool / "1123456789abcdef0123456789abcdef"), 0, false,
                                     "1123456789abcdef0123456789abcdef");
  EXPECT_EQ(answer.status, 403);
  EXPECT_NE(answer.body.find("\"certificate\""), std::string::npos);
}

TEST_F(UploadTest, WhatTheRegistryDoesNotKnowIsRefused) {
  const auto refused = [&](int number, const std::string& code,
                           const std::function<void(recording::Beginning&)>& change) {
    const std::string id = fmt::format("{}123456789abcdef0123456789abcdef", number);
    const http::Answer answer = upload(bundle(record(1, true, id, change)), 0, false, id);
    EXPECT_EQ(answer.status, 403) << code;
    EXPECT_NE(answer.body.find("\"" + code + "\""), std::string::npos) << answer.body << code;
  };
  refused(1, "agreement", [](auto& all) { all.opening.agreement_hash[0] ^= 1; });
  refused(2, "roster", [](auto& all) { all.about.roster_hash->front() ^= 1; });
  refused(3, "roster", [](auto& all) { all.about.roster_hash.reset(); });
  refused(4, "agent", [](auto& all) { all.about.agent = "a18"; });
  refused(5, "agent", [](auto& all) { all.about.agent = ""; });
  const auto at = [](const char* time) {
    return [time](recording::Beginning& all) { all.about.begin = parse_utc(time).value(); };
  };
  refused(6, "agreement", at("2026-11-30T22:59:59.999Z"));
  refused(7, "clock", at("2026-12-01T09:10:00.000Z"));
}

TEST_F(UploadTest, AnOpeningNoteThatIsNotWhatTheAgreementSaysIsRefused) {
  const auto refused = [&](int number, const std::function<void(recording::Beginning&)>& change) {
    const std::string id = fmt::format("{}123456789abcdef0123456789abcdef", number);
    const http::Answer answer = upload(bundle(record(1, true, id, change)), 0, false, id);
    EXPECT_EQ(answer.status, 403) << number;
    EXPECT_NE(answer.body.find("\"opening\""), std::string::npos) << answer.body << number;
  };
  refused(1, [](auto& all) { all.opening.retention_days = 365; });
  refused(2, [](auto& all) { all.opening.date += std::chrono::days(1); });
  refused(3, [](auto& all) { all.opening.level = agreement::Level::kMasked; });
  refused(4, [](auto& all) { all.opening.agreement_id = "another"; });
  refused(5, [](auto& all) { all.opening.zone = "UTC"; });
}

TEST_F(UploadTest, ExchangedKeyFilesAreRefused) {
  const Path folder = record(1, true);
  const Path other = record(1, true, "1123456789abcdef0123456789abcdef",
                            [](auto& all) { all.keys.pictures = bytes_of("for 2!!"); });
  recording::put(folder / recording::kKey, recording::content(other / recording::kKey));
  expect_refused(bundle(folder), 403, "key-file");
}

TEST_F(UploadTest, NotesOfAnotherRecordingAreRefused) {
  const Path folder = record(1, true);
  const Path other = record(1, true, "1123456789abcdef0123456789abcdef");
  // With one file of the other recording's.
  const auto mixed = [&](const std::string& exchanged) {
    std::string head = "insyn bundle 1\n", files;
    for (const char* name : {recording::kCertificate, recording::kOpeningNote, recording::kClosingNote,
                             recording::kKey, recording::kEventsKey, recording::kCallsKey,
                             recording::kAgentKey, "000000.chunk.age", "000001.calls.age"}) {
      const std::string bytes = recording::content((name == exchanged ? other : folder) / name);
      head += fmt::format("{} {}\n", name, bytes.size());
      files += bytes;
    }
    return head + "\n" + files;
  };
  expect_refused(mixed(recording::kCertificate), 403, "opening");
  expect_refused(mixed(recording::kOpeningNote), 422, "bundle");
  expect_refused(mixed(recording::kClosingNote), 403, "list");
  expect_refused(mixed("000000.chunk.age"), 422, "chunk");
  std::filesystem::remove_all(uploads);
  EXPECT_TRUE(verify(upload(mixed("")), folder));
}

TEST_F(UploadTest, ADifferentRecordingOfTheSameIdIsAForkAndStandsInTheLedgerOnce) {
  const Path first = record(1, true);
  const std::string whole = bundle(first);
  std::filesystem::rename(first, pc.spool / "kept");
  const std::string other = bundle(record(2, true));
  EXPECT_EQ(upload(whole).status, 200);
  for (int i = 0; i < 2; ++i) {
    const http::Answer answer = upload(other);
    EXPECT_EQ(answer.status, 409);
    EXPECT_NE(answer.body.find("\"fork\""), std::string::npos);
  }
  EXPECT_EQ(entries(), (std::vector<std::string>{"agreement", "roster", "certificate", "received",
                                                 "certificate", "fork"}));
  EXPECT_TRUE(verify(upload(whole), pc.spool / "kept"));
}

TEST_F(UploadTest, OnlyOneOfTwoAtOnceTakesIt) {
  const Path folder = record(1, true);
  const std::string whole = bundle(folder);
  auto first = begin_upload(parts(), request(kTestId, 0));
  ASSERT_TRUE(std::holds_alternative<std::unique_ptr<http::Upload>>(first));
  EXPECT_EQ(upload(whole).status, 409);
  // Another link's is another upload: whoever is first stores it, the other gets the same receipt.
  const std::string own = caller;
  caller = std::string(64, 'b');
  EXPECT_TRUE(verify(upload(whole), folder));
  caller = own;
  auto& upload = *std::get<std::unique_ptr<http::Upload>>(first);
  const auto answer = upload.take(view_of(whole));
  ASSERT_TRUE(answer);
  EXPECT_TRUE(verify(*answer, folder));
}

TEST_F(UploadTest, WhereTheDiskIsFullItIsNotStoredAndComesAgain) {
  const Path folder = record(1, true);
  const std::string whole = bundle(folder);
  fill_tile_but_for(2);  // its certificate, and that it was received
  vault.puts_left = 0;   // the ledger's tiles
  const http::Answer full = upload(whole);
  EXPECT_EQ(full.status, 507);
  EXPECT_NE(full.cause.find("no space for ledger/"), std::string::npos) << full.cause;
  vault.puts_left.reset();
  // It is stored already: the receipt says so once it can.
  EXPECT_TRUE(verify(upload(whole), folder));
  EXPECT_EQ(count("recordings"), 1);
}

TEST_F(UploadTest, IdsThatArePathsAreNoRecordings) {
  for (const char* id : {"..", "", "0123456789ABCDEF0123456789abcdef", "../../0123456789abcdef012345678"})
    EXPECT_EQ(upload("x", 0, false, id).status, 404);
}

TEST_F(UploadTest, CertificatesStandInTheLedgerOnce) {
  const Path folder = record(1, true);
  const std::string note = recording::content(folder / recording::kCertificate);
  const auto first = certificates.add(certificates.check(note).value());
  EXPECT_EQ(certificates.add(certificates.check(note).value()).value(), first.value());
  EXPECT_TRUE(verify(upload(bundle(folder)), folder));
  EXPECT_EQ(entries(), (std::vector<std::string>{"agreement", "roster", "certificate", "received"}));
}

// As a server that was restored has it: the entry, which a witness gave back, and nothing of what it is
// about.
TEST_F(UploadTest, ACertificateThatTheLedgerHasAlreadyKeepsItsEntry) {
  const Path folder = record(1, true);
  const std::string note = recording::content(folder / recording::kCertificate);
  const std::uint64_t entry = certificates.add(certificates.check(note).value()).value();
  const auto forget = [&](std::int64_t certified) {
    ASSERT_TRUE(store.execute("DELETE FROM certificates"));
    ASSERT_TRUE(store.execute("DELETE FROM ledger_salts"));
    ASSERT_TRUE(store.execute("DELETE FROM wanted"));
    ASSERT_TRUE(store.execute("INSERT INTO wanted (recording, since, certified) VALUES (:a, 0, :b)",
                              {std::string(kTestId), certified}));
  };
  forget(static_cast<std::int64_t>(entry));
  EXPECT_TRUE(verify(upload(bundle(folder)), folder));
  EXPECT_EQ(certificates.add(certificates.check(note).value()).value(), entry);
  EXPECT_EQ(entries(), (std::vector<std::string>{"agreement", "roster", "certificate", "received"}));
  EXPECT_EQ(count("wanted"), 0);
  // What is no certificate's entry, or not there, is not believed.
  for (const std::int64_t wrong : {1, 1000}) {
    forget(wrong);
    EXPECT_GT(certificates.add(certificates.check(note).value()).value(), entry) << wrong;
  }
  // A second certificate of the recording gets an entry of its own.
  forget(static_cast<std::int64_t>(entry));
  EXPECT_EQ(certificates.add(certificates.check(note).value()).value(), entry);
  std::filesystem::remove_all(folder);
  const std::string second = recording::content(record(2, true) / recording::kCertificate);
  EXPECT_GT(certificates.add(certificates.check(second).value()).value(), entry);
}

TEST_F(UploadTest, AfterAWithdrawalNothingThatBegunLaterIsTaken) {
  const agreement::Withdrawal withdrawal{sha256(view_of(agreement_text)), "kundtjanst-2026-11", "Klubben",
                                         parse_utc(kTestNow).value(), ""};
  ASSERT_TRUE(
      registry.add_withdrawal(note::sign(agreement::withdrawal_text(withdrawal), parties.union_side.signer)));
  EXPECT_TRUE(verify(upload(bundle(record(1, true))), pc.spool / kTestId));
  store.clock.moved += std::chrono::hours(5);
  const std::string id = "1123456789abcdef0123456789abcdef";
  record(1, true, id, [](auto& all) { all.about.begin = parse_utc("2026-12-01T13:00:01.000Z").value(); });
  EXPECT_EQ(upload(bundle(pc.spool / id), 0, false, id).status, 403);
}

TEST_F(UploadTest, BlobsOfNobodyAreRemoved) {
  ASSERT_TRUE(upload(bundle(record(1, true))).status == 200);
  const std::string orphan = chunks_blob_of("1123456789abcdef0123456789abcdef");
  ASSERT_TRUE(vault.put(orphan, view_of("chunks")));
  ASSERT_TRUE(storing.remove_orphans());
  EXPECT_FALSE(vault.size(orphan).value());
  EXPECT_TRUE(vault.size(chunks_blob_of(kTestId)).value());
  EXPECT_EQ(count("claims"), 0);
}

}  // namespace
}  // namespace insyn::server
