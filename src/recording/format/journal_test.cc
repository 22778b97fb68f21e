#include "recording/format/journal.h"

#include <gtest/gtest.h>

#include "recording/testing.h"

namespace insyn::recording {
namespace {

constexpr std::string_view kId = "20261201T081503Z-0123456789abcdef";
constexpr std::string_view kOtherId = "20261201T081503Z-0123456789abcde0";

class JournalTest : public ::testing::Test {
 protected:
  static ChunkRecord chunk(std::uint32_t index) {
    return {index, sha256(view_of(plain_text(index))), 1000 + index};
  }
  std::string line(std::uint32_t index) const { return journal_line(chunk(index), kId, device_); }
  Result<Journal> parse(const std::string& text) const {
    return parse_journal(text, kId, &device_.verifier());
  }
  void expect_refused_in_line(int number, const std::string& text) const {
    const Result<Journal> journal = parse(text);
    ASSERT_FALSE(journal) << text;
    EXPECT_EQ(journal.error().code, Code::kCorrupt);
    EXPECT_TRUE(journal.error().message.starts_with(fmt::format("line {}: ", number)))
        << journal.error().message;
  }

  note::Signer device_ = new_device();
};

TEST_F(JournalTest, ComesBackAsItWas) {
  const Journal journal = parse(line(0) + line(1) + line(2)).value();
  EXPECT_EQ(journal.chunks, (std::vector<ChunkRecord>{chunk(0), chunk(1), chunk(2)}));
  EXPECT_FALSE(journal.torn);
  EXPECT_TRUE(parse("")->chunks.empty());
}

// A kill or a power cut may end a line anywhere.
TEST_F(JournalTest, ATornLastLineIsPassedOverAndTold) {
  const std::string whole = line(0);
  for (std::size_t length = 1; length < whole.size(); ++length) {
    const Result<Journal> journal = parse(whole + line(1).substr(0, length));
    ASSERT_TRUE(journal) << length;
    EXPECT_EQ(journal->chunks.size(), 1U);
    EXPECT_TRUE(journal->torn);
  }
}

TEST_F(JournalTest, ATornLastLineWithZerosIsPassedOver) {
  const Result<Journal> journal = parse(line(0) + std::string(180, '\0'));
  ASSERT_TRUE(journal);
  EXPECT_TRUE(journal->torn);
}

TEST_F(JournalTest, ATornLineBeforeAnotherOneIsRefused) {
  expect_refused_in_line(1, line(0).substr(0, 50) + "\n" + line(0));
  expect_refused_in_line(1, line(0).substr(0, 50) + line(1));
}

TEST_F(JournalTest, AnotherDevicesLineIsRefused) {
  expect_refused_in_line(2, line(0) + journal_line(chunk(1), kId, new_device()));
}

TEST_F(JournalTest, AnotherRecordingsLineIsRefused) {
  expect_refused_in_line(2, line(0) + journal_line(chunk(1), kOtherId, device_));
}

TEST_F(JournalTest, ALineOfItsOwnWithAnotherHashLengthOrIndexIsRefused) {
  const std::string hash = to_hex(chunk(0).sha256);
  expect_refused_in_line(1, with(line(0), hash, to_hex(chunk(1).sha256)));
  expect_refused_in_line(1, with(line(0), hash + " 1000", hash + " 1001"));
  expect_refused_in_line(1, with(line(1), "000001", "000000"));
}

// What insyn export without --pin reads: the same grammar, whosever signature it is.
TEST_F(JournalTest, WithoutADeviceOnlyTheSignatureIsNotChecked) {
  const std::string foreign = journal_line(chunk(0), kOtherId, new_device());
  EXPECT_EQ(parse_journal(foreign, kId, nullptr)->chunks, (std::vector<ChunkRecord>{chunk(0)}));
  for (const std::string& text :
       {std::string("x\n"), line(1), line(0) + line(0), line(0) + "\n", with(line(0), "000000", "0"),
        with(line(0), "=\n", "\n"), with(line(0), to_hex(chunk(0).sha256), "ab"),
        with(line(0), "chunk ", "pictures ")})
    EXPECT_FALSE(parse_journal(text, kId, nullptr)) << text;
}

TEST_F(JournalTest, TheLargestIsOneLineForEachChunkAndOneThatWasBeingWritten) {
  const ChunkRecord longest{kMostChunks - 1, chunk(0).sha256, kLargestChunkFile, ChunkKind::kEvents};
  EXPECT_EQ(journal_line(longest, kId, device_).size(), kLongestJournalLine);
  EXPECT_EQ(kLargestJournal, (kMostChunks + 1) * kLongestJournalLine);
}

TEST_F(JournalTest, LinesOutOfOrderAreRefused) {
  expect_refused_in_line(1, line(1));
  expect_refused_in_line(2, line(0) + line(0));
  expect_refused_in_line(2, line(0) + line(2) + line(1));
}

TEST_F(JournalTest, AMalformedLineIsRefused) {
  expect_refused_in_line(2, line(0) + "\n");
  expect_refused_in_line(1, "nonsense\n");
  expect_refused_in_line(1, fmt::format(" {}", line(0)));
  expect_refused_in_line(1, with(line(0), "\n", " \n"));
  expect_refused_in_line(1, with(line(0), "\n", "\r\n"));
  expect_refused_in_line(1, with(line(0), "=\n", "\n"));
}

// The signature is over the numbers as they are written: the same number in other digits is another line.
TEST_F(JournalTest, OneNumberHasOneWayToBeWritten) {
  expect_refused_in_line(1, with(line(0), "000000", "0"));
  expect_refused_in_line(1, with(line(0), " 1000 ", " 01000 "));
}

// Domain separation: what the device signs as a note is no line, and the other way round.
TEST_F(JournalTest, ASignatureOfANoteIsNoLinesSignature) {
  const std::string text = text_of(chunk(0));
  const std::string signature = to_base64(device_.sign(text + "\n"), Padding::kRequired);
  expect_refused_in_line(1, text + " " + signature + "\n");
}

}  // namespace
}  // namespace insyn::recording
