#include "cli/verbs/peel.h"

#include <map>

#include "cli/out_path.h"
#include "cli/words.h"
#include "enrolment/key_files.h"
#include "enrolment/open/identity_file.h"
#include "os/new_file.h"
#include "recording/format/journal.h"
#include "recording/peel/peel.h"
#include "recording/store/recording.h"
#include "recording/verify/verify.h"
#include "words/verification.h"

namespace insyn::cli {
namespace {

using recording::PeelKind;
using recording::Recording;
using recording::Verification;

struct Request {
  std::string name;
  seal::Recipient recipient;
};

// Whose key the rest may be sealed to: a reviewer's for pictures, the insight engine's for events, made for
// this request.
Result<Request> read_request(const PeelOptions& options) {
  TRY_ASSIGN(const note::PublicKeys keys, enrolment::read_public_keys(options.request));
  const note::Role role = options.what == PeelKind::kPictures ? note::Role::kReviewer : note::Role::kInsight;
  if (keys.role != role) {
    return fail(
        Code::kDenied,
        "{} has role {}, and {} are handed out to role {}; give the .pub file of the request key, which "
        "the one who asks has made for this request (insyn keys new --role {})",
        options.request.string(), note::role_name(keys.role), name_of(options.what), note::role_name(role),
        note::role_name(role));
  }
  TRY_ASSIGN(const seal::Recipient recipient, seal::Recipient::parse(keys.recipient));
  return Request{keys.name, recipient};
}

// The recording's folder, of which key files and journal are read once: what is verified is what is peeled,
// whoever writes in the folder meanwhile. Chunks are compared with their list when they are copied.
class VerifiedFiles final : public recording::RecordingFiles {
 public:
  explicit VerifiedFiles(const Path& folder) : folder_(folder) {}

  std::string place() const override { return folder_.place(); }
  Result<std::vector<std::string>> names() const override { return folder_.names(); }
  bool has(const std::string& name) const override { return folder_.has(name); }
  Result<Bytes> read(const std::string& name, std::size_t limit) const override {
    if (recording::chunk_named(name)) return folder_.read(name, limit);
    const auto known = once_.find(name);
    if (known != once_.end()) return known->second;
    Result<Bytes> bytes = folder_.read(name, limit);
    if (bytes) once_.emplace(name, *bytes);
    return bytes;
  }

 private:
  recording::FolderFiles folder_;
  mutable std::map<std::string, Bytes> once_;
};

Result<Verification> verified(const Recording& recording, const VerifiedFiles& files,
                              const PeelOptions& options, Console& console) {
  TRY_ASSIGN(const note::Verifier device, enrolment::read_device_pin(options.pin));
  auto verification = recording::verify(recording, files, device,
                                        [&](double share) { console.progress("verifying", share); });
  console.clear_status();
  if (!verification) return verification;
  for (const recording::Finding& finding : verification->findings)
    console.say(words::description_of(finding, words::Language::kEnglish));
  return verification;
}

// What a peel may leave damaged: chunks, never notes or keys.
bool is_of_a_chunk(const recording::Finding& finding) {
  return recording::chunk_named(finding.file).has_value();
}

Status check(const Recording& recording, const Verification& verification, const PeelOptions& options) {
  if (recording.is_being_recorded) return fail(Code::kTransient, "it is still being recorded");
  const bool but_for_chunks =
      std::all_of(verification.findings.begin(), verification.findings.end(), is_of_a_chunk);
  if (verification.intact() || (options.damaged_ok && but_for_chunks)) return {};
  return fail(Code::kCorrupt, "{} is not as the workstation made it ({}); nothing was peeled{}",
              recording.folder.string(), count_text(verification.findings.size(), "fault", "faults"),
              but_for_chunks ? ". --damaged-ok peels it without the chunks that are damaged" : "");
}

Result<recording::Peeled> peeled(const Recording& recording, const VerifiedFiles& files,
                                 const Verification& verification, const PeelOptions& options,
                                 const Request& request) {
  TRY_ASSIGN(const note::Signer signer, enrolment::read_signer(options.sign));
  TRY_ASSIGN(const std::vector<seal::Identity> keys, enrolment::read_identities(options.key));
  auto made = recording::peel(recording, files, verification, {options.what, request.recipient, request.name},
                              keys, signer, SystemClock().utc());
  if (made || made.error().code != Code::kDenied) return made;
  return fail(Code::kDenied, "{} does not open the outer layer of {}, which is the union's",
              options.key.string(), (recording.folder / key_file_of(options.what)).string());
}

class Writer {
 public:
  Writer(const Recording& recording, NewFolder& folder) : recording_(recording), folder_(folder) {}

  Status add(const std::string& name, std::string_view text) {
    return folder_.add(name, view_of(text), Access::kOwnerOnly);
  }
  Status add(const std::string& name, ByteView bytes) { return folder_.add(name, bytes, Access::kOwnerOnly); }
  // Refused where it is no longer what was verified.
  Status copy(const recording::ChunkRecord& chunk) {
    const std::string name = file_name_of(chunk.name());
    TRY_ASSIGN(const Bytes sealed, read_file(recording_.folder / name, recording::kLargestChunkFile));
    if (sealed.size() != chunk.length || sha256(sealed) != chunk.sha256)
      return fail(Code::kCorrupt, "{} was changed while it was being peeled", name);
    return add(name, sealed);
  }

 private:
  const Recording& recording_;
  NewFolder& folder_;
};

}  // namespace

Status peel(const PeelOptions& options, Console& console) {
  TRY(require_new(options.out));
  TRY_ASSIGN(const Request request, read_request(options));
  TRY(enrolment::read_signer(options.sign));
  TRY_ASSIGN(const Recording recording, Recording::read(options.recording));
  if (!recording.has(key_file_of(options.what))) {
    return fail(Code::kDenied, "{} has no {}: there are no {} to open", recording.folder.string(),
                key_file_of(options.what), name_of(options.what));
  }
  const VerifiedFiles files(recording.folder);
  TRY_ASSIGN(const Verification verification, verified(recording, files, options, console));
  TRY(check(recording, verification, options));
  TRY_ASSIGN(const recording::Peeled made, peeled(recording, files, verification, options, request));

  TRY_ASSIGN(NewFolder folder, NewFolder::create(options.out));
  Writer writer(recording, folder);
  TRY(writer.add(recording::kOpeningNote, recording.opening_note));
  if (verification.closed) {
    TRY(writer.add(recording::kClosingNote, recording.closing_note));
  } else {
    TRY_ASSIGN(const Bytes journal, files.read(recording::kJournal, recording::kLargestJournal));
    TRY(writer.add(recording::kJournal, journal));
  }
  for (const recording::ChunkRecord& chunk : recording::handed_out(verification.proven, options.what))
    TRY(writer.copy(chunk));
  TRY(writer.add(made.peel.key_file.name, made.key));
  TRY(writer.add(recording::kPeelNote, made.note));
  TRY(folder.put_in_place());
  console.result(options.out.string());
  const bool pictures = options.what == PeelKind::kPictures;
  console.say(fmt::format(
      "{} of {} for “{}”. They open with that request key and {} together; nothing in the folder says whose "
      "call it was",
      count_text(made.peel.chunks_proven, "chunk", "chunks"), name_of(options.what), request.name,
      pictures ? "a reviewer's own" : "the insight key"));
  return {};
}

}  // namespace insyn::cli
