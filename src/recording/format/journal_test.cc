#include "recording/format/journal.h"

#include <gtest/gtest.h>

#include "recording/testing.h"

namespace insyn::recording {
namespace {

const std::string kOtherId = "ffffffffffffffffffffffffffffffff";

class JournalTest : public ::testing::Test {
 protected:
  static ChunkRecord chunk(std::uint32_t index) {
    return {index, sha256(view_of(plain_text(index))), 1000 + index};
  }
  // The lines of these chunks, one behind the other.
  std::vector<std::string> lines(const std::vector<ChunkRecord>& chunks) const {
    JournalChain chain(kTestId);
    std::vector<std::string> lines;
    for (const ChunkRecord& one : chunks) lines.push_back(chain.next_line(one, key_));
    return lines;
  }
  std::vector<std::string> three() const { return lines({chunk(0), chunk(1), chunk(2)}); }
  std::string first() const { return three()[0]; }
  Result<Journal> parse(const std::string& text) const {
    return parse_journal(text, kTestId, key_.verifier());
  }
  void expect_refused_in_line(int number, const std::string& text) const {
    const Result<Journal> journal = parse(text);
    ASSERT_FALSE(journal) << text;
    EXPECT_EQ(journal.error().code, Code::kCorrupt);
    EXPECT_TRUE(journal.error().message.starts_with(fmt::format("line {}: ", number)))
        << journal.error().message;
  }

  note::Signer key_ = new_device(kTestId);
};

TEST_F(JournalTest, ComesBackAsItWas) {
  const auto all = three();
  const Journal journal = parse(all[0] + all[1] + all[2]).value();
  EXPECT_EQ(journal.chunks, (std::vector<ChunkRecord>{chunk(0), chunk(1), chunk(2)}));
  EXPECT_FALSE(journal.torn);
  EXPECT_TRUE(parse("")->chunks.empty());
}

// docs/recording.md: anybody can work out what a line is signed over.
TEST_F(JournalTest, ALineIsSignedOverAllLinesBefore) {
  JournalChain chain(kTestId);
  chain.add(first());
  const std::string expected = fmt::format("insyn chunk journal 1\n{}\n{}\n{}\n", kTestId,
                                           to_hex(sha256(view_of(first()))), text_of(chunk(1)));
  EXPECT_EQ(chain.signed_text(chunk(1)), expected);
}

// A line is good only behind the very lines that it was signed behind.
TEST_F(JournalTest, ALineBehindOtherLinesIsRefused) {
  ChunkRecord other = chunk(0);
  other.length = 7;
  const std::string forged = lines({other})[0];
  expect_refused_in_line(2, forged + three()[1]);
  expect_refused_in_line(1, three()[1]);
  const auto again = lines({other, chunk(1)});
  expect_refused_in_line(2, first() + again[1]);
}

// A kill or a power cut may end a line anywhere.
TEST_F(JournalTest, ATornLastLineIsPassedOverAndTold) {
  const auto all = three();
  for (std::size_t length = 1; length < all[1].size(); ++length) {
    const Result<Journal> journal = parse(all[0] + all[1].substr(0, length));
    ASSERT_TRUE(journal) << length;
    EXPECT_EQ(journal->chunks.size(), 1U);
    EXPECT_TRUE(journal->torn);
  }
}

TEST_F(JournalTest, ATornLastLineWithZerosIsPassedOver) {
  const Result<Journal> journal = parse(first() + std::string(180, '\0'));
  ASSERT_TRUE(journal);
  EXPECT_TRUE(journal->torn);
}

TEST_F(JournalTest, ATornLineBeforeAnotherOneIsRefused) {
  expect_refused_in_line(1, first().substr(0, 50) + "\n" + first());
  expect_refused_in_line(1, first().substr(0, 50) + three()[1]);
}

TEST_F(JournalTest, AnotherKeysLineIsRefused) {
  JournalChain chain(kTestId);
  chain.add(first());
  expect_refused_in_line(2, first() + chain.next_line(chunk(1), new_device(kTestId)));
}

TEST_F(JournalTest, AnotherRecordingsLineIsRefused) {
  JournalChain chain(kOtherId);
  expect_refused_in_line(1, chain.next_line(chunk(0), key_));
}

TEST_F(JournalTest, ALineOfItsOwnWithAnotherHashLengthOrIndexIsRefused) {
  const std::string hash = to_hex(chunk(0).sha256);
  expect_refused_in_line(1, with(first(), hash, to_hex(chunk(1).sha256)));
  expect_refused_in_line(1, with(first(), hash + " 1000", hash + " 1001"));
  expect_refused_in_line(1, with(three()[1], "000001", "000000"));
}

TEST_F(JournalTest, TheLargestIsOneLineForEachChunkAndOneThatWasBeingWritten) {
  const ChunkRecord longest{kMostChunks - 1, chunk(0).sha256, kLargestChunkFile, ChunkKind::kEvents};
  EXPECT_EQ(lines({longest})[0].size(), kLongestJournalLine);
  for (const ChunkKind kind : kChunkKinds)
    EXPECT_LE(std::string(name_of(kind)).size(), std::string("events").size());
  EXPECT_EQ(kLargestJournal, (kMostChunks + 1) * kLongestJournalLine);
}

TEST_F(JournalTest, LinesOutOfOrderAreRefused) {
  expect_refused_in_line(1, lines({chunk(1)})[0]);
  const auto twice = lines({chunk(0), chunk(0)});
  expect_refused_in_line(2, twice[0] + twice[1]);
  const auto skipped = lines({chunk(0), chunk(2)});
  expect_refused_in_line(2, skipped[0] + skipped[1]);
}

TEST_F(JournalTest, AMalformedLineIsRefused) {
  expect_refused_in_line(2, first() + "\n");
  expect_refused_in_line(1, "nonsense\n");
  expect_refused_in_line(1, fmt::format(" {}", first()));
  expect_refused_in_line(1, with(first(), "\n", " \n"));
  expect_refused_in_line(1, with(first(), "\n", "\r\n"));
  expect_refused_in_line(1, with(first(), "=\n", "\n"));
  expect_refused_in_line(1, with(first(), "chunk ", "pictures "));
}

// The signature is over the numbers as they are written: the same number in other digits is another line.
TEST_F(JournalTest, OneNumberHasOneWayToBeWritten) {
  expect_refused_in_line(1, with(first(), "000000", "0"));
  expect_refused_in_line(1, with(first(), " 1000 ", " 01000 "));
}

// Domain separation: what the key signs as a note is no line, and the other way round.
TEST_F(JournalTest, ASignatureOfANoteIsNoLinesSignature) {
  const std::string text = text_of(chunk(0));
  const std::string signature = to_base64(key_.sign(text + "\n"), Padding::kRequired);
  expect_refused_in_line(1, text + " " + signature + "\n");
}

}  // namespace
}  // namespace insyn::recording
