// Chunks of events beside chunks of pictures, and without any.
#include <gtest/gtest.h>

#include "recording/open/open_keys.h"
#include "recording/store/discard.h"
#include "recording/testing.h"
#include "seal/open/identity.h"
#include "seal/open/open_age.h"

namespace insyn::recording {
namespace {

constexpr std::string_view kCsv = "call,time,event,object\n4711,2026-12-01T08:15:04.000Z,screen,search\n";

Path of_events(const Path& folder, std::uint32_t index) {
  return folder / file_name_of({index, ChunkKind::kEvents});
}

class EventsTest : public ::testing::Test {
 protected:
  // Pictures, events, pictures.
  Path mixed() const {
    RecordingWriter writer = workstation_.begin().value();
    (void)writer.append(workstation_.chunk(0)).value();
    (void)writer.append(workstation_.events(kCsv)).value();
    (void)writer.append(workstation_.chunk(1)).value();
    CHECK(Workstation::close(writer).has_value());
    return writer.folder();
  }
  RecordingWriter begin_without_pictures() const {
    return workstation_.begin(without_pictures(workstation_.beginning())).value();
  }
  Verification verified(const Path& folder) const {
    return verify_folder(folder, workstation_.certifier.device()).value();
  }
  void expect_faults(const Path& folder, const std::vector<std::pair<Fault, std::string>>& faults) const {
    std::vector<std::pair<Fault, std::string>> found;
    for (const Finding& finding : verified(folder).findings) found.emplace_back(finding.fault, finding.file);
    EXPECT_EQ(found, faults);
  }

  Workstation workstation_;
};

TEST_F(EventsTest, LieBesideThePicturesAndAreProvenLikeThem) {
  const Path folder = mixed();
  const Verification verification = verified(folder);
  EXPECT_TRUE(verification.intact());
  EXPECT_EQ(verification.proven.size(), 4U);
  EXPECT_TRUE(std::filesystem::exists(of_events(folder, 1)));
}

TEST_F(EventsTest, AreNoGapInThePictures) {
  const Recording recording = Recording::read(mixed()).value();
  auto sealed = SealedRecording::open(recording, recording.closing->chunks,
                                      seal::parse_identity(workstation_.key.secret_text()).value())
                    .value();
  for (int pass = 0; pass < 2; ++pass, sealed.rewind()) {
    for (std::size_t number = 0; number < 2; ++number) {
      EXPECT_EQ(insyn::text_of(*sealed.next().value()), plain_text(number));
      EXPECT_FALSE(sealed.was_gap());
    }
    EXPECT_FALSE(sealed.next().value());
  }
}

// As a reviewer gets them, who is handed no events.
TEST_F(EventsTest, ThatAreNotHandedOutAreNoGapInThePicturesEither) {
  const Recording recording = Recording::read(mixed()).value();
  std::vector<ChunkRecord> pictures = recording.closing->chunks;
  std::erase_if(pictures, [](const ChunkRecord& chunk) { return chunk.kind != ChunkKind::kTrack; });
  const auto open = [&] {
    return SealedRecording::open(recording, pictures,
                                 seal::parse_identity(workstation_.key.secret_text()).value())
        .value();
  };
  SealedRecording sealed = open();
  for (std::size_t number = 0; number < 2; ++number) {
    EXPECT_TRUE(sealed.next().value());
    EXPECT_FALSE(sealed.was_gap()) << number;
  }
  pictures.erase(pictures.begin());
  SealedRecording cut = open();
  EXPECT_TRUE(cut.next().value());
  EXPECT_TRUE(cut.was_gap()) << "pictures are missing beside the events";
}

TEST_F(EventsTest, OpenWithTheirOwnKeyAlone) {
  const Bytes sealed = read_file(of_events(mixed(), 1), 10'000).value();
  const auto opened_by = [&](const seal::Identity& key) {
    return seal::open_with({&key, 1}, sealed, 10'000);
  };
  EXPECT_EQ(insyn::text_of(opened_by(workstation_.events_key).value()), kCsv);
  EXPECT_FALSE(opened_by(workstation_.key));
  EXPECT_FALSE(opened_by(workstation_.calls_key));
}

TEST_F(EventsTest, AreReadTogetherAsTheyAreListed) {
  const Path folder = mixed();
  const Recording recording = Recording::read(folder).value();
  EXPECT_EQ(read_events(recording, workstation_.events_key).value(), kCsv.substr(kEventsHead.size()));
  EXPECT_EQ(read_events(recording, workstation_.key).error().code, Code::kDenied);
  put(of_events(folder, 1), insyn::text_of(workstation_.events(kCsv).bytes()));
  EXPECT_EQ(read_events(recording, workstation_.events_key).error().code, Code::kCorrupt);
}

TEST_F(EventsTest, WhatIsDoneToThemIsFound) {
  const Path folder = mixed();
  const Path file = of_events(folder, 1);
  const std::string whole = content(file);
  put(file, whole + "x");
  expect_faults(folder, {{Fault::kTooLong, "000001.events.age"}});
  put(file, content(folder / chunk_file_name(0)));
  expect_faults(folder, {{Fault::kSwapped, "000001.events.age"}});
  std::filesystem::remove(file);
  expect_faults(folder, {{Fault::kMissing, "000001.events.age"}});
  put(folder / chunk_file_name(1), whole);
  expect_faults(folder, {{Fault::kMissing, "000001.events.age"}, {Fault::kForeign, "000001.chunk.age"}});
}

TEST_F(EventsTest, ARecordingWithoutPicturesHasNoKeyAndIsIntact) {
  RecordingWriter writer = begin_without_pictures();
  (void)writer.append(workstation_.events(kCsv)).value();
  CHECK(Workstation::close(writer).has_value());
  EXPECT_FALSE(std::filesystem::exists(writer.folder() / kKey));
  const Verification verification = verified(writer.folder());
  for (const Finding& finding : verification.findings) ADD_FAILURE() << text_of(finding);
  EXPECT_EQ(verification.proven.size(), 2U);
}

TEST_F(EventsTest, OpenForNobodyOnceTheAgentHasDiscardedTheRecording) {
  const Path folder = mixed();
  const DiscardRight right{"a17", std::chrono::hours(1), {}};
  ASSERT_TRUE(discard(workstation_.spool, kTestId, right, workstation_.certifier.device(),
                      workstation_.about().begin));
  expect_faults(folder, {{Fault::kKeyMissing, "key.age"},
                         {Fault::kKeyMissing, "key.events.age"},
                         {Fault::kKeyMissing, "key.calls.age"},
                         {Fault::kKeyMissing, "key.agent.age"}});
}

TEST_F(EventsTest, WhatACrashLeftOpenIsReadByItsJournal) {
  Path folder;
  {
    RecordingWriter writer = begin_without_pictures();
    (void)writer.append(workstation_.events(kCsv)).value();
    (void)writer.append(workstation_.events(kCsv)).value();
    folder = writer.folder();
    EXPECT_TRUE(Recording::read(folder)->is_being_recorded);
  }
  std::filesystem::remove(of_events(folder, 1));
  const Recording recording = Recording::read(folder).value();
  EXPECT_FALSE(recording.is_being_recorded);
  EXPECT_FALSE(recording.closing);
  const auto listed = listed_chunks(recording, recording.files()).value();
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0].kind, ChunkKind::kEvents);
  EXPECT_EQ(read_events(recording, workstation_.events_key).value(), kCsv.substr(kEventsHead.size()));
  EXPECT_EQ(read_end(recording, workstation_.calls_key).value(), std::nullopt);
  EXPECT_TRUE(verified(folder).intact());
}

TEST_F(EventsTest, TheEndIsToldByItsKeyAlone) {
  const Recording recording = Recording::read(mixed()).value();
  const EndStatement end = read_end(recording, workstation_.calls_key).value().value();
  EXPECT_EQ(end.reason, EndReason::kStopped);
  EXPECT_EQ(end.duration, std::chrono::milliseconds(4'800));
  EXPECT_EQ(end.balance.withheld.at(reason::Withheld::kPaused).times, 3U);
  EXPECT_EQ(read_end(recording, workstation_.key).error().code, Code::kDenied);
  EXPECT_EQ(read_end(recording, workstation_.events_key).error().code, Code::kDenied);
}

}  // namespace
}  // namespace insyn::recording
