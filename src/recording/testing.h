// A workstation with a recording in its spool, for tests.
#pragma once

#include "base/check.h"
#include "base/testing.h"
#include "note/note.h"
#include "recording/format/layout.h"
#include "recording/open/open_keys.h"
#include "recording/open/sealed_recording.h"
#include "recording/verify/verify.h"
#include "recording/writer/recording_writer.h"
#include "seal/open/identity.h"

namespace insyn::recording {

inline Utc utc(std::string_view text) { return parse_utc(text).value(); }

inline note::Signer new_device(std::string_view name = "desk-12") {
  return note::Signer::generate(name).value();
}

// What the track of chunk `number` is in these tests.
inline std::string plain_text(std::size_t number) { return fmt::format("track of chunk {}", number); }

inline std::string message_of(const Error& error) { return error.message; }

inline const std::string kTestId = "0123456789abcdef0123456789abcdef";

// Without pictures.
inline Beginning without_pictures(Beginning beginning) {
  beginning.opening.level = agreement::Level::kMetrics;
  beginning.opening.recipient = "";
  beginning.keys.pictures.clear();
  return beginning;
}

// The folder is there as long as this is.
class Workstation {
 public:
  Workstation() { std::filesystem::create_directory(spool); }
  ~Workstation() {
    std::error_code ignored;
    std::filesystem::remove_all(spool, ignored);
  }
  Workstation(const Workstation&) = delete;
  Workstation& operator=(const Workstation&) = delete;

  // Without what only the writer knows.
  Opening opening(const std::string& id = kTestId) const {
    Opening opening;
    opening.id = id;
    opening.agreement_id = "kundtjanst-2026-11";
    opening.agreement_hash = sha256(view_of("the agreement"));
    opening.date = std::chrono::floor<std::chrono::days>(utc("2026-12-01T00:00:00.000Z"));
    opening.zone = "Europe/Stockholm";
    opening.recipient = key.recipient().text();
    opening.events_recipient = events_key.recipient().text();
    opening.calls_recipient = calls_key.recipient().text();
    opening.applications = {{"Kundstöd", sha256(view_of("a program"))}, {"Wiki", {}}};
    opening.retention_days = 30;
    return opening;
  }
  // As opening() is once it is written: with a signing key and the key files.
  Opening written_opening() const {
    Opening opening = this->opening();
    opening.key = note::Signer::generate(opening.id).value().verifier().text();
    opening.key_files = {{kKey, sha256(view_of("for two"))},
                         {kEventsKey, sha256(view_of("for two, events"))},
                         {kCallsKey, sha256(view_of("for the unions"))},
                         {kAgentKey, sha256(view_of("for the agent"))}};
    return opening;
  }
  CertificateRequest about() const {
    CertificateRequest about;
    about.agent = "a17";
    about.call = "4711";
    about.kind = "faktura";
    about.begin = utc("2026-12-01T08:15:03.250Z");
    about.begin_mono = std::chrono::microseconds(512);
    return about;
  }
  KeyFiles key_files() const {
    return {bytes_of("for two"), bytes_of("for two, events"), bytes_of("for the unions"),
            bytes_of("for the agent")};
  }
  Beginning beginning(const std::string& id = kTestId) const { return {opening(id), about(), key_files()}; }
  SealedChunk chunk(std::size_t number) const {
    return SealedChunk::seal(key.recipient(), view_of(plain_text(number))).value();
  }
  SealedChunk events(std::string_view csv) const {
    return SealedChunk::seal_events(events_key.recipient(), view_of(csv)).value();
  }

  Result<RecordingWriter> begin() const { return begin(beginning()); }
  Result<RecordingWriter> begin(Beginning with) const {
    return RecordingWriter::begin(spool, std::move(with), certifier);
  }
  static Ending ending() {
    Ending ending;
    ending.end = utc("2026-12-01T08:15:08.050Z");
    ending.end_mono = std::chrono::microseconds(4'800'512);
    ending.duration = std::chrono::milliseconds(4'800);
    ending.balance.kept = {2, 4096};
    ending.balance.withheld[reason::Withheld::kForeignInside] = {1, 100};
    ending.balance.withheld[reason::Withheld::kPaused] = {3, 0};
    return ending;
  }
  static Status close(RecordingWriter& writer) { return writer.close(ending()); }
  // Its folder.
  Path record(std::size_t chunks, bool closed, const std::string& id = kTestId) const {
    RecordingWriter writer = begin(beginning(id)).value();
    for (std::size_t number = 0; number < chunks; ++number) (void)writer.append(chunk(number)).value();
    if (closed) CHECK(close(writer).has_value());
    return writer.folder();
  }

  // What `recording` holds of these chunks once it is opened.
  std::vector<std::string> opened(const Recording& recording, const std::vector<ChunkRecord>& chunks) const {
    std::vector<std::string> texts;
    const std::string secret = key.secret_text();
    auto sealed = SealedRecording::open(recording, chunks, seal::parse_identity(secret).value()).value();
    while (const auto next = sealed.next().value()) texts.emplace_back(insyn::text_of(*next));
    return texts;
  }

  Path spool = std::filesystem::temp_directory_path() / ("insyn-recording-" + to_hex(random_bytes(8)));
  mutable SigningCertifier certifier{new_device()};
  seal::Identity key = seal::Identity::generate();  // R
  seal::Identity events_key = seal::Identity::generate();
  seal::Identity calls_key = seal::Identity::generate();
};

// The recording in `folder`, verified as its device's.
inline Result<Verification> verify_folder(const Path& folder, const note::Verifier& device) {
  TRY_ASSIGN(const Recording recording, Recording::read(folder));
  return verify(recording, recording.files(), device);
}

// The chunks with pictures.
inline std::vector<ChunkRecord> pictures_in(std::vector<ChunkRecord> chunks) {
  std::erase_if(chunks, [](const ChunkRecord& chunk) { return chunk.kind != ChunkKind::kTrack; });
  return chunks;
}

// The file and the fault, for what a test fails with.
inline std::string text_of(const Finding& finding) {
  return fmt::format("{}: {} {}", finding.file, name_of(finding.fault), finding.problem);
}

inline std::string content(const Path& path) { return read_text(path, std::size_t{4} << 20).value(); }

inline void put(const Path& path, std::string_view text) {
  CHECK(write_file(path, view_of(text), Access::kOwnerOnly, IfExists::kReplace).has_value());
}

}  // namespace insyn::recording
