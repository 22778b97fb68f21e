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

Result<std::vector<ChunkRecord>> listed_chunks(const Recording& recording) {
  if (!recording.closing) {
    TRY_ASSIGN(const std::string journal,
               read_text(recording.folder / recording::kJournal, recording::kLargestNote));
    return chunks_of_journal(journal);
  }
  if (recording.closing->id != recording.opening.id) {
    return fail(Code::kCorrupt, "{} is of another recording, {}", recording::kClosingNote,
                recording.closing->id);
  }
  return recording.closing->chunks;
}

class Checker {
 public:
  Checker(const Recording& recording, std::vector<ChunkRecord> listed)
      : recording_(recording), listed_(std::move(listed)) {
    for (const ChunkRecord& chunk : listed_) index_of_.emplace(chunk.sha256, chunk.index);
    result_.closed = recording.closing.has_value();
    result_.listed = static_cast<std::uint32_t>(listed_.size());
  }

  Verification check(const std::function<void(double)>& progress) {
    if (!result_.closed) result_.remarks.emplace_back("the recording is not closed");
    for (std::size_t i = 0; i < listed_.size(); ++i) {
      check_chunk(listed_[i]);
      if (progress) progress(static_cast<double>(i + 1) / static_cast<double>(listed_.size()));
    }
    for (const std::uint32_t index : recording_.chunk_files) {
      if (index >= listed_.size()) find(Fault::kForeign, index, "is not listed in the recording's notes");
    }
    return std::move(result_);
  }

 private:
  void find(Fault fault, std::uint32_t index, std::string_view what) {
    const std::string file = recording::chunk_file_name(index);
    result_.findings.push_back({fault, file, fmt::format("{} {}", file, what)});
  }

  void check_chunk(const ChunkRecord& chunk) {
    const Path path = recording_.folder / recording::chunk_file_name(chunk.index);
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) {
      is_missing(chunk);
      return;
    }
    const auto bytes = read_file(path, recording::kLargestChunkFile);
    if (!bytes) {
      find(Fault::kUnreadable, chunk.index, "cannot be read: " + bytes.error().message);
      return;
    }
    compare(chunk, *bytes);
  }

  // The journal's last line is written before its chunk.
  void is_missing(const ChunkRecord& chunk) {
    if (!result_.closed && chunk.index + 1 == listed_.size()) {
      result_.remarks.push_back(recording::chunk_file_name(chunk.index) +
                                " was being written when the recorder ended");
    } else {
      find(Fault::kMissing, chunk.index, "is missing");
    }
  }

  void compare(const ChunkRecord& chunk, const Bytes& bytes) {
    const Digest digest = sha256(bytes);
    if (digest == chunk.sha256 && bytes.size() == chunk.length) {
      result_.proven.push_back(chunk);
    } else if (const auto other = index_of_.find(digest); other != index_of_.end()) {
      find(Fault::kSwapped, chunk.index,
           fmt::format("has the content of {}", recording::chunk_file_name(other->second)));
    } else if (bytes.size() < chunk.length) {
      find(Fault::kCutShort, chunk.index,
           fmt::format("is cut short: {} of {} bytes", bytes.size(), chunk.length));
    } else if (bytes.size() > chunk.length) {
      find(Fault::kTooLong, chunk.index,
           fmt::format("is too long: {} instead of {} bytes", bytes.size(), chunk.length));
    } else {
      find(Fault::kChanged, chunk.index, "was changed: its SHA-256 is not the one listed");
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
  auto listed = listed_chunks(recording);
  if (!listed) return in_context(recording.folder.string(), std::move(listed).error());
  return Checker(recording, std::move(*listed)).check(progress);
}

}  // namespace insyn::cli
