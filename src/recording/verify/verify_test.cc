#include "recording/verify/verify.h"

#include <gtest/gtest.h>

#include "recording/testing.h"

namespace insyn::recording {
namespace {

namespace fs = std::filesystem;

class VerifyTest : public ::testing::Test {
 protected:
  static constexpr std::size_t kChunks = 4;
  static constexpr std::size_t kAll = kChunks + 1;  // of a closed one: with the end statement

  void close() { folder_ = workstation_.record(kChunks, true); }
  void leave_open() { folder_ = workstation_.record(kChunks, false); }
  Path file(std::uint32_t index) const { return folder_ / chunk_file_name(index); }

  Verification verify_it() const { return verify_folder(folder_, workstation_.certifier.device()).value(); }
  // Its one fault, and how many chunks are proven beside it.
  void expect_fault(Fault fault, const std::string& name, std::size_t proven) const {
    const Verification verification = verify_it();
    ASSERT_EQ(verification.findings.size(), 1U);
    EXPECT_EQ(name_of(verification.findings[0].fault), std::string(name_of(fault)));
    EXPECT_EQ(verification.findings[0].file, name);
    EXPECT_EQ(verification.proven.size(), proven);
  }
  void expect_intact(std::size_t proven, bool closed) const {
    const Verification verification = verify_it();
    for (const Finding& finding : verification.findings) ADD_FAILURE() << text_of(finding);
    EXPECT_EQ(verification.proven.size(), proven);
    EXPECT_EQ(verification.closed, closed);
  }
  bool remarks(Remark::Kind kind, std::string_view file = "") const {
    const std::vector<Remark> all = verify_it().remarks;
    return std::any_of(all.begin(), all.end(),
                       [&](const Remark& one) { return one.kind == kind && one.file == file; });
  }
  // Another recording of the same device, with the same number of chunks.
  Path another(bool closed) const { return workstation_.record(kChunks, closed, std::string(32, '0')); }
  void expect_nothing_proven(const std::string& why) const {
    const auto refused = verify_folder(folder_, workstation_.certifier.device());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Code::kDenied);
    EXPECT_NE(refused.error().message.find("nothing about this recording is proven"), std::string::npos);
    EXPECT_NE(refused.error().message.find(why), std::string::npos) << refused.error().message;
  }

  Workstation workstation_;
  Path folder_;
};

TEST_F(VerifyTest, AWholeRecordingIsIntact) {
  close();
  expect_intact(kAll, true);
  EXPECT_TRUE(verify_it().remarks.empty());
}

TEST_F(VerifyTest, AMissingChunkIsNamed) {
  close();
  fs::remove(file(1));
  expect_fault(Fault::kMissing, "000001.chunk.age", kAll - 1);
}

TEST_F(VerifyTest, OfAClosedRecordingTheLastChunkIsMissedToo) {
  close();
  fs::remove(file(kChunks - 1));
  expect_fault(Fault::kMissing, "000003.chunk.age", kAll - 1);
}

TEST_F(VerifyTest, AChunkThatIsCutShortTooLongOrChangedIsNamed) {
  close();
  const std::string whole = content(file(2));
  put(file(2), whole.substr(1));
  expect_fault(Fault::kCutShort, "000002.chunk.age", kAll - 1);
  put(file(2), "");
  expect_fault(Fault::kCutShort, "000002.chunk.age", kAll - 1);
  put(file(2), whole + "x");
  expect_fault(Fault::kTooLong, "000002.chunk.age", kAll - 1);
  put(file(2), whole.substr(1) + "x");
  expect_fault(Fault::kChanged, "000002.chunk.age", kAll - 1);
  put(file(2), whole);
  expect_intact(kAll, true);
}

TEST_F(VerifyTest, TwoSwappedChunksAreEachNamed) {
  close();
  const std::string second = content(file(1));
  put(file(1), content(file(2)));
  put(file(2), second);
  const Verification verification = verify_it();
  ASSERT_EQ(verification.findings.size(), 2U);
  for (const Finding& finding : verification.findings) EXPECT_EQ(finding.fault, Fault::kSwapped);
  EXPECT_EQ(verification.findings[0].other, "000002.chunk.age");
}

TEST_F(VerifyTest, AnotherRecordingsChunkIsAChangedOne) {
  close();
  put(file(0), content(another(true) / chunk_file_name(0)));
  expect_fault(Fault::kChanged, "000000.chunk.age", kAll - 1);
}

TEST_F(VerifyTest, AChunkThatIsNotListedIsForeign) {
  close();
  put(file(kAll), content(file(0)));
  expect_fault(Fault::kForeign, "000005.chunk.age", kAll);
}

TEST_F(VerifyTest, AChunkThatIsNoFileIsUnreadable) {
  close();
  fs::remove(file(0));
  fs::create_directory(file(0));
  expect_fault(Fault::kUnreadable, "000000.chunk.age", kAll - 1);
}

TEST_F(VerifyTest, AShreddedRecordingSaysSo) {
  close();
  fs::remove(folder_ / kKey);
  expect_fault(Fault::kKeyMissing, "key.age", kAll);
}

// Otherwise the union would unlock what it takes for this recording, and the employer would hold another's
// key.
TEST_F(VerifyTest, AnotherRecordingsKeyFileIsAnExchangedOne) {
  close();
  for (const char* name : kKeyFiles) {
    const std::string own = content(folder_ / name);
    put(folder_ / name, "sealed just as well");
    expect_fault(Fault::kKeyExchanged, name, kAll);
    put(folder_ / name, own);
  }
  expect_intact(kAll, true);
}

TEST_F(VerifyTest, AKeyFileThatIsNotListedIsForeign) {
  Beginning beginning = workstation_.beginning();
  beginning.keys.agent.clear();
  folder_ = workstation_.begin(std::move(beginning)).value().folder();
  expect_intact(0, false);
  put(folder_ / kAgentKey, "sealed to somebody");
  expect_fault(Fault::kForeign, kAgentKey, 0);
}

TEST_F(VerifyTest, AnotherDevicesRecordingProvesNothing) {
  close();
  const auto refused = verify_folder(folder_, new_device().verifier());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kDenied);
  EXPECT_NE(refused.error().message.find("nothing about this recording is proven"), std::string::npos);
}

TEST_F(VerifyTest, AChangedNoteProvesNothing) {
  close();
  const std::string opening = content(folder_ / kOpeningNote);
  put(folder_ / kOpeningNote, with(opening, "date 2026-12-01", "date 2026-12-02"));
  expect_nothing_proven("opening.note");
  put(folder_ / kOpeningNote, opening);
  put(folder_ / kCertificate, with(content(folder_ / kCertificate), "call 4711", "call 4712"));
  expect_nothing_proven("certificate.note");
}

TEST_F(VerifyTest, WithoutACertificateNobodySaysWhoseItIs) {
  close();
  fs::remove(folder_ / kCertificate);
  expect_nothing_proven("it is missing");
}

TEST_F(VerifyTest, AnotherRecordingsCertificateIsNotThisOnes) {
  close();
  put(folder_ / kCertificate, content(another(true) / kCertificate));
  expect_nothing_proven("it certifies another recording");
}

// Whoever has the device's key, or the administrator of the PC, has not the key of a recording that is over.
TEST_F(VerifyTest, WithTheDevicesKeyNobodyCutsTheEndOffAndSignsAgain) {
  close();
  const note::Signer own = note::Signer::generate(kTestId).value();
  Closing shorter = Recording::read(folder_)->closing.value();
  shorter.chunks.resize(2);
  put(folder_ / kClosingNote, note::sign(text_of(shorter), own));
  const Verification verification = verify_it();
  EXPECT_FALSE(verification.closed);
  EXPECT_TRUE(verification.proven.empty());
  EXPECT_EQ(verification.findings.at(0).fault, Fault::kNotOfItsKey);
}

// A whole recording made anew under the old id needs a second certificate, which the running numbers show.
TEST_F(VerifyTest, ARecordingOfAnotherKeyNeedsAnotherCertificate) {
  close();
  const std::string first = content(folder_ / kCertificate);
  fs::remove_all(folder_);
  folder_ = workstation_.record(2, true);
  expect_intact(3, true);
  const std::string second = content(folder_ / kCertificate);
  EXPECT_NE(second.find("number 2\nprevious-sha256 " + to_hex(sha256(view_of(first)))), std::string::npos);
  put(folder_ / kCertificate, first);
  expect_nothing_proven("it certifies another recording");
}

TEST_F(VerifyTest, AnotherRecordingsClosingNoteClosesNothing) {
  close();
  put(folder_ / kClosingNote, content(another(true) / kClosingNote));
  const Verification verification = verify_it();
  EXPECT_FALSE(verification.closed);
  EXPECT_TRUE(verification.proven.empty());
  ASSERT_FALSE(verification.findings.empty());
  EXPECT_EQ(verification.findings[0].fault, Fault::kNotOfItsKey);
  EXPECT_EQ(verification.findings[0].file, kClosingNote);
  // With neither a note nor a journal to list them, the chunks are nobody's.
  EXPECT_EQ(verification.findings.size(), 1 + kAll);
  EXPECT_TRUE(verification.findings[0].of_another_recording);
  EXPECT_EQ(verification.findings[1].fault, Fault::kForeign);
}

TEST_F(VerifyTest, AnotherRecordingsOpeningNoteIsNotThisOnes) {
  close();
  put(folder_ / kOpeningNote, content(another(true) / kOpeningNote));
  expect_nothing_proven("it certifies another recording");
}

TEST_F(VerifyTest, AClosingNoteOfSomebodyElseLeavesTheJournalToProveTheChunks) {
  leave_open();
  Closing closing;
  closing.id = workstation_.opening().id;
  put(folder_ / kClosingNote, note::sign(text_of(closing), new_device()));
  expect_fault(Fault::kNotOfItsKey, kClosingNote, kChunks);
  EXPECT_FALSE(verify_it().closed);
}

TEST_F(VerifyTest, AClosingNoteThatIsMalformedClosesNothing) {
  leave_open();
  put(folder_ / kClosingNote, note::sign("insyn recording closing 1\n", new_device(kTestId)));
  expect_fault(Fault::kNotOfItsKey, kClosingNote, kChunks);
}

TEST_F(VerifyTest, AnUnclosedRecordingIsIntactAndSaysThatItIsNotClosed) {
  leave_open();
  expect_intact(kChunks, false);
  EXPECT_TRUE(remarks(Remark::Kind::kNotClosed));
}

TEST_F(VerifyTest, OfAnUnclosedRecordingTheLastChunkMayNotHaveCome) {
  leave_open();
  fs::remove(file(kChunks - 1));
  expect_intact(kChunks - 1, false);
  EXPECT_TRUE(remarks(Remark::Kind::kBeingWritten, "000003.chunk.age"));
  EXPECT_EQ(verify_it().listed, kChunks - 1);
}

TEST_F(VerifyTest, OfAnUnclosedRecordingOnlyTheVeryLastChunkMayNotHaveCome) {
  leave_open();
  fs::remove(file(kChunks - 1));
  fs::remove(file(kChunks - 2));
  expect_fault(Fault::kMissing, "000002.chunk.age", kChunks - 2);
}

// docs/security-model.md says that this is not found out.
TEST_F(VerifyTest, ATailThatWasTakenOffAnUnclosedRecordingIsNotMissed) {
  leave_open();
  const std::string journal = content(folder_ / kJournal);
  put(folder_ / kJournal, journal.substr(0, journal.find("\nchunk 000002") + 1));
  fs::remove(file(2));
  fs::remove(file(3));
  expect_intact(2, false);
  EXPECT_TRUE(remarks(Remark::Kind::kNotClosed));
}

TEST_F(VerifyTest, ATornLineIsTold) {
  leave_open();
  put(folder_ / kJournal, content(folder_ / kJournal) + "chunk 000004 ab");
  expect_intact(kChunks, false);
  EXPECT_TRUE(remarks(Remark::Kind::kJournalTorn));
}

TEST_F(VerifyTest, AChunkThatTheJournalDoesNotListIsForeign) {
  leave_open();
  put(file(kChunks), content(file(0)));
  expect_fault(Fault::kForeign, "000004.chunk.age", kChunks);
}

TEST_F(VerifyTest, AnotherRecordingsJournalProvesNothing) {
  leave_open();
  put(folder_ / kJournal, content(another(false) / kJournal));
  const Verification verification = verify_it();
  EXPECT_TRUE(verification.proven.empty());
  EXPECT_EQ(verification.findings.at(0).fault, Fault::kNotOfItsKey);
  EXPECT_EQ(verification.findings.at(0).file, kJournal);
}

TEST_F(VerifyTest, WithoutAJournalAnUnclosedRecordingProvesNothing) {
  leave_open();
  fs::remove(folder_ / kJournal);
  const Verification verification = verify_it();
  EXPECT_TRUE(verification.proven.empty());
  EXPECT_EQ(verification.findings.at(0).fault, Fault::kMissing);
  EXPECT_EQ(verification.findings.at(0).file, kJournal);
}

// What the recorder leaves between the closing note and the end.
TEST_F(VerifyTest, AJournalBesideTheClosingNoteChangesNothing) {
  close();
  put(folder_ / kJournal, "nonsense\n");
  expect_intact(kAll, true);
}

TEST_F(VerifyTest, AFileThatDoesNotBelongIsToldAndIsNoFault) {
  close();
  put(folder_ / "holiday.jpg", "x");
  expect_intact(kAll, true);
  EXPECT_TRUE(remarks(Remark::Kind::kStrange, "holiday.jpg"));
}

}  // namespace
}  // namespace insyn::recording
