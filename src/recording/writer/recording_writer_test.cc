#include "recording/writer/recording_writer.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <cstdlib>

#include "base/check.h"
#include "recording/testing.h"
#include "recording/verify/verify.h"
#include "recording/writer/faulty_disk.h"

namespace insyn::recording {
namespace {

using faulty_disk::Loss;

constexpr std::size_t kChunks = 3;

// A call from beginning to end. `done` is told how far it has come: begun, each chunk, closed.
void record_a_call(const Workstation& workstation, const std::function<void()>& done) {
  RecordingWriter writer = workstation.begin().value();
  done();
  for (std::size_t number = 0; number < kChunks; ++number) {
    (void)writer.append(workstation.chunk(number)).value();
    done();
  }
  CHECK(Workstation::close(writer).has_value());
  done();
}

std::vector<std::string> names_in(const Path& folder) { return list_folder(folder, 100).value(); }

// The one recording in the spool, proven to be whole as far as it goes.
struct Found {
  Recording recording;
  Verification verification;
};
Found found_in(const Workstation& workstation) {
  SpoolListing listing = list_recordings(workstation.spool).value();
  EXPECT_EQ(listing.problems, std::vector<std::string>());
  EXPECT_EQ(listing.recordings.size(), 1U);
  Found found{std::move(listing.recordings.at(0)), {}};
  EXPECT_EQ(found.recording.strange_files, std::vector<std::string>());
  EXPECT_EQ(found.recording.opening.recipient, workstation.opening().recipient);
  EXPECT_EQ(found.recording.certificate.value().call, "4711");
  EXPECT_EQ(content(found.recording.folder / kKey), insyn::text_of(workstation.key_files().pictures));
  EXPECT_EQ(content(found.recording.folder / kAgentKey), insyn::text_of(workstation.key_files().agent));
  found.verification =
      verify(found.recording, found.recording.files(), workstation.certifier.device()).value();
  for (const Finding& finding : found.verification.findings) ADD_FAILURE() << text_of(finding);
  const auto texts = workstation.opened(found.recording, found.verification.proven);
  for (std::size_t number = 0; number < texts.size(); ++number) EXPECT_EQ(texts[number], plain_text(number));
  return found;
}

// What an interruption left behind `done` steps of record_a_call().
void expect_nothing_lost(const Workstation& workstation, std::size_t done) {
  if (done == 0) {
    const SpoolListing listing = list_recordings(workstation.spool).value();
    if (listing.recordings.empty()) {
      for (const std::string& problem : listing.problems)
        EXPECT_NE(problem.find("nothing was kept"), std::string::npos) << problem;
      return;
    }
  }
  const Found found = found_in(workstation);
  const std::size_t kept = std::min(done == 0 ? 0 : done - 1, kChunks);
  const std::size_t pictures = pictures_in(found.verification.proven).size();
  EXPECT_GE(pictures, kept);
  EXPECT_LE(pictures, kept + 1);
  EXPECT_TRUE(found.verification.closed || done < kChunks + 2);
  EXPECT_TRUE(!found.verification.closed || pictures == kChunks);
  // Closed or not, what lists the chunks lists those that are proven.
  EXPECT_EQ(listed_chunks(found.recording, found.recording.files()).value(), found.verification.proven);
  if (found.verification.closed) {
    const auto end = read_end(found.recording, workstation.calls_key).value();
    EXPECT_EQ(end.value().reason, EndReason::kStopped);
  }
}

// Interrupts the recording of a call before each system call that changes the disk.
void interrupt_everywhere(Loss loss) {
  std::vector<int> steps;
  {
    const Workstation workstation;
    faulty_disk::watch(workstation.spool);
    record_a_call(workstation, [&] { steps.push_back(faulty_disk::calls()); });
  }
  ASSERT_GT(steps.back(), 50) << "the disk's calls are not caught";
  for (int call = 0; call < steps.back(); ++call) {
    SCOPED_TRACE(fmt::format("call {}", call));
    const Workstation workstation;
    const auto interrupted = [&] {
      faulty_disk::watch(workstation.spool);
      faulty_disk::interrupt_at(call, loss);
      record_a_call(workstation, [] {});
      std::_Exit(0);
    };
    ASSERT_EXIT(interrupted(), ::testing::ExitedWithCode(faulty_disk::kInterrupted), "");
    const auto done = std::count_if(steps.begin(), steps.end(), [&](int step) { return step <= call; });
    expect_nothing_lost(workstation, static_cast<std::size_t>(done));
  }
}

TEST(RecordingWriter, KilledAnywhereItLosesNothing) { interrupt_everywhere(Loss::kNothing); }
TEST(RecordingWriter, APowerCutThatTakesNamesLosesNothing) { interrupt_everywhere(Loss::kNames); }
TEST(RecordingWriter, APowerCutThatTakesDataLosesNothing) { interrupt_everywhere(Loss::kData); }
TEST(RecordingWriter, APowerCutThatTakesHalfOfADataBlockLosesNothing) { interrupt_everywhere(Loss::kHalf); }

// Records a call as the recorder does, with a disk on which something fails. Whether it could be closed, and
// how many chunks were accepted.
struct Tried {
  bool begun = false;
  std::size_t accepted = 0;
  bool closed = false;
  Error error;
};
Tried try_to_record(const Workstation& workstation) {
  Tried tried;
  Result<RecordingWriter> writer = workstation.begin();
  if (!writer) {
    tried.error = writer.error();
    return tried;
  }
  tried.begun = true;
  for (; tried.accepted < kChunks; ++tried.accepted) {
    const Result<SpoolEntry> entry = writer->append(workstation.chunk(tried.accepted));
    if (entry) continue;
    tried.error = entry.error();
    break;
  }
  const Status closed = Workstation::close(*writer);
  tried.closed = closed.has_value();
  if (!closed) tried.error = closed.error();
  return tried;
}

// On the disk lies exactly what the writer said.
void expect_as_said(const Workstation& workstation, const Tried& tried) {
  faulty_disk::watch({});
  if (!tried.begun) {
    EXPECT_EQ(names_in(workstation.spool), std::vector<std::string>());
    return;
  }
  const Found found = found_in(workstation);
  EXPECT_EQ(pictures_in(found.verification.proven).size(), tried.accepted);
  EXPECT_EQ(found.verification.closed, tried.closed);
  EXPECT_EQ(std::filesystem::exists(found.recording.folder / kJournal), !tried.closed);
}

void fail_everywhere(int error, Code code) {
  for (int call = 0;; ++call) {
    SCOPED_TRACE(fmt::format("call {}", call));
    const Workstation workstation;
    faulty_disk::watch(workstation.spool);
    faulty_disk::fail_at(call, error);
    const Tried tried = try_to_record(workstation);
    const bool failed = faulty_disk::calls() > call;
    expect_as_said(workstation, tried);
    if (!failed) {
      EXPECT_TRUE(tried.closed);
      ASSERT_GT(call, 50) << "the disk's calls are not caught";
      return;
    }
    EXPECT_EQ(tried.error.code, code) << tried.error.message;
  }
}

TEST(RecordingWriter, AnErrorAnywhereLeavesWhatItSays) { fail_everywhere(EIO, Code::kPermanent); }
TEST(RecordingWriter, ADiskThatIsFullAtAnyCallLeavesWhatItSays) { fail_everywhere(ENOSPC, Code::kFull); }

TEST(RecordingWriter, ADiskThatFillsUpClosesWhatWasBegun) {
  for (std::uint64_t room = 0, closed = 0; closed < kChunks + 1; room += 197) {
    SCOPED_TRACE(fmt::format("{} bytes of room", room));
    const Workstation workstation;
    faulty_disk::watch(workstation.spool);
    faulty_disk::fill_up(kLargestNote + (std::size_t{64} << 10) + room);
    const Tried tried = try_to_record(workstation);
    expect_as_said(workstation, tried);
    EXPECT_EQ(tried.closed, tried.begun);
    EXPECT_TRUE(tried.accepted == kChunks || tried.error.code == Code::kFull) << tried.error.message;
    closed = tried.begun ? tried.accepted + 1 : 0;
  }
}

TEST(RecordingWriter, AFullDiskClosesALongRecordingToo) {
  const Workstation workstation;
  faulty_disk::watch(workstation.spool);
  RecordingWriter writer = workstation.begin().value();
  for (std::size_t number = 0; number < 900; ++number) (void)writer.append(workstation.chunk(0)).value();
  faulty_disk::fill_up(0);
  EXPECT_EQ(writer.append(workstation.chunk(0)).error().code, Code::kFull);
  const Status closed = Workstation::close(writer);
  EXPECT_TRUE(closed) << closed.error().message;
  faulty_disk::watch({});
  // And the end statement.
  EXPECT_EQ(Recording::read(writer.folder())->closing->chunks.size(), 901U);
}

TEST(RecordingWriter, EveryFileIsItsOwnersAlone) {
  namespace fs = std::filesystem;
  const Workstation workstation;
  const Path folder = workstation.record(2, true);
  EXPECT_EQ(names_in(folder),
            (std::vector<std::string>{"000000.chunk.age", "000001.chunk.age", "000002.calls.age",
                                      "certificate.note", "closing.note", "key.age", "key.agent.age",
                                      "key.calls.age", "key.events.age", "opening.note"}));
  EXPECT_EQ(fs::status(folder).permissions(), fs::perms::owner_all);
  for (const auto& file : fs::directory_iterator(folder)) {
    EXPECT_EQ(file.status().permissions(), fs::perms::owner_read | fs::perms::owner_write) << file.path();
  }
}

TEST(RecordingWriter, AnUnclosedRecordingHasItsJournalAndItsReserve) {
  const Workstation workstation;
  const Path folder = workstation.record(1, false);
  EXPECT_EQ(names_in(folder),
            (std::vector<std::string>{"000000.chunk.age", "certificate.note", "chunks.journal", "key.age",
                                      "key.agent.age", "key.calls.age", "key.events.age", "opening.note",
                                      "reserve"}));
  EXPECT_GT(std::filesystem::file_size(folder / kReserve), kLargestNote);
}

TEST(RecordingWriter, ARecordingThatIsThereIsNotBegunAnew) {
  const Workstation workstation;
  const Path folder = workstation.record(1, true);
  const std::string before = content(folder / kClosingNote);
  EXPECT_FALSE(workstation.begin());
  EXPECT_EQ(content(folder / kClosingNote), before);
  EXPECT_EQ(names_in(workstation.spool).size(), 1U);
}

TEST(RecordingWriter, WhatAnotherRecorderIsBeginningIsLeftAlone) {
  const Workstation workstation;
  const Path other = workstation.spool / (kUnfinishedPrefix + workstation.opening().id);
  std::filesystem::create_directory(other);
  EXPECT_FALSE(workstation.begin());
  EXPECT_TRUE(std::filesystem::exists(other));
}

TEST(RecordingWriter, ASpoolThatIsMissingIsSaid) {
  const Workstation workstation;
  std::filesystem::remove(workstation.spool);
  const auto refused = workstation.begin();
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("the spool cannot be used"), std::string::npos);
}

TEST(RecordingWriter, AValueThatWouldPutALineIntoTheNoteIsRefused) {
  const Workstation workstation;
  const auto refused = [&](const std::function<void(Opening&, CertificateRequest&)>& change) {
    Beginning beginning = workstation.beginning();
    change(beginning.opening, beginning.about);
    return !workstation.begin(std::move(beginning));
  };
  using Request = CertificateRequest;
  EXPECT_TRUE(refused([](Opening&, Request& r) { r.call = "4711\nkind x", r.kind = ""; }));
  EXPECT_TRUE(refused([](Opening&, Request& r) { r.agent = "a\ncall b"; }));
  EXPECT_TRUE(refused([](Opening& o, Request&) { o.applications = {{"Kundstöd\napplication - Wiki", {}}}; }));
  EXPECT_TRUE(refused([](Opening&, Request& r) { r.call = std::string(501, 'x'); }));
  EXPECT_TRUE(refused([](Opening&, Request& r) { r.call = ""; }));
  EXPECT_TRUE(refused([](Opening&, Request& r) { r.call = "\x1b[2J"; }));
  EXPECT_TRUE(refused([](Opening& o, Request&) { o.id = "../../elsewhere"; }));
  EXPECT_TRUE(refused([](Opening& o, Request&) { o.applications = {}; }));
  EXPECT_EQ(names_in(workstation.spool), std::vector<std::string>());
}

// Says no, or certifies something else than was asked for.
class BadCertifier final : public Certifier {
 public:
  explicit BadCertifier(bool refuses) : refuses_(refuses) {}
  const note::Verifier& device() const override { return inner_.device(); }
  Result<std::string> certify(const CertificateRequest& request) override {
    if (refuses_) return fail(Code::kDenied, "this recording was certified before");
    CertificateRequest other = request;
    other.call = "4712";
    return inner_.certify(other);
  }

 private:
  SigningCertifier inner_{new_device()};
  bool refuses_;
};

TEST(RecordingWriter, WithoutItsCertificateNothingIsRecorded) {
  for (const bool refuses : {true, false}) {
    const Workstation workstation;
    BadCertifier certifier(refuses);
    const auto begun = RecordingWriter::begin(workstation.spool, workstation.beginning(), certifier);
    ASSERT_FALSE(begun);
    EXPECT_EQ(begun.error().code, Code::kDenied);
    EXPECT_EQ(names_in(workstation.spool), std::vector<std::string>());
  }
}

TEST(RecordingWriter, EachRecordingHasAKeyOfItsOwnThatIsNowhereOnTheDisk) {
  const Workstation workstation;
  const Path one = workstation.record(1, true), other = workstation.record(1, false, std::string(32, 'f'));
  EXPECT_NE(Recording::read(one)->opening.key, Recording::read(other)->opening.key);
  for (const Path& folder : {one, other}) {
    for (const std::string& name : names_in(folder))
      EXPECT_EQ(content(folder / name).find("PRIVATE+KEY"), std::string::npos) << name;
  }
}

// The device signs the certificate alone: whoever has its key can neither go on with a recording nor close
// it.
TEST(RecordingWriter, WhatTheDeviceSignsIsTheCertificateAlone) {
  const Workstation workstation;
  const Path folder = workstation.record(1, true);
  const Verification before = verify_folder(folder, workstation.certifier.device()).value();
  EXPECT_TRUE(before.intact());
  for (const char* name : {kOpeningNote, kClosingNote})
    EXPECT_EQ(content(folder / name).find("— desk-12"), std::string::npos) << name;
  EXPECT_NE(content(folder / kCertificate).find("— desk-12"), std::string::npos);
}

TEST(RecordingWriterDeathTest, WhatIsClosedIsNotClosedAgain) {
  const Workstation workstation;
  RecordingWriter writer = workstation.begin().value();
  ASSERT_TRUE(Workstation::close(writer));
  EXPECT_DEATH((void)Workstation::close(writer), "a bug in Insyn itself");
}

TEST(RecordingWriterDeathTest, AfterAnErrorThereIsNothingToDoButToClose) {
  const Workstation workstation;
  RecordingWriter writer = workstation.begin().value();
  std::filesystem::remove_all(writer.folder());
  ASSERT_FALSE(writer.append(workstation.chunk(0)));
  EXPECT_DEATH((void)writer.append(workstation.chunk(0)), "a bug in Insyn itself");
}

}  // namespace
}  // namespace insyn::recording
