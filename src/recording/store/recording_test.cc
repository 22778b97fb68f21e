#include "recording/store/recording.h"

#include <gtest/gtest.h>

#include "recording/testing.h"
#include "seal/open/identity.h"

namespace insyn::recording {
namespace {

TEST(Recording, SaysWhatItsNotesSay) {
  const Workstation workstation;
  const Recording recording = Recording::read(workstation.record(3, true)).value();
  EXPECT_EQ(recording.opening.recipient, workstation.opening().recipient);
  EXPECT_EQ(recording.certificate.value().call, "4711");
  EXPECT_EQ(recording.began(), workstation.about().begin);
  ASSERT_TRUE(recording.closing);
  EXPECT_EQ(recording.closing->withheld_percent, 0);
  EXPECT_EQ(recording.chunk_files,
            (std::vector<ChunkName>{{0, {}}, {1, {}}, {2, {}}, {3, ChunkKind::kCalls}}));
  EXPECT_TRUE(recording.strange_files.empty());
}

TEST(Recording, AFolderWithoutAnOpeningNoteIsNone) {
  const Workstation workstation;
  EXPECT_EQ(Recording::read(workstation.spool).error().code, Code::kPermanent);
}

TEST(Recording, AMalformedOpeningNoteIsNamed) {
  const Workstation workstation;
  const Path folder = workstation.record(1, true);
  put(folder / kOpeningNote, with(content(folder / kOpeningNote), "level full", "level all"));
  const auto refused = Recording::read(folder);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kCorrupt);
  for (const char* told : {"opening.note", "line 17"}) {
    EXPECT_NE(refused.error().message.find(told), std::string::npos) << refused.error().message;
  }
}

TEST(Recording, ADamagedClosingNoteIsToldAndTheRestIsRead) {
  const Workstation workstation;
  const Path folder = workstation.record(1, true);
  put(folder / kClosingNote, with(content(folder / kClosingNote), "percent 0", "percent 5"));
  const Recording recording = Recording::read(folder).value();
  EXPECT_FALSE(recording.closing);
  EXPECT_NE(recording.closing_problem.find("line 3"), std::string::npos) << recording.closing_problem;
}

TEST(Recording, FilesThatWereBeingWrittenAreNotStrange) {
  const Workstation workstation;
  const Path folder = workstation.record(1, false);
  for (const char* name : {"000001.chunk.age.0a1b2c3d.tmp", "closing.note.0a1b2c3d.tmp"})
    put(folder / name, "x");
  EXPECT_TRUE(Recording::read(folder)->strange_files.empty());
  for (const char* name : {"000001.chunk.age.old", "x.tmp", "closing.note~", ".chunk.age.tmp",
                           "key.age-0a1b2c3d.tmp", "key.age.0a1b2c3z.tmp"})
    put(folder / name, "x");
  EXPECT_EQ(Recording::read(folder)->strange_files,
            (std::vector<std::string>{".chunk.age.tmp", "000001.chunk.age.old", "closing.note~",
                                      "key.age-0a1b2c3d.tmp", "key.age.0a1b2c3z.tmp", "x.tmp"}));
}

TEST(Listing, IsByStartAndSaysWhatItCannotRead) {
  const Workstation workstation;
  const auto record = [&](char digit, const char* begin) {
    Beginning beginning = workstation.beginning(std::string(32, digit));
    beginning.about.begin = utc(begin);
    return workstation.begin(std::move(beginning)).value().folder();
  };
  record('a', "2026-12-01T09:00:00.000Z");
  record('b', "2026-12-01T08:00:00.000Z");
  put(record('c', "2026-12-01T11:00:00.000Z") / kOpeningNote, "");
  std::filesystem::create_directory(workstation.spool / (kUnfinishedPrefix + std::string(32, 'd')));
  std::filesystem::create_directory(workstation.spool / "something-else");
  const SpoolListing listing = list_recordings(workstation.spool).value();
  ASSERT_EQ(listing.recordings.size(), 2U);
  EXPECT_TRUE(listing.recordings[0].opening.id.ends_with("bb"));
  ASSERT_EQ(listing.problems.size(), 2U);
  EXPECT_NE(listing.problems[0].find(".new-"), std::string::npos);
  EXPECT_NE(listing.problems[1].find("cccccccccccc"), std::string::npos);
}

TEST(Recording, IsBeingRecordedForAsLongAsItIs) {
  const Workstation workstation;
  {
    const RecordingWriter writer = workstation.begin().value();
    EXPECT_TRUE(Recording::read(writer.folder())->is_being_recorded);
  }
  EXPECT_FALSE(Recording::read(workstation.spool / kTestId)->is_being_recorded);
}

TEST(Recording, OfVersion0IsListedAndOtherwiseRefusedByName) {
  const Workstation workstation;
  const std::string id = "20261201T081503Z-0123456789abcdef";
  const Path folder = workstation.spool / id;
  std::filesystem::create_directory(folder);
  put(folder / kOpeningNote,
      note::sign("insyn recording opening 0\nid " + id +
                     "\nworkstation desk-12\ncall 4711\napplication Wiki\nstart 2026-12-01T08:15:03.250Z\n",
                 new_device()));
  put(folder / "000000.chunk.age", "x");
  const SpoolListing listing = list_recordings(workstation.spool).value();
  EXPECT_TRUE(listing.recordings.empty() && listing.problems.empty());
  ASSERT_EQ(listing.old.size(), 1U);
  EXPECT_EQ(listing.old[0].call, "4711");
  EXPECT_EQ(listing.old[0].chunk_files.size(), 1U);
  const auto refused = Recording::read(folder);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kPermanent);
  EXPECT_NE(refused.error().message.find("version 0"), std::string::npos) << refused.error().message;
}

TEST(Listing, ARecordingItselfIsAListOfOne) {
  const Workstation workstation;
  EXPECT_EQ(list_recordings(workstation.record(1, true))->recordings.size(), 1U);
}

TEST(SealedRecording, AnotherRecordingsKeyIsRefused) {
  const Workstation workstation;
  const Recording recording = Recording::read(workstation.record(1, true)).value();
  const auto refused =
      SealedRecording::open(recording, recording.closing->chunks, seal::Identity::generate());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kDenied);
}

// Between verifying and reading, somebody may write.
TEST(SealedRecording, AChunkThatIsNoLongerTheListedOneIsRefused) {
  const Workstation workstation;
  const Recording recording = Recording::read(workstation.record(2, true)).value();
  auto sealed = SealedRecording::open(recording, recording.closing->chunks,
                                      seal::parse_identity(workstation.key.secret_text()).value())
                    .value();
  put(recording.folder / chunk_file_name(0), content(recording.folder / chunk_file_name(1)));
  const auto refused = sealed.next();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kCorrupt);
}

TEST(SealedRecording, AMissingChunkIsAGap) {
  const Workstation workstation;
  const Recording recording = Recording::read(workstation.record(4, true)).value();
  const std::vector<ChunkRecord>& all = recording.closing->chunks;
  auto sealed = SealedRecording::open(recording, {all[1], all[2], all[3]},
                                      seal::parse_identity(workstation.key.secret_text()).value())
                    .value();
  EXPECT_TRUE(sealed.next().value());
  EXPECT_TRUE(sealed.was_gap()) << "the first chunk is missing";
  EXPECT_TRUE(sealed.next().value());
  EXPECT_FALSE(sealed.was_gap());
  sealed.rewind();
  EXPECT_EQ(insyn::text_of(*sealed.next().value()), plain_text(1));
}

}  // namespace
}  // namespace insyn::recording
