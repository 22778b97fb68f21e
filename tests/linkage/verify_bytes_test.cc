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
    opening.id = "20261201T081503Z-0123456789abcdef";
    opening.agreement_id = "kundtjanst-2026-11";
    opening.recipient = "age1recording";
    opening.workstation = "desk-12";
    opening.call = "4711";
    opening.applications = {"Wiki"};
    opening.start = parse_utc("2026-12-01T08:15:03.250Z").value();
    closing_.id = opening.id;
    closing_.end = opening.start;
    for (std::uint32_t index = 0; index < 3; ++index) {
      const std::string sealed = fmt::format("what nobody here can open, {}", index);
      const ChunkRecord chunk{index, sha256(view_of(sealed)), sealed.size()};
      bucket_.files[file_name_of(chunk.name())] = sealed;
      closing_.chunks.push_back(chunk);
    }
    bucket_.files[kOpeningNote] = note::sign(text_of(opening), device_);
    bucket_.files[kClosingNote] = note::sign(text_of(closing_), device_);
    bucket_.files[kKey] = "sealed twice";
  }
  Result<Verification> verify_it() const {
    TRY_ASSIGN(const Contents contents, read_contents(bucket_));
    return verify(contents, bucket_, device_.verifier());
  }

  note::Signer device_ = note::Signer::generate("desk-12").value();
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
  bucket_.files.erase(kClosingNote);
  std::string journal;
  for (const ChunkRecord& chunk : closing_.chunks) journal += journal_line(chunk, closing_.id, device_);
  bucket_.files[kJournal] = journal;
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

// Without the device's key: what the verb tests of insyn export without --pin lean on.
TEST_F(VerifyBytes, WithoutADeviceTheJournalsGrammarIsStillHeld) {
  bucket_.files.erase(kClosingNote);
  const note::Signer stranger = note::Signer::generate("x").value();
  const auto line = [&](std::size_t at) { return journal_line(closing_.chunks[at], "another", stranger); };
  const auto checked = [&](const std::string& journal) {
    bucket_.files[kJournal] = journal;
    return verify_unsigned(read_contents(bucket_).value(), bucket_);
  };
  EXPECT_TRUE(checked(line(0) + line(1) + line(2)).intact());
  EXPECT_EQ(checked(line(0) + line(1) + line(2)).proven.size(), 3U);
  EXPECT_TRUE(checked(line(0) + line(1) + line(2) + "chunk 000003 ab").intact());
  for (const std::string& journal : {std::string("x\n"), line(1), line(0) + line(0), line(0) + "\n"}) {
    const Verification verification = checked(journal);
    EXPECT_TRUE(verification.proven.empty()) << journal;
    EXPECT_EQ(verification.findings.at(0).fault, Fault::kNotOfTheDevice) << journal;
  }
}

TEST_F(VerifyBytes, WithoutADeviceTheChunkThatWasBeingWrittenIsNotMissed) {
  bucket_.files.erase(kClosingNote);
  std::string journal;
  for (const ChunkRecord& chunk : closing_.chunks) journal += journal_line(chunk, closing_.id, device_);
  bucket_.files[kJournal] = journal;
  bucket_.files.erase(chunk_file_name(2));
  const Verification checked = verify_unsigned(read_contents(bucket_).value(), bucket_);
  EXPECT_TRUE(checked.intact());
  EXPECT_EQ(checked.listed, 2U);
}

TEST_F(VerifyBytes, WithoutADeviceAnotherRecordingsClosingNoteListsNothing) {
  Closing another = closing_;
  another.id.back() = '0';
  bucket_.files[kClosingNote] = note::sign(text_of(another), device_);
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

}  // namespace
}  // namespace insyn::recording
