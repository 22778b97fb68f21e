#include "recording/store/discard.h"

#include "recording/format/layout.h"
#include "recording/format/note_text.h"
#include "recording/store/recording.h"

namespace insyn::recording {

Status discard(const Path& spool, const std::string& id, const DiscardRight& right,
               const note::Verifier& device, Utc now) {
  if (!is_recording_id(id)) return fail(Code::kDenied, "“{}” is not a recording id", id);
  std::error_code error;
  if (!std::filesystem::exists(spool / id, error)) return fail(Code::kDenied, "there is no recording {}", id);
  const Result<Recording> recording = Recording::read(spool / id);
  if (!recording) {
    return in_context(fmt::format("whose recording {} is cannot be verified", id), recording.error());
  }
  const Opening& opening = recording->opening;
  if (!verified_text(recording->opening_note, device) || opening.id != id || opening.agent != right.agent) {
    return fail(Code::kDenied, "the recording {} belongs to another agent or another computer", id);
  }
  const auto end = verified_text(recording->closing_note, device) && recording->closing
                       ? recording->closing->end
                       : opening.start;
  // A clock set back gives more time to discard, never less.
  if (now >= end + right.within) {
    return fail(Code::kDenied, "the agreement allows discarding a recording for {} hours, which have passed",
                right.within.count());
  }
  // The agent's own goes last: as long as there is one, this can be done again.
  TRY(remove_file(spool / id / kKey));
  for (const ChunkName& chunk : recording->chunk_files) {
    if (chunk.kind == ChunkKind::kEvents) TRY(remove_file(spool / id / file_name_of(chunk)));
  }
  return remove_file(spool / id / kAgentKey);
}

}  // namespace insyn::recording
