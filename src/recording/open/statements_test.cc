// What call sources have said, in chunks of calls between the others.
#include <gtest/gtest.h>

#include "recording/open/open_keys.h"
#include "recording/testing.h"

namespace insyn::recording {
namespace {

using Notes = std::vector<std::string>;

class StatementsTest : public ::testing::Test {
 protected:
  // Statements, pictures, statements.
  RecordingWriter begun() const {
    RecordingWriter writer = workstation_.begin().value();
    (void)writer.append_statements({"begin\n\nsigned\n", "hold\n"}).value();
    (void)writer.append(workstation_.chunk(0)).value();
    (void)writer.append_statements({"end\n"}).value();
    return writer;
  }
  Recording closed() const {
    RecordingWriter writer = begun();
    CHECK(Workstation::close(writer).has_value());
    return Recording::read(writer.folder()).value();
  }
  void expect_intact(const Recording& recording) const {
    const Verification verification =
        verify_folder(recording.folder, workstation_.certifier.device()).value();
    for (const Finding& finding : verification.findings) ADD_FAILURE() << text_of(finding);
  }
  const Notes all_{"begin\n\nsigned\n", "hold\n", "end\n"};
  Workstation workstation_;
};

TEST_F(StatementsTest, AreReadTogetherAsTheyCame) {
  const Recording recording = closed();
  EXPECT_EQ(recording.closing->chunks.size(), 4U);
  EXPECT_EQ(read_statements(recording, workstation_.calls_key).value(), all_);
  EXPECT_EQ(read_end(recording, workstation_.calls_key).value().value().reason, EndReason::kStopped);
  expect_intact(recording);
}

TEST_F(StatementsTest, OpenForNobodyWithoutTheirKey) {
  const Recording recording = closed();
  EXPECT_EQ(read_statements(recording, workstation_.key).error().code, Code::kDenied);
  EXPECT_EQ(read_statements(recording, workstation_.events_key).error().code, Code::kDenied);
}

TEST_F(StatementsTest, AreNoGapInThePictures) {
  const Recording recording = closed();
  auto sealed = SealedRecording::open(recording, recording.closing->chunks,
                                      seal::parse_identity(workstation_.key.secret_text()).value())
                    .value();
  EXPECT_EQ(insyn::text_of(*sealed.next().value()), plain_text(0));
  EXPECT_FALSE(sealed.was_gap());
  EXPECT_FALSE(sealed.next().value());
}

// The last chunk of calls is no end then.
TEST_F(StatementsTest, OfARecordingThatWasCutOffAreReadByItsJournal) {
  const Path folder = begun().folder();
  const Recording recording = Recording::read(folder).value();
  EXPECT_FALSE(recording.closing);
  EXPECT_EQ(read_statements(recording, workstation_.calls_key).value(), all_);
  EXPECT_EQ(read_end(recording, workstation_.calls_key).value(), std::nullopt);
  expect_intact(recording);
}

TEST_F(StatementsTest, OfAnotherRecordingAreRefused) {
  RecordingWriter writer = workstation_.begin().value();
  const std::string other(32, 'a');
  (void)writer
      .append(SealedChunk::seal_statements(workstation_.calls_key.recipient(), {other, {"begin\n"}}).value())
      .value();
  CHECK(Workstation::close(writer).has_value());
  const auto read = read_statements(Recording::read(writer.folder()).value(), workstation_.calls_key);
  EXPECT_EQ(read.error().code, Code::kCorrupt);
}

TEST_F(StatementsTest, OfACallThatWasBegunByHandThereAreNone) {
  const Recording recording = Recording::read(workstation_.record(1, true)).value();
  EXPECT_EQ(read_statements(recording, workstation_.calls_key).value(), Notes());
}

TEST_F(StatementsTest, AsManyAsThereCanBeInAChunkAreRead) {
  RecordingWriter writer = workstation_.begin().value();
  const Notes many(kMostCallNotes, std::string(kLargestCallNote - 1, 'x') + "\n");
  (void)writer.append_statements(many).value();
  CHECK(Workstation::close(writer).has_value());
  EXPECT_EQ(read_statements(Recording::read(writer.folder()).value(), workstation_.calls_key).value(), many);
}

}  // namespace
}  // namespace insyn::recording
