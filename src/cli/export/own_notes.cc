#include "cli/export/own_notes.h"

#include <map>

#include "recording/format/layout.h"

namespace insyn::cli {
namespace {

using recording::ChunkRecord;
using recording::Fault;
using recording::Recording;
using recording::Verification;

constexpr std::size_t kLargestJournal = std::size_t{16} << 20;

// A journal's line, whose signature is not looked at.
std::optional<ChunkRecord> parse_line(std::string_view line) {
  const auto chunk = recording::parse_chunk_record(line.substr(0, line.rfind(' ')));
  return chunk ? std::optional<ChunkRecord>(*chunk) : std::nullopt;
}

Result<std::vector<ChunkRecord>> chunks_of_journal(std::string_view text) {
  std::vector<ChunkRecord> chunks;
  // What follows the last line end was being written when the recorder ended.
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    const std::optional<ChunkRecord> chunk = parse_line(text.substr(0, end));
    if (!chunk || chunk->index != chunks.size()) {
      return fail(Code::kCorrupt, "line {} of {} is malformed; give --pin, or another copy of the recording",
                  chunks.size() + 1, recording::kJournal);
    }
    chunks.push_back(*chunk);
    text.remove_prefix(end + 1);
  }
  return chunks;
}

// Nothing is listed where neither the closing note nor a journal is there to say so.
Result<std::vector<ChunkRecord>> listed_chunks(const Recording& recording, Verification& result) {
  const std::string closes = recording::kClosingNote;
  const bool its_own = recording.closing && recording.closing->id == recording.opening.id;
  result.closed = its_own;
  if (its_own) return recording.closing->chunks;
  if (recording.closing_note.empty()) {
    result.remarks.emplace_back("the recording is not closed");
  } else {
    const std::string problem = recording.closing ? "it closes another recording" : recording.closing_problem;
    result.findings.push_back({Fault::kNotOfTheDevice, closes, fmt::format("{}: {}", closes, problem)});
  }
  const auto journal = read_text(recording.folder / recording::kJournal, kLargestJournal);
  if (!journal) return std::vector<ChunkRecord>();
  return chunks_of_journal(*journal);
}

class Checker {
 public:
  Checker(const Recording& recording, std::vector<ChunkRecord> listed, Verification begun)
      : recording_(recording), listed_(std::move(listed)), result_(std::move(begun)) {
    for (const ChunkRecord& chunk : listed_) named_by_.emplace(chunk.sha256, chunk.name());
  }

  Verification check(const std::function<void(double)>& progress) {
    drop_unwritten_tail();
    result_.listed = static_cast<std::uint32_t>(listed_.size());
    for (std::size_t i = 0; i < listed_.size(); ++i) {
      check_chunk(listed_[i]);
      if (progress) progress(static_cast<double>(i + 1) / static_cast<double>(listed_.size()));
    }
    for (const recording::ChunkName& chunk : recording_.chunk_files) {
      const bool listed = chunk.index < listed_.size() && listed_[chunk.index].kind == chunk.kind;
      if (!listed) find(Fault::kForeign, chunk, "the recording's notes do not list it");
    }
    return std::move(result_);
  }

 private:
  void find(Fault fault, const recording::ChunkName& chunk, std::string_view what) {
    const std::string file = file_name_of(chunk);
    result_.findings.push_back({fault, file, fmt::format("{}: {}", file, what)});
  }

  bool is_there(const ChunkRecord& chunk) const {
    std::error_code ignored;
    return std::filesystem::exists(recording_.folder / file_name_of(chunk.name()), ignored);
  }

  // The journal's last line is written before its chunk.
  void drop_unwritten_tail() {
    if (result_.closed || listed_.empty() || is_there(listed_.back())) return;
    result_.remarks.push_back(file_name_of(listed_.back().name()) +
                              " was being written when the recorder ended");
    listed_.pop_back();
  }

  void check_chunk(const ChunkRecord& chunk) {
    if (!is_there(chunk)) {
      find(Fault::kMissing, chunk.name(), "it is listed and not there");
      return;
    }
    const Path path = recording_.folder / file_name_of(chunk.name());
    const auto bytes = read_file(path, recording::kLargestChunkFile);
    if (!bytes) {
      find(Fault::kUnreadable, chunk.name(), bytes.error().message);
      return;
    }
    compare(chunk, *bytes);
  }

  void compare(const ChunkRecord& chunk, const Bytes& bytes) {
    const Digest digest = sha256(bytes);
    if (digest == chunk.sha256 && bytes.size() == chunk.length) {
      result_.proven.push_back(chunk);
    } else if (const auto other = named_by_.find(digest); other != named_by_.end()) {
      find(Fault::kSwapped, chunk.name(),
           fmt::format("it holds the content of {}", file_name_of(other->second)));
    } else if (bytes.size() < chunk.length) {
      find(Fault::kCutShort, chunk.name(),
           fmt::format("it is cut short, {} bytes of {}", bytes.size(), chunk.length));
    } else if (bytes.size() > chunk.length) {
      find(Fault::kTooLong, chunk.name(),
           fmt::format("it is too long, {} bytes instead of {}", bytes.size(), chunk.length));
    } else {
      find(Fault::kChanged, chunk.name(),
           "its content is not the one listed (changed, or from another recording)");
    }
  }

  const Recording& recording_;
  std::vector<ChunkRecord> listed_;
  std::map<Digest, recording::ChunkName> named_by_;
  Verification result_;
};

}  // namespace

Result<Verification> check_against_own_notes(const Recording& recording,
                                             const std::function<void(double)>& progress) {
  Verification begun;
  auto listed = listed_chunks(recording, begun);
  if (!listed) return in_context(recording.folder.string(), std::move(listed).error());
  return Checker(recording, std::move(*listed), std::move(begun)).check(progress);
}

}  // namespace insyn::cli
