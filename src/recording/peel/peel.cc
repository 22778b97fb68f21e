#include "recording/peel/peel.h"

#include <algorithm>

#include "note/note.h"
#include "recording/format/journal.h"
#include "seal/age.h"
#include "seal/open/open_recording_key.h"

namespace insyn::recording {
namespace {

bool is_of_a_chunk(const Finding& finding) { return chunk_named(finding.file).has_value(); }

// The key file, with the union's layer exchanged for one to the request key.
Result<Bytes> peeled_file(const RecordingFiles& files, const PeelFor& request,
                          std::span<const seal::Identity> union_keys) {
  const std::string name = key_file_of(request.kind);
  TRY_ASSIGN(const Bytes sealed, files.read(name, kLargestKeyFile));
  Result<Bytes> inner = seal::take_off_union_layer(sealed, union_keys);
  if (!inner) return in_context(fmt::format("{}: {}", files.place(), name), std::move(inner).error());
  return seal::seal_to({&request.request, 1}, *inner);
}

}  // namespace

std::vector<ChunkRecord> handed_out(const std::vector<ChunkRecord>& all, PeelKind kind) {
  std::vector<ChunkRecord> some = all;
  std::erase_if(some, [&](const ChunkRecord& chunk) { return !is_handed_out(chunk.kind, kind); });
  return some;
}

Status check_may_be_peeled(const Contents& recording, const Verification& verification, PeelKind kind) {
  if (!recording.has(key_file_of(kind)))
    return fail(Code::kDenied, "it has no {}: there are no {} to open", key_file_of(kind), name_of(kind));
  for (const Finding& finding : verification.findings) {
    if (is_of_a_chunk(finding)) continue;
    return fail(Code::kCorrupt, "{} is not as the workstation made it ({}){}{}", finding.file,
                name_of(finding.fault), finding.problem.empty() ? "" : ": ", finding.problem);
  }
  return {};
}

Result<Peeled> peel(const Contents& recording, const RecordingFiles& files, const Verification& verification,
                    const PeelFor& request, std::span<const seal::Identity> union_keys,
                    const note::Signer& signer, Utc now) {
  TRY(check_may_be_peeled(recording, verification, request.kind));
  Peeled peeled;
  TRY_ASSIGN(peeled.key, peeled_file(files, request, union_keys));
  TRY_ASSIGN(const auto listed, listed_chunks(recording, files));
  Peel& peel = peeled.peel;
  peel.id = recording.opening.id;
  peel.kind = request.kind;
  peel.request = request.request.text();
  peel.request_name = request.request_name;
  peel.key_file = {key_file_of(request.kind), sha256(peeled.key)};
  peel.opening_hash = sha256(view_of(recording.opening_note));
  peel.chunks_proven = handed_out(verification.proven, request.kind).size();
  peel.chunks_listed = handed_out(listed, request.kind).size();
  peel.time = now;
  if (verification.closed) {
    peel.closing_hash = sha256(view_of(recording.closing_note));
  } else {
    TRY_ASSIGN(const Bytes journal, files.read(kJournal, kLargestJournal));
    peel.journal_hash = sha256(journal);
  }
  const std::string text = text_of(peel);
  if (const auto read_back = parse_peel(text); !read_back || *read_back != peel)
    return fail(Code::kPermanent, "the request's name cannot stand in a note");
  peeled.note = note::sign(text, signer);
  return peeled;
}

}  // namespace insyn::recording
