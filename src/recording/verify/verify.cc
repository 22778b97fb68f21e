#include "recording/verify/verify.h"

#include <map>

#include "recording/format/journal.h"
#include "recording/format/note_text.h"

namespace insyn::recording {
namespace {

class Verifier {
 public:
  // Without `device` no signature is checked.
  Verifier(const Contents& recording, const RecordingFiles& files, const note::Verifier* device)
      : recording_(recording), files_(files), device_(device) {}

  Verification run(const Progress& progress) {
    if (device_ != nullptr && !recording_.opening.recipient.empty() && !files_.has(kKey))
      add({Fault::kKeyMissing, kKey});
    std::vector<ChunkRecord> listed = listed_chunks();
    drop_unwritten_tail(listed);
    outcome_.listed = static_cast<std::uint32_t>(listed.size());
    check_chunks(listed, progress);
    check_unlisted(listed);
    for (const std::string& name : recording_.strange_files) remark(Remark::Kind::kStrange, name);
    return std::move(outcome_);
  }

 private:
  void add(Finding finding) { outcome_.findings.push_back(std::move(finding)); }
  void add_problem(Fault fault, const char* file, std::string problem) {
    Finding finding{fault, file};
    finding.problem = std::move(problem);
    add(std::move(finding));
  }
  void remark(Remark::Kind kind, std::string file = "") {
    outcome_.remarks.push_back({kind, std::move(file)});
  }

  std::vector<ChunkRecord> listed_chunks() {
    if (recording_.closing_note.empty()) {
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
    if (device_ != nullptr) {
      if (const auto text = verified_text(recording_.closing_note, *device_); !text) {
        add_problem(Fault::kNotOfTheDevice, kClosingNote, text.error().message);
        return false;
      }
    }
    if (!recording_.closing) {
      add_problem(Fault::kNotOfTheDevice, kClosingNote, recording_.closing_problem);
      return false;
    }
    if (recording_.closing->id == recording_.opening.id) return true;
    Finding another{Fault::kNotOfTheDevice, kClosingNote};
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
    Result<Journal> journal = parse_journal(insyn::text_of(*bytes), recording_.opening.id, device_);
    if (!journal) {
      add_problem(Fault::kNotOfTheDevice, kJournal, journal.error().message);
      return {};
    }
    journal_ = true;
    if (journal->torn) remark(Remark::Kind::kJournalTorn);
    return std::move(journal->chunks);
  }

  // The journal is written ahead: of its last chunk alone the file may never have come.
  void drop_unwritten_tail(std::vector<ChunkRecord>& listed) {
    if (!journal_ || listed.empty()) return;
    const std::string last = file_name_of(listed.back().name());
    if (files_.has(last)) return;
    remark(Remark::Kind::kBeingWritten, last);
    listed.pop_back();
  }

  void check_chunks(const std::vector<ChunkRecord>& listed, const Progress& progress) {
    for (const ChunkRecord& chunk : listed) by_content_.emplace(chunk.sha256, chunk.name());
    for (const ChunkRecord& chunk : listed) {
      if (progress) progress(static_cast<double>(chunk.index) / static_cast<double>(listed.size()));
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
      add({Fault::kForeign, file_name_of(chunk)});
    }
  }

  const Contents& recording_;
  const RecordingFiles& files_;
  const note::Verifier* device_;
  Verification outcome_;
  std::map<Digest, ChunkName> by_content_;
  bool journal_ = false;
};

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
    case Fault::kNotOfTheDevice:
      return "not-of-the-device";
    case Fault::kKeyMissing:
      return "key-missing";
  }
  return "unknown";
}

Result<Verification> verify(const Contents& recording, const RecordingFiles& files,
                            const note::Verifier& device, const Progress& progress) {
  if (const Result<std::string> text = verified_text(recording.opening_note, device); !text) {
    return fail(Code::kDenied, "{}: {}: {}; nothing about this recording is proven", files.place(),
                kOpeningNote, text.error().message);
  }
  return Verifier(recording, files, &device).run(progress);
}

Verification verify_unsigned(const Contents& recording, const RecordingFiles& files,
                             const Progress& progress) {
  return Verifier(recording, files, nullptr).run(progress);
}

}  // namespace insyn::recording
