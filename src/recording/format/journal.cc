#include "recording/format/journal.h"

#include "recording/format/note_text.h"

namespace insyn::recording {
namespace {

constexpr std::string_view kJournalHead = "insyn chunk journal 1";

Result<ChunkRecord> parse_line(std::string_view line, const JournalChain& chain, const note::Verifier& key) {
  const std::size_t space = line.rfind(' ');
  if (space == std::string_view::npos) return fail(Code::kCorrupt, "not a journal line");
  TRY_ASSIGN(const ChunkRecord chunk, parse_chunk_record(line.substr(0, space)));
  TRY_ASSIGN(const Bytes signature, from_base64(line.substr(space + 1), Padding::kRequired));
  if (text_of(chunk) != line.substr(0, space))
    return fail(Code::kCorrupt, "not in the form that the format demands");
  if (!key.fits(chain.signed_text(chunk), signature)) {
    return fail(Code::kCorrupt, "not signed by the recording's key over the lines before it");
  }
  return chunk;
}

}  // namespace

std::string JournalChain::signed_text(const ChunkRecord& chunk) const {
  const Digest before = Sha256(lines_).digest();
  return fmt::format("{}\n{}\n{}\n{}\n", kJournalHead, id_, to_hex(before), text_of(chunk));
}

std::string JournalChain::next_line(const ChunkRecord& chunk, const note::Signer& key) {
  std::string line =
      fmt::format("{} {}\n", text_of(chunk), to_base64(key.sign(signed_text(chunk)), Padding::kRequired));
  add(line);
  return line;
}

Result<Journal> parse_journal(std::string_view text, std::string_view recording_id,
                              const note::Verifier& key) {
  Journal journal;
  JournalChain chain(recording_id);
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) {
      journal.torn = true;
      break;
    }
    Result<ChunkRecord> chunk = parse_line(text.substr(0, end), chain, key);
    if (!chunk) return in_context(fmt::format("line {}", number), std::move(chunk).error());
    if (chunk->index != journal.chunks.size()) {
      return fail(Code::kCorrupt, "line {}: the chunks are not in order", number);
    }
    journal.chunks.push_back(*chunk);
    chain.add(text.substr(0, end + 1));
    text.remove_prefix(end + 1);
  }
  return journal;
}

}  // namespace insyn::recording
