#include "centre/fetching.h"

#include "opening/asked.h"
#include "recording/format/journal.h"
#include "recording/format/note_text.h"
#include "recording/format/opening_note.h"
#include "recording/peel/peel.h"

namespace insyn::centre {
namespace {

using recording::ChunkRecord;
using recording::Peel;

constexpr std::uint64_t kPiece = std::uint64_t{4} << 20;

struct Checked {
  Peel peel;
  note::PublicKeys union_keys;
  std::vector<ChunkRecord> chunks;  // that are handed out
};

// The chunks of the list that the union has verified.
Result<std::vector<ChunkRecord>> listed(const HandedOut& out, const Peel& peel) {
  TRY_ASSIGN(const note::Note opening_note, note::parse(out.opening));
  TRY_ASSIGN(const recording::Opening opening, recording::parse_opening(opening_note.text));
  TRY_ASSIGN(const note::Verifier key, recording::recording_key(opening.id, opening.key));
  TRY(recording::verified_text(out.opening, key));
  if (opening.id != peel.id) return fail(Code::kDenied, "the opening note is another recording's");
  std::vector<ChunkRecord> chunks;
  if (peel.closing_hash) {
    TRY_ASSIGN(const std::string text, recording::verified_text(out.closing, key));
    TRY_ASSIGN(const recording::Closing closing, recording::parse_closing(text));
    chunks = closing.chunks;
  } else {
    TRY_ASSIGN(const recording::Journal journal, recording::parse_journal(out.journal, opening.id, key));
    chunks = journal.chunks;
  }
  chunks = recording::handed_out(chunks, peel.kind);
  // Of the journal's last line the chunk may never have come.
  if (peel.journal_hash && chunks.size() == peel.chunks_listed + 1) chunks.pop_back();
  if (chunks.size() != peel.chunks_listed)
    return fail(Code::kDenied, "the list has {} chunks and the union saw {}", chunks.size(),
                peel.chunks_listed);
  return chunks;
}

Result<Checked> check(const HandedOut& out, const std::string& request_note,
                      const agreement::Agreement& agreement) {
  TRY_ASSIGN(const opening::Asked asked, opening::verify_request(request_note, agreement));
  const opening::Request& request = asked.request;
  Checked checked;
  TRY_ASSIGN(checked.union_keys, opening::union_that_signed(out.approval, agreement));
  const note::Verifier& key = *checked.union_keys.verifier;
  auto approval = opening::verify_approval(out.approval, asked.hash, request.recording, key);
  if (!approval) return in_context("the approval", std::move(approval).error());
  auto text = recording::verified_text(out.peel, key);
  if (!text) return in_context("the peel note", std::move(text).error());
  TRY_ASSIGN(checked.peel, recording::parse_peel(*text));
  const Peel& peel = checked.peel;
  if (peel.id != request.recording || peel.kind != opening::kind_of(request.opens) ||
      peel.request != request.request)
    return fail(Code::kDenied, "the peel note is about another request than this one");
  const bool fits = peel.key_file.sha256 == sha256(out.key) &&
                    peel.opening_hash == sha256(view_of(out.opening)) &&
                    (peel.closing_hash ? *peel.closing_hash == sha256(view_of(out.closing))
                                       : *peel.journal_hash == sha256(view_of(out.journal)));
  if (!fits) return fail(Code::kDenied, "what the server gives is not what the union has peeled");
  TRY_ASSIGN(checked.chunks, listed(out, peel));
  return checked;
}

class Folder {
 public:
  explicit Folder(NewFolder& folder) : folder_(folder) {}
  Status add(const std::string& name, ByteView bytes) { return folder_.add(name, bytes, Access::kOwnerOnly); }
  Status add(const std::string& name, std::string_view text) { return add(name, view_of(text)); }

 private:
  NewFolder& folder_;
};

Result<Bytes> chunk(Client& client, const std::string& request, std::uint64_t from,
                    const ChunkRecord& record) {
  Bytes bytes;
  while (bytes.size() < record.length) {
    const std::uint64_t length = std::min(kPiece, record.length - bytes.size());
    TRY_ASSIGN(const Bytes piece, client.chunks(request, from + bytes.size(), length));
    bytes.insert(bytes.end(), piece.begin(), piece.end());
  }
  if (sha256(bytes) != record.sha256)
    return fail(Code::kDenied, "{} is not the chunk that the recording lists: the server gives another one",
                file_name_of(record.name()));
  return bytes;
}

// Why the union has refused the request, where it has and says so itself; otherwise what the server says.
Failure why_not(Client& client, const std::string& request, const std::string& request_note,
                const agreement::Agreement& agreement, const Error& error) {
  if (error.code != Code::kDenied) return Failure(error);
  const auto given = client.request(request);
  if (!given || given->listed.state != "refused") return Failure(error);
  const auto by = opening::union_that_signed(given->listed.answer, agreement);
  if (!by) return Failure(error);
  const auto refusal = opening::verify_refusal(given->listed.answer, sha256(view_of(request_note)),
                                               given->listed.recording, *by->verifier);
  if (!refusal) return Failure(error);
  return fail(Code::kDenied, "{} has refused the request: {}", by->name, refusal->because);
}

}  // namespace

Result<Fetched> fetch(Client& client, const std::string& request, const std::string& request_note,
                      const agreement::Agreement& agreement, const Path& to, const Progress& progress) {
  const auto handed_out = client.peel(request);
  if (!handed_out) return why_not(client, request, request_note, agreement, handed_out.error());
  const HandedOut& out = *handed_out;
  TRY_ASSIGN(const Checked checked, check(out, request_note, agreement));
  TRY_ASSIGN(NewFolder new_folder, NewFolder::create(to));
  Folder folder(new_folder);
  TRY(folder.add(recording::kOpeningNote, out.opening));
  if (checked.peel.closing_hash)
    TRY(folder.add(recording::kClosingNote, out.closing));
  else
    TRY(folder.add(recording::kJournal, out.journal));
  std::uint64_t from = 0;
  std::size_t done = 0;
  for (const ChunkRecord& record : checked.chunks) {
    TRY_ASSIGN(const Bytes bytes, chunk(client, request, from, record));
    TRY(folder.add(file_name_of(record.name()), bytes));
    from += record.length;
    if (progress) progress(static_cast<double>(++done) / static_cast<double>(checked.chunks.size()));
  }
  TRY(folder.add(checked.peel.key_file.name, out.key));
  TRY(folder.add(recording::kPeelNote, out.peel));
  TRY(new_folder.put_in_place());
  return Fetched{checked.peel.id, checked.union_keys.name, checked.chunks.size()};
}

}  // namespace insyn::centre
