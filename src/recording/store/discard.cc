#include "recording/store/discard.h"

#include "recording/format/layout.h"
#include "recording/format/note_text.h"
#include "recording/store/recording.h"

namespace insyn::recording {
namespace {

// Whose a recording is, and what shreds it.
struct Shreddable {
  std::string agent;
  Utc begin{};
  std::vector<std::string> files;  // in the order in which they go
};

Failure not_yours(const std::string& id) {
  return fail(Code::kDenied, "the recording {} belongs to another agent or another computer", id);
}

Failure cannot_be_verified(const std::string& id, const Error& why) {
  return in_context(fmt::format("whose recording {} is cannot be verified", id), why);
}

Result<Shreddable> of_version_0(const Path& folder, const std::string& id, const note::Verifier& device) {
  const Result<OldRecording> old = OldRecording::read(folder);
  if (!old) return cannot_be_verified(id, old.error());
  if (!verified_text(old->opening_note, device) || old->id != id) return not_yours(id);
  Shreddable found{old->agent, old->start, {kKey}};
  for (const ChunkName& chunk : old->chunk_files)
    if (chunk.kind == ChunkKind::kEvents) found.files.push_back(file_name_of(chunk));
  found.files.emplace_back(kAgentKey);
  return found;
}

Result<Shreddable> certified(const Path& folder, const std::string& id, const note::Verifier& device) {
  const Result<Recording> recording = Recording::read(folder);
  if (!recording) return cannot_be_verified(id, recording.error());
  if (!verified_text(recording->certificate_note, device) || !recording->certificate ||
      recording->certificate->id != id)
    return not_yours(id);
  // The agent's own goes last: as long as there is one, this can be done again.
  return Shreddable{
      recording->certificate->agent, recording->certificate->begin, {kKeyFiles.begin(), kKeyFiles.end()}};
}

}  // namespace

Status discard(const Path& spool, const std::string& id, const DiscardRight& right,
               const note::Verifier& device, Utc now) {
  const bool old = is_version_0_id(id);
  if (!old && !is_recording_id(id)) return fail(Code::kDenied, "“{}” is not a recording id", id);
  const Path folder = spool / id;
  std::error_code error;
  if (!std::filesystem::exists(folder, error)) return fail(Code::kDenied, "there is no recording {}", id);
  TRY_ASSIGN(const Shreddable found, old ? of_version_0(folder, id, device) : certified(folder, id, device));
  if (found.agent != right.agent) return not_yours(id);
  // A clock set back gives more time to discard, never less.
  if (now >= found.begin + right.longest_call + right.within) {
    return fail(Code::kDenied, "the agreement allows discarding a recording for {} hours, which have passed",
                right.within.count());
  }
  for (const std::string& file : found.files) TRY(remove_file(folder / file));
  return {};
}

}  // namespace insyn::recording
