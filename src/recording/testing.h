// A workstation with a recording in its spool, for tests.
#pragma once

#include "base/check.h"
#include "base/testing.h"
#include "note/note.h"
#include "recording/format/layout.h"
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

  Opening opening() const {
    Opening opening;
    opening.id = "20261201T081503Z-0123456789abcdef";
    opening.agreement_id = "kundtjanst-2026-11";
    opening.agreement_hash = sha256(view_of("the agreement"));
    opening.recipient = key.recipient().text();
    opening.workstation = "desk-12";
    opening.call = "4711";
    opening.kind = "faktura";
    opening.agent = key.recipient().text();
    opening.applications = {"Kundstöd", "Wiki"};
    opening.start = utc("2026-12-01T08:15:03.250Z");
    opening.start_mono = std::chrono::microseconds(512);
    opening.retention_days = 30;
    return opening;
  }
  KeyFiles key_files() const { return {bytes_of("for two"), bytes_of("for the agent")}; }
  SealedChunk chunk(std::size_t number) const {
    return SealedChunk::seal(key.recipient(), view_of(plain_text(number))).value();
  }

  // Sealed to two readers, each alone.
  SealedChunk events(std::string_view csv) const {
    const std::vector<seal::Recipient> readers = {insight.recipient(), agent.recipient()};
    return SealedChunk::seal_events(readers, view_of(csv)).value();
  }

  Result<RecordingWriter> begin() const {
    return RecordingWriter::begin(spool, opening(), key_files(), device);
  }
  static Status close(RecordingWriter& writer) {
    Balance balance;
    balance.kept = {2, 4096};
    balance.withheld[reason::Withheld::kForeignInside] = {1, 100};
    return writer.close(utc("2026-12-01T08:15:08.050Z"), std::chrono::milliseconds(4'800),
                        EndReason::kStopped, balance);
  }
  // Its folder.
  Path record(std::size_t chunks, bool closed) const {
    RecordingWriter writer = begin().value();
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
  note::Signer device = new_device();
  seal::Identity key = seal::Identity::generate();
  seal::Identity insight = seal::Identity::generate();
  seal::Identity agent = seal::Identity::generate();
};

// The recording in `folder`, verified as its device's.
inline Result<Verification> verify_folder(const Path& folder, const note::Verifier& device) {
  TRY_ASSIGN(const Recording recording, Recording::read(folder));
  return verify(recording, recording.files(), device);
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
