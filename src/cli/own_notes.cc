#include "cli/own_notes.h"

#include <charconv>
#include <map>

#include "recording/layout.h"

namespace insyn::cli {
namespace {

using recording::ChunkRecord;
using recording::Fault;
using recording::Recording;
using recording::Verification;

constexpr std::size_t kLargestJournal = std::size_t{16} << 20;

template <class Number>
bool take_number(std::string_view& text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return error == std::errc();
}

bool take_space(std::string_view& text) {
  if (!text.starts_with(' ')) return false;
  text.remove_prefix(1);
  return true;
}

bool take_digest(std::string_view& text, Digest& digest) {
  const auto bytes = from_hex(text.substr(0, 2 * digest.size()));
  if (!bytes || bytes->size() != digest.size()) return false;
  std::copy(bytes->begin(), bytes->end(), digest.begin());
  text.remove_prefix(2 * digest.size());
  return true;
}

// "<index> <sha256 hex> <length> <signature>", whose signature is not looked at.
bool parse_line(std::string_view line, ChunkRecord& chunk) {
  return take_number(line, chunk.index) && take_space(line) && take_digest(line, chunk.sha256) &&
         take_space(line) && take_number(line, chunk.length) && take_space(line) && !line.empty();
}

Result<std::vector<ChunkRecord>> chunks_of_journal(std::string_view text) {
  std::vector<ChunkRecord> chunks;
  // What follows the last line end was being written when the recorder ended.
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    ChunkRecord chunk;
    if (!parse_line(text.substr(0, end), chunk) || chunk.index != chunks.size()) {
      return fail(Code::kCorrupt, "line {} of {} is malformed; give --pin, or another copy of the recording",
                  chunks.size() + 1, recording::kJournal);
    }
    chunks.push_back(chunk);
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
    for (const ChunkRecord& chunk : listed_) index_of_.emplace(chunk.sha256, chunk.index);
  }

  Verification check(const std::function<void(double)>& progress) {
    drop_unwritten_tail();
    result_.listed = static_cast<std::uint32_t>(listed_.size());
    for (std::size_t i = 0; i < listed_.size(); ++i) {
      check_chunk(listed_[i]);
      if (progress) progress(static_cast<double>(i + 1) / static_cast<double>(listed_.size()));
    }
    for (const std::uint32_t index : recording_.chunk_files) {
      if (index >= listed_.size()) find(Fault::kForeign, index, "the recording's notes do not list it");
    }
    return std::move(result_);
  }

 private:
  void find(Fault fault, std::uint32_t index, std::string_view what) {
    const std::string file = recording::chunk_file_name(index);
    result_.findings.push_back({fault, file, fmt::format("{}: {}", file, what)});
  }

  bool is_there(const ChunkRecord& chunk) const {
    std::error_code ignored;
    return std::filesystem::exists(recording_.folder / recording::chunk_file_name(chunk.index), ignored);
  }

  // The journal's last line is written before its chunk.
  void drop_unwritten_tail() {
    if (result_.closed || listed_.empty() || is_there(listed_.back())) return;
    result_.remarks.push_back(recording::chunk_file_name(listed_.back().index) +
                              " was being written when the recorder ended");
    listed_.pop_back();
  }

  void check_chunk(const ChunkRecord& chunk) {
    if (!is_there(chunk)) {
      find(Fault::kMissing, chunk.index, "it is listed and not there");
      return;
    }
    const Path path = recording_.folder / recording::chunk_file_name(chunk.index);
    const auto bytes = read_file(path, recording::kLargestChunkFile);
    if (!bytes) {
      find(Fault::kUnreadable, chunk.index, bytes.error().message);
      return;
    }
    compare(chunk, *bytes);
  }

  void compare(const ChunkRecord& chunk, const Bytes& bytes) {
    const Digest digest = sha256(bytes);
    if (digest == chunk.sha256 && bytes.size() == chunk.length) {
      result_.proven.push_back(chunk);
    } else if (const auto other = index_of_.find(digest); other != index_of_.end()) {
      find(Fault::kSwapped, chunk.index,
           fmt::format("it holds the content of {}", recording::chunk_file_name(other->second)));
    } else if (bytes.size() < chunk.length) {
      find(Fault::kCutShort, chunk.index,
           fmt::format("it is cut short, {} bytes of {}", bytes.size(), chunk.length));
    } else if (bytes.size() > chunk.length) {
      find(Fault::kTooLong, chunk.index,
           fmt::format("it is too long, {} bytes instead of {}", bytes.size(), chunk.length));
    } else {
      find(Fault::kChanged, chunk.index,
           "its content is not the one listed (changed, or from another recording)");
    }
  }

  const Recording& recording_;
  std::vector<ChunkRecord> listed_;
  std::map<Digest, std::uint32_t> index_of_;
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
