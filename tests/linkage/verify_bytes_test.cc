// Verifies a recording that is given as bytes, as a server does: linked with recording/verify alone.
#include <gtest/gtest.h>

#include <map>

#include "note/note.h"
#include "recording/format/journal.h"
#include "recording/verify/verify.h"

namespace insyn::recording {
namespace {

class Bucket final : public RecordingFiles {
 public:
  std::string place() const override { return "bucket"; }
  Result<std::vector<std::string>> names() const override {
    std::vector<std::string> all;
    for (const auto& file : files) all.push_back(file.first);
    return all;
  }
  bool has(const std::string& name) const override { return files.contains(name); }
  Result<Bytes> read(const std::string& name, std::size_t limit) const override {
    const auto file = files.find(name);
    if (file == files.end()) return fail(Code::kPermanent, "{} is not there", name);
    if (file->second.size() > limit) return fail(Code::kPermanent, "{} is over the limit", name);
    return bytes_of(file->second);
  }

  std::map<std::string, std::string> files;
};

class VerifyBytes : public ::testing::Test {
 protected:
  VerifyBytes() {
    Opening opening;
    opening.id = kId;
    opening.key = key_.verifier().text();
    opening.agreement_id = "kundtjanst-2026-11";
    opening.zone = "UTC";
    opening.recipient = "age1recording";
    opening.calls_recipient = "age1calls";
    opening.key_files = {{kKey, sha256(view_of("sealed twice"))},
                         {kCallsKey, sha256(view_of("sealed once"))}};
    opening.applications = {{"Wiki", {}}};
    Certificate certificate;
    certificate.id = kId;
    certificate.key = opening.key;
    certificate.call = "4711";
    certificate.device = "desk-12";
    closing_.id = kId;
    for (std::uint32_t index = 0; index < 3; ++index) {
      const std::string sealed = fmt::format("what nobody here can open, {}", index);
      const ChunkRecord chunk{index, sha256(view_of(sealed)), sealed.size()};
      bucket_.files[file_name_of(chunk.name())] = sealed;
      closing_.chunks.push_back(chunk);
    }
    bucket_.files[kCertificate] = note::sign(text_of(certificate), device_);
    bucket_.files[kOpeningNote] = note::sign(text_of(opening), key_);
    bucket_.files[kClosingNote] = note::sign(text_of(closing_), key_);
    bucket_.files[kKey] = "sealed twice";
    bucket_.files[kCallsKey] = "sealed once";
  }
  // What the union would hand out of it.
  void peel() {
    Peel peel;
    peel.id = kId;
    peel.request = "age1request";
    peel.request_name = "request";
    bucket_.files[kKey] = "sealed to the request";
    peel.key_file = {kKey, sha256(view_of(bucket_.files[kKey]))};
    peel.opening_hash = sha256(view_of(bucket_.files[kOpeningNote]));
    if (bucket_.files.contains(kClosingNote)) {
      peel.closing_hash = sha256(view_of(bucket_.files[kClosingNote]));
    } else {
      peel.journal_hash = sha256(view_of(bucket_.files[kJournal]));
    }
    peel.chunks_proven = peel.chunks_listed = 3;
    bucket_.files[kPeelNote] = note::sign(text_of(peel), union_);
    bucket_.files.erase(kCertificate);
    bucket_.files.erase(kCallsKey);
  }
  Result<Verification> verify_by_union(const note::Verifier& key) const {
    TRY_ASSIGN(const Contents contents, read_contents(bucket_));
    return verify_peeled(contents, bucket_, key);
  }
  void expect_peel_refused(const std::string& why) const {
    const auto refused = verify_by_union(union_.verifier());
    ASSERT_FALSE(refused) << why;
    EXPECT_EQ(refused.error().code, Code::kDenied);
    EXPECT_NE(refused.error().message.find(why), std::string::npos) << refused.error().message;
  }
  void leave_open() {
    bucket_.files.erase(kClosingNote);
    JournalChain chain(kId);
    bucket_.files[kJournal].clear();
    for (const ChunkRecord& chunk : closing_.chunks) bucket_.files[kJournal] += chain.next_line(chunk, key_);
  }
  Result<Verification> verify_it() const {
    TRY_ASSIGN(const Contents contents, read_contents(bucket_));
    return verify(contents, bucket_, device_.verifier());
  }

  const std::string kId = "0123456789abcdef0123456789abcdef";
  note::Signer device_ = note::Signer::generate("desk-12").value();
  note::Signer key_ = note::Signer::generate(kId).value();
  note::Signer union_ = note::Signer::generate("union").value();
  Closing closing_;
  Bucket bucket_;
};

TEST_F(VerifyBytes, AWholeRecordingIsIntact) {
  const auto verification = verify_it();
  ASSERT_TRUE(verification) << verification.error().message;
  EXPECT_TRUE(verification->intact());
  EXPECT_TRUE(verification->closed);
  EXPECT_EQ(verification->proven.size(), 3U);
}

TEST_F(VerifyBytes, AChangedByteIsFound) {
  bucket_.files[chunk_file_name(1)].back() ^= 0x40;
  const Verification verification = verify_it().value();
  ASSERT_EQ(verification.findings.size(), 1U);
  EXPECT_EQ(verification.findings[0].fault, Fault::kChanged);
  EXPECT_EQ(verification.findings[0].file, "000001.chunk.age");
  EXPECT_EQ(verification.proven.size(), 2U);
}

TEST_F(VerifyBytes, AnotherDevicesProvesNothingAndIsStillCompared) {
  const Contents contents = read_contents(bucket_).value();
  const auto refused = verify(contents, bucket_, note::Signer::generate("desk-13")->verifier());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kDenied);
  EXPECT_TRUE(verify_unsigned(contents, bucket_).intact());
}

TEST_F(VerifyBytes, AnUnclosedOneIsProvenByItsJournal) {
  leave_open();
  const Verification verification = verify_it().value();
  EXPECT_TRUE(verification.intact());
  EXPECT_FALSE(verification.closed);
  EXPECT_EQ(verification.proven.size(), 3U);
}

TEST_F(VerifyBytes, WhatIsTooLargeToBeAJournalProvesNothing) {
  bucket_.files.erase(kClosingNote);
  bucket_.files[kJournal] = std::string(kLargestJournal + 1, 'x');
  const Verification verification = verify_it().value();
  EXPECT_TRUE(verification.proven.empty());
  EXPECT_EQ(verification.findings.at(0).file, kJournal);
}

// Without a pinned key: what the verb tests of insyn export without --pin lean on.
TEST_F(VerifyBytes, WithoutAPinTheJournalIsHeldToTheKeyThatTheOpeningNoteStates) {
  leave_open();
  const std::string journal = bucket_.files[kJournal];
  const auto checked = [&](const std::string& text) {
    bucket_.files[kJournal] = text;
    return verify_unsigned(read_contents(bucket_).value(), bucket_);
  };
  EXPECT_TRUE(checked(journal).intact());
  EXPECT_EQ(checked(journal).proven.size(), 3U);
  EXPECT_TRUE(checked(journal + "chunk 000003 ab").intact());
  JournalChain chain(kId);
  const std::string forged = chain.next_line(closing_.chunks[0], note::Signer::generate(kId).value());
  for (const std::string& text : {std::string("x\n"), forged, journal + journal, journal + "\n"}) {
    const Verification verification = checked(text);
    EXPECT_TRUE(verification.proven.empty()) << text;
    EXPECT_EQ(verification.findings.at(0).fault, Fault::kNotOfItsKey) << text;
  }
}

TEST_F(VerifyBytes, WithoutADeviceTheChunkThatWasBeingWrittenIsNotMissed) {
  leave_open();
  bucket_.files.erase(chunk_file_name(2));
  const Verification checked = verify_unsigned(read_contents(bucket_).value(), bucket_);
  EXPECT_TRUE(checked.intact());
  EXPECT_EQ(checked.listed, 2U);
}

TEST_F(VerifyBytes, WithoutADeviceAnotherRecordingsClosingNoteListsNothing) {
  Closing another = closing_;
  another.id.back() = '0';
  bucket_.files[kClosingNote] = note::sign(text_of(another), key_);
  const Verification checked = verify_unsigned(read_contents(bucket_).value(), bucket_);
  EXPECT_FALSE(checked.closed);
  EXPECT_TRUE(checked.proven.empty());
  EXPECT_TRUE(checked.findings.at(0).of_another_recording);
  EXPECT_EQ(checked.findings.back().fault, Fault::kForeign);
}

// Whoever exports has the recording's key already.
TEST_F(VerifyBytes, OnlyWithADeviceTheKeyIsMissed) {
  bucket_.files.erase(kKey);
  EXPECT_EQ(verify_it()->findings.at(0).fault, Fault::kKeyMissing);
  EXPECT_TRUE(verify_unsigned(read_contents(bucket_).value(), bucket_).intact());
}

// A reviewer's, who never sees the certificate.
TEST_F(VerifyBytes, WhatTheUnionPeeledIsProvenByItsNote) {
  peel();
  const Verification verification = verify_by_union(union_.verifier()).value();
  EXPECT_TRUE(verification.intact());
  EXPECT_TRUE(verification.closed);
  EXPECT_EQ(verification.proven.size(), 3U);
  EXPECT_FALSE(verify_by_union(note::Signer::generate("union").value().verifier()));
  // By the device it is not: that would be whose call it was.
  EXPECT_EQ(verify_it().error().code, Code::kDenied);
}

TEST_F(VerifyBytes, WhatIsNotPeeledIsNotProvenByTheUnion) { expect_peel_refused("the union has not peeled"); }

TEST_F(VerifyBytes, APeelNoteForOtherNotesProvesNothing) {
  peel();
  const std::string peeled = bucket_.files[kPeelNote];
  Closing shorter = closing_;
  shorter.chunks.pop_back();
  const std::string closing = bucket_.files[kClosingNote];
  bucket_.files[kClosingNote] = note::sign(text_of(shorter), key_);
  expect_peel_refused("another one than the union verified");
  bucket_.files[kClosingNote] = closing;
  Opening opening = read_contents(bucket_)->opening;
  opening.retention_days = 1;
  bucket_.files[kOpeningNote] = note::sign(text_of(opening), key_);
  expect_peel_refused("another opening note");
}

TEST_F(VerifyBytes, AKeyFileThatTheUnionDidNotSealIsAnExchangedOne) {
  peel();
  bucket_.files[kKey] = "sealed to somebody";
  EXPECT_EQ(verify_by_union(union_.verifier())->findings.at(0).fault, Fault::kKeyExchanged);
}

// Of an unclosed one the last chunk may be missing where a crash took it, not where a server did.
TEST_F(VerifyBytes, OfAPeeledJournalTheLastChunkIsMissed) {
  leave_open();
  peel();
  EXPECT_TRUE(verify_by_union(union_.verifier())->intact());
  bucket_.files.erase(chunk_file_name(2));
  const Verification verification = verify_by_union(union_.verifier()).value();
  ASSERT_EQ(verification.findings.size(), 1U);
  EXPECT_EQ(verification.findings[0].fault, Fault::kMissing);
  EXPECT_EQ(verification.findings[0].file, "000002.chunk.age");
}

}  // namespace
}  // namespace insyn::recording
