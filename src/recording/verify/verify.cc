#include "recording/verify/verify.h"

#include <algorithm>
#include <map>

#include "recording/format/journal.h"
#include "recording/format/layout.h"

namespace insyn::recording {
namespace {

constexpr std::size_t kLargestJournal = std::size_t{4} << 20;
constexpr const char* kConsequence =
    "insyn export refuses the recording; with --damaged-ok it exports what is proven";

bool there(const Path& path) {
  std::error_code error;
  return std::filesystem::symlink_status(path, error).type() != std::filesystem::file_type::not_found;
}

class Verifier {
 public:
  Verifier(const Recording& recording, const note::Verifier& device)
      : recording_(recording), device_(device) {}

  Result<Verification> run(const std::function<void(double)>& progress) {
    TRY(check_opening());
    if (!recording_.opening.recipient.empty() && !there(recording_.folder / kKey)) {
      add(Fault::kKeyMissing, kKey, "without it nobody can open the recording any more (it was shredded?)");
    }
    std::vector<ChunkRecord> listed = listed_chunks();
    drop_unwritten_tail(listed);
    outcome_.listed = static_cast<std::uint32_t>(listed.size());
    check_chunks(listed, progress);
    check_unlisted(listed);
    for (const std::string& name : recording_.strange_files) {
      outcome_.remarks.push_back(
          fmt::format("{} does not belong to a recording; it was not looked at", name));
    }
    return std::move(outcome_);
  }

 private:
  void add(Fault fault, const std::string& file, std::string_view what) {
    outcome_.findings.push_back({fault, file, fmt::format("{}: {}", file, what)});
  }

  Status check_opening() {
    Result<std::string> text = verified_text(recording_.opening_note, device_);
    if (text) return {};
    return fail(Code::kDenied, "{}: {}; nothing about this recording is proven",
                (recording_.folder / kOpeningNote).string(), text.error().message);
  }

  std::vector<ChunkRecord> listed_chunks() {
    if (recording_.closing_note.empty()) {
      outcome_.remarks.push_back(
          "not closed: the recorder is still at work, or ended without closing; up to the last two seconds "
          "may "
          "be missing, and chunks removed from the end would not be noticed");
      return journal_chunks();
    }
    const Result<std::string> text = verified_text(recording_.closing_note, device_);
    const bool its_own = recording_.closing && recording_.closing->id == recording_.opening.id;
    if (text && its_own) {
      outcome_.closed = true;
      return recording_.closing->chunks;
    }
    add(Fault::kNotOfTheDevice, kClosingNote,
        !text                ? text.error().message
        : recording_.closing ? "it closes another recording, so it proves nothing here"
                             : recording_.closing_problem);
    return there(recording_.folder / kJournal) ? journal_chunks() : std::vector<ChunkRecord>();
  }

  std::vector<ChunkRecord> journal_chunks() {
    const Result<std::string> text = read_text(recording_.folder / kJournal, kLargestJournal);
    if (!text) {
      add(Fault::kMissing, kJournal,
          "it cannot be read, and without it no chunk is proven: " + text.error().message);
      return {};
    }
    Result<Journal> journal = parse_journal(*text, recording_.opening.id, device_);
    if (!journal) {
      add(Fault::kNotOfTheDevice, kJournal, journal.error().message + "; no chunk is proven");
      return {};
    }
    journal_ = true;
    if (journal->torn)
      outcome_.remarks.push_back("the journal's last line was being written when the recorder ended");
    return std::move(journal->chunks);
  }

  // The journal is written ahead: of its last chunk alone the file may never have come.
  void drop_unwritten_tail(std::vector<ChunkRecord>& listed) {
    if (!journal_ || listed.empty() || there(file_of(listed.back()))) return;
    outcome_.remarks.push_back(
        fmt::format("{} was being written when the recorder ended", file_name_of(listed.back().name())));
    listed.pop_back();
  }

  Path file_of(const ChunkRecord& chunk) const { return recording_.folder / file_name_of(chunk.name()); }

  void check_chunks(const std::vector<ChunkRecord>& listed, const std::function<void(double)>& progress) {
    for (const ChunkRecord& chunk : listed) by_content_.emplace(chunk.sha256, chunk.name());
    for (const ChunkRecord& chunk : listed) {
      if (progress) progress(static_cast<double>(chunk.index) / static_cast<double>(listed.size()));
      if (check(chunk)) outcome_.proven.push_back(chunk);
    }
    if (progress) progress(1.0);
  }

  bool check(const ChunkRecord& chunk) {
    const std::string name = file_name_of(chunk.name());
    if (!there(file_of(chunk))) {
      add(Fault::kMissing, name, fmt::format("it is listed and not there; {}", kConsequence));
      return false;
    }
    const Result<Bytes> bytes = read_file(file_of(chunk), kLargestChunkFile);
    if (!bytes) {
      add(Fault::kUnreadable, name, fmt::format("{}; {}", bytes.error().message, kConsequence));
      return false;
    }
    const Digest digest = sha256(*bytes);
    if (digest == chunk.sha256 && bytes->size() == chunk.length) return true;
    report_content(name, chunk, bytes->size(), digest);
    return false;
  }

  void report_content(const std::string& name, const ChunkRecord& chunk, std::size_t size,
                      const Digest& digest) {
    if (const auto other = by_content_.find(digest); other != by_content_.end()) {
      add(Fault::kSwapped, name,
          fmt::format("it holds the content of {}; {}", file_name_of(other->second), kConsequence));
    } else if (size < chunk.length) {
      add(Fault::kCutShort, name,
          fmt::format("it is cut short, {} bytes of {}; {}", size, chunk.length, kConsequence));
    } else if (size > chunk.length) {
      add(Fault::kTooLong, name,
          fmt::format("it is {} bytes too long; {}", size - chunk.length, kConsequence));
    } else {
      add(Fault::kChanged, name,
          fmt::format("its content is not what the device wrote (changed, or from another recording); {}",
                      kConsequence));
    }
  }

  void check_unlisted(const std::vector<ChunkRecord>& listed) {
    for (const ChunkName& chunk : recording_.chunk_files) {
      if (chunk.index < listed.size() && listed[chunk.index].kind == chunk.kind) continue;
      add(Fault::kForeign, file_name_of(chunk),
          fmt::format("the device does not list it, so it does not belong here; {}", kConsequence));
    }
  }

  const Recording& recording_;
  const note::Verifier& device_;
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

Result<Verification> verify(const Recording& recording, const note::Verifier& device,
                            const std::function<void(double)>& progress) {
  return Verifier(recording, device).run(progress);
}

}  // namespace insyn::recording
