#include "recording/format/peel_note.h"

#include "recording/format/note_text.h"

namespace insyn::recording {
namespace {

constexpr std::string_view kPeelHead = "insyn recording peel 1";
// There is no peel of a recording of which less was verified.
constexpr std::string_view kVerified = "certificate opening key-files list";

Status take_kind(std::string_view value, Peel& peel) {
  for (const PeelKind kind : {PeelKind::kPictures, PeelKind::kEvents}) {
    if (value != name_of(kind)) continue;
    peel.kind = kind;
    return {};
  }
  return fail(Code::kCorrupt, "neither pictures nor events");
}

Status take_key_file(std::string_view value, Peel& peel) {
  TRY_ASSIGN(peel.key_file, parse_key_file(value));
  return {};
}

Status take_chunks(std::string_view value, Peel& peel) {
  TRY(take_number(take_word(value), kMostChunks, peel.chunks_proven));
  return take_number(value, kMostChunks, peel.chunks_listed);
}

Status take(std::string_view key, std::string_view value, Peel& peel) {
  if (key == "id") return take_text(value, peel.id);
  if (key == "of") return take_kind(value, peel);
  if (key == "request") return take_text(value, peel.request);
  if (key == "request-name") return take_text(value, peel.request_name);
  if (key == "key-file") return take_key_file(value, peel);
  if (key == "opening-sha256") return take_digest(value, peel.opening_hash);
  if (key == "closing-sha256") return take_digest(value, peel.closing_hash);
  if (key == "journal-sha256") return take_digest(value, peel.journal_hash);
  if (key == "verified" && value == kVerified) return {};
  if (key == "chunks") return take_chunks(value, peel);
  if (key == "time") return take_time(value, peel.time);
  return fail(Code::kCorrupt, "unknown line in a peel note");
}

Status check_complete(const Peel& peel) {
  if (!is_recording_id(peel.id)) return fail(Code::kCorrupt, "not a recording id");
  if (peel.request.empty() || peel.request_name.empty())
    return fail(Code::kCorrupt, "the peel note does not say whom the key was sealed to");
  if (peel.key_file.name != key_file_of(peel.kind))
    return fail(Code::kCorrupt, "the key file is not that of what was handed out");
  if (peel.closing_hash.has_value() == peel.journal_hash.has_value())
    return fail(Code::kCorrupt, "a peel note names either the closing note or the journal");
  if (peel.chunks_proven > peel.chunks_listed)
    return fail(Code::kCorrupt, "more chunks are proven than listed");
  return {};
}

}  // namespace

const char* name_of(PeelKind kind) { return kind == PeelKind::kPictures ? "pictures" : "events"; }

const char* key_file_of(PeelKind kind) { return kind == PeelKind::kPictures ? kKey : kEventsKey; }

bool is_handed_out(ChunkKind chunk, PeelKind kind) {
  switch (chunk) {
    case ChunkKind::kTrack:
    case ChunkKind::kPages:
      return kind == PeelKind::kPictures;
    case ChunkKind::kEvents:
      return kind == PeelKind::kEvents;
    case ChunkKind::kCalls:
      return false;
  }
  return false;
}

std::string text_of(const Peel& peel) {
  std::string text = fmt::format("{}\n", kPeelHead);
  const auto line = [&text](std::string_view key, std::string_view value) {
    if (!value.empty()) text += fmt::format("{} {}\n", key, value);
  };
  line("id", peel.id);
  line("of", name_of(peel.kind));
  line("request", peel.request);
  line("request-name", peel.request_name);
  line("key-file", text_of(peel.key_file));
  line("opening-sha256", to_hex(peel.opening_hash));
  if (peel.closing_hash) line("closing-sha256", to_hex(*peel.closing_hash));
  if (peel.journal_hash) line("journal-sha256", to_hex(*peel.journal_hash));
  line("verified", kVerified);
  line("chunks", fmt::format("{} {}", peel.chunks_proven, peel.chunks_listed));
  line("time", to_text(peel.time));
  return text;
}

Result<Peel> parse_peel(std::string_view text) {
  Peel peel;
  TRY(read_lines(text, kPeelHead,
                 [&](std::string_view key, std::string_view value) { return take(key, value, peel); }));
  TRY(check_complete(peel));
  TRY(expect_same(text, text_of(peel)));
  return peel;
}

}  // namespace insyn::recording
