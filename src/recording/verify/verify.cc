#include "recording/verify/verify.h"

#include <algorithm>
#include <map>

#include "base/check.h"
#include "recording/format/journal.h"
#include "recording/format/note_text.h"

namespace insyn::recording {
namespace {

using note::Verifier;

class Check {
 public:
  // `key` is the recording's.
  Check(const Contents& recording, const RecordingFiles& files, const Verifier& key)
      : recording_(recording), files_(files), key_(key) {}

  void key_files(const std::vector<KeyFileRecord>& listed) {
    for (const KeyFileRecord& file : listed) check_key_file(file);
    for (const char* name : kKeyFiles) {
      const bool known = std::any_of(listed.begin(), listed.end(),
                                     [&](const KeyFileRecord& file) { return file.name == name; });
      if (!known && files_.has(name)) add({Fault::kForeign, name});
    }
  }

  // Only what this peel hands out is here.
  void expect_only(const Peel& peel) { peel_ = &peel; }

  Verification run(const Progress& progress) {
    std::vector<ChunkRecord> listed = listed_chunks();
    drop_unwritten_tail(listed);
    std::vector<ChunkRecord> here = listed;
    std::erase_if(here, [&](const ChunkRecord& chunk) { return !is_here(chunk); });
    outcome_.listed = static_cast<std::uint32_t>(here.size());
    check_chunks(here, progress);
    check_unlisted(listed);
    for (const std::string& name : recording_.strange_files) remark(Remark::Kind::kStrange, name);
    return std::move(outcome_);
  }

 private:
  bool is_here(const ChunkRecord& chunk) const {
    return peel_ == nullptr || recording::is_handed_out(chunk.kind, peel_->kind);
  }
  // Whether the last chunk of the journal is one that the union had before it when it peeled.
  bool is_handed_out(const std::vector<ChunkRecord>& listed) const {
    if (peel_ == nullptr || !is_here(listed.back())) return false;
    const auto count =
        std::count_if(listed.begin(), listed.end(), [&](const ChunkRecord& chunk) { return is_here(chunk); });
    return static_cast<std::uint64_t>(count) <= peel_->chunks_listed;
  }
  void add(Finding finding) { outcome_.findings.push_back(std::move(finding)); }
  void add_problem(Fault fault, const char* file, std::string problem) {
    Finding finding{fault, file};
    finding.problem = std::move(problem);
    add(std::move(finding));
  }
  void remark(Remark::Kind kind, std::string file = "") {
    outcome_.remarks.push_back({kind, std::move(file)});
  }

  void check_key_file(const KeyFileRecord& file) {
    if (!files_.has(file.name)) {
      add({Fault::kKeyMissing, file.name});
      return;
    }
    const Result<Bytes> bytes = files_.read(file.name, kLargestKeyFile);
    if (!bytes) {
      add_problem(Fault::kUnreadable, file.name.c_str(), bytes.error().message);
    } else if (sha256(*bytes) != file.sha256) {
      add({Fault::kKeyExchanged, file.name});
    }
  }

  std::vector<ChunkRecord> listed_chunks() {
    if (!recording_.has_closing()) {
      remark(Remark::Kind::kNotClosed);
      return journal_chunks();
    }
    if (check_closing()) {
      outcome_.closed = true;
      return recording_.closing->chunks;
    }
    return files_.has(kJournal) ? journal_chunks() : std::vector<ChunkRecord>();
  }

  bool check_closing() {
    if (const auto text = verified_text(recording_.closing_note, key_); !text) {
      // Another recording's is that one's key's, and says of itself whose it is.
      const bool another = recording_.closing && recording_.closing->id != recording_.opening.id;
      add_problem(Fault::kNotOfItsKey, kClosingNote, text.error().message);
      outcome_.findings.back().of_another_recording = another;
      return false;
    }
    if (!recording_.closing) {
      add_problem(Fault::kNotOfItsKey, kClosingNote, recording_.closing_problem);
      return false;
    }
    if (recording_.closing->id == recording_.opening.id) return true;
    Finding another{Fault::kNotOfItsKey, kClosingNote};
    another.of_another_recording = true;
    add(std::move(another));
    return false;
  }

  std::vector<ChunkRecord> journal_chunks() {
    const Result<Bytes> bytes = files_.read(kJournal, kLargestJournal);
    if (!bytes) {
      add_problem(Fault::kMissing, kJournal, bytes.error().message);
      return {};
    }
    Result<Journal> journal = parse_journal(insyn::text_of(*bytes), recording_.opening.id, key_);
    if (!journal) {
      add_problem(Fault::kNotOfItsKey, kJournal, journal.error().message);
      return {};
    }
    journal_ = true;
    if (journal->torn) remark(Remark::Kind::kJournalTorn);
    return std::move(journal->chunks);
  }

  // The journal is written ahead: of its last chunk alone the file may never have come.
  void drop_unwritten_tail(std::vector<ChunkRecord>& listed) {
    if (!journal_ || listed.empty() || is_handed_out(listed)) return;
    const std::string last = file_name_of(listed.back().name());
    if (files_.has(last)) return;
    remark(Remark::Kind::kBeingWritten, last);
    listed.pop_back();
  }

  void check_chunks(const std::vector<ChunkRecord>& listed, const Progress& progress) {
    for (const ChunkRecord& chunk : listed) by_content_.emplace(chunk.sha256, chunk.name());
    std::size_t done = 0;
    for (const ChunkRecord& chunk : listed) {
      if (progress) progress(static_cast<double>(done++) / static_cast<double>(listed.size()));
      if (check(chunk)) outcome_.proven.push_back(chunk);
    }
    if (progress) progress(1.0);
  }

  bool check(const ChunkRecord& chunk) {
    Finding finding{Fault::kMissing, file_name_of(chunk.name())};
    if (!files_.has(finding.file)) {
      add(std::move(finding));
      return false;
    }
    const Result<Bytes> bytes = files_.read(finding.file, kLargestChunkFile);
    if (!bytes) {
      finding.fault = Fault::kUnreadable;
      finding.problem = bytes.error().message;
      add(std::move(finding));
      return false;
    }
    const Digest digest = sha256(*bytes);
    if (digest == chunk.sha256 && bytes->size() == chunk.length) return true;
    finding.length = bytes->size();
    finding.listed_length = chunk.length;
    if (const auto other = by_content_.find(digest); other != by_content_.end()) {
      finding.fault = Fault::kSwapped;
      finding.other = file_name_of(other->second);
    } else if (finding.length < chunk.length) {
      finding.fault = Fault::kCutShort;
    } else {
      finding.fault = finding.length > chunk.length ? Fault::kTooLong : Fault::kChanged;
    }
    add(std::move(finding));
    return false;
  }

  void check_unlisted(const std::vector<ChunkRecord>& listed) {
    for (const ChunkName& chunk : recording_.chunk_files) {
      if (chunk.index < listed.size() && listed[chunk.index].kind == chunk.kind) continue;
      if (is_unlisted_end(chunk, listed.size())) {
        remark(Remark::Kind::kBeingWritten, file_name_of(chunk));
        continue;
      }
      add({Fault::kForeign, file_name_of(chunk)});
    }
  }

  // On a full disk the end statement is written without its line, right before the closing note.
  bool is_unlisted_end(const ChunkName& chunk, std::size_t listed) const {
    return journal_ && !outcome_.closed && chunk.kind == ChunkKind::kCalls && chunk.index == listed;
  }

  const Contents& recording_;
  const RecordingFiles& files_;
  const Verifier& key_;
  const Peel* peel_ = nullptr;
  Verification outcome_;
  std::map<Digest, ChunkName> by_content_;
  bool journal_ = false;
};

Failure nothing_proven(const RecordingFiles& files, const char* note, std::string_view why) {
  return fail(Code::kDenied, "{}: {}: {}; nothing about this recording is proven", files.place(), note, why);
}

// The recording's key, where the opening note is signed with it.
Result<Verifier> key_of_opening(const Contents& recording, const RecordingFiles& files) {
  TRY_ASSIGN(Verifier key, recording_key(recording.opening.id, recording.opening.key));
  if (const auto text = verified_text(recording.opening_note, key); !text)
    return nothing_proven(files, kOpeningNote, text.error().message);
  return key;
}

}  // namespace

const char* name_of(Fault fault) {
  switch (fault) {
    case Fault::kMissing:
      return "missing";
    case Fault::kCutShort:
      return "cut-short";
    case Fault::kTooLong:
      return "too-long";
    case Fault::kChanged:
      return "changed";
    case Fault::kSwapped:
      return "swapped";
    case Fault::kForeign:
      return "foreign";
    case Fault::kUnreadable:
      return "unreadable";
    case Fault::kNotOfItsKey:
      return "not-of-its-key";
    case Fault::kKeyMissing:
      return "key-missing";
    case Fault::kKeyExchanged:
      return "key-exchanged";
  }
  return "unknown";
}

Result<Verifier> certified_key(const Contents& recording, const RecordingFiles& files,
                               const Verifier& device) {
  if (!files.has(kCertificate)) {
    return nothing_proven(files, kCertificate,
                          recording.peel ? "it is not handed out; give the union's .pub with --pin"
                                         : "it is missing, so nobody says which workstation made it");
  }
  if (const auto text = verified_text(recording.certificate_note, device); !text)
    return nothing_proven(files, kCertificate, text.error().message);
  if (!recording.certificate)
    return nothing_proven(files, kCertificate, "it is not in the form that the format demands");
  const Certificate& certificate = *recording.certificate;
  const Opening& opening = recording.opening;
  if (certificate.device != device.name())
    return nothing_proven(files, kCertificate, "it names another workstation than the one that signed it");
  if (certificate.id != opening.id || certificate.key != opening.key ||
      certificate.agreement_hash != opening.agreement_hash)
    return nothing_proven(files, kCertificate, "it certifies another recording");
  return key_of_opening(recording, files);
}

Result<Verifier> peeled_key(const Contents& recording, const RecordingFiles& files,
                            const Verifier& union_key) {
  if (!files.has(kPeelNote)) {
    return nothing_proven(
        files, kPeelNote,
        "it is missing: the union has not peeled this folder. A workstation's recording is verified with "
        "--pin DEVICE.pub");
  }
  if (const auto text = verified_text(recording.peel_note, union_key); !text)
    return nothing_proven(files, kPeelNote, text.error().message);
  if (!recording.peel)
    return nothing_proven(files, kPeelNote, "it is not in the form that the format demands");
  const Peel& peel = *recording.peel;
  if (peel.id != recording.opening.id || peel.opening_hash != sha256(view_of(recording.opening_note)))
    return nothing_proven(files, kPeelNote, "it is about another opening note than the one here");
  const std::optional<Digest>& listed = peel.closing_hash ? peel.closing_hash : peel.journal_hash;
  const char* list = peel.closing_hash ? kClosingNote : kJournal;
  const Result<Bytes> bytes = files.read(list, std::max(kLargestNote, kLargestJournal));
  if (!bytes) return nothing_proven(files, list, bytes.error().message);
  if (sha256(*bytes) != *listed)
    return nothing_proven(files, list, "it is another one than the union verified when it peeled");
  return key_of_opening(recording, files);
}

Result<Verification> verify(const Contents& recording, const RecordingFiles& files, const Verifier& device,
                            const Progress& progress) {
  TRY_ASSIGN(const Verifier key, certified_key(recording, files, device));
  Check check(recording, files, key);
  check.key_files(recording.opening.key_files);
  return check.run(progress);
}

Result<Verification> verify_peeled(const Contents& recording, const RecordingFiles& files,
                                   const Verifier& union_key, const Progress& progress) {
  TRY_ASSIGN(const Verifier key, peeled_key(recording, files, union_key));
  const Peel& peel = *recording.peel;
  Check check(recording, files, key);
  check.key_files({peel.key_file});
  check.expect_only(peel);
  return check.run(progress);
}

Verification verify_unsigned(const Contents& recording, const RecordingFiles& files,
                             const Progress& progress) {
  const auto key = recording_key(recording.opening.id, recording.opening.key);
  CHECK(key.has_value());  // or the opening note would not have been read
  Check check(recording, files, *key);
  if (recording.peel) check.expect_only(*recording.peel);
  return check.run(progress);
}

}  // namespace insyn::recording
