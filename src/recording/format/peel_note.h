// What the union signs when it has taken its layer off a recording's key for one request: what it verified,
// and what it handed out to whom. It is in the certificate's place where a reviewer verifies: it says nothing
// of whose recording it is. Lines of "key value" in a fixed order; docs/recording.md describes them byte for
// byte.
#pragma once

#include <optional>
#include <string>

#include "recording/format/opening_note.h"

namespace insyn::recording {

// What is handed out: pictures (with pages and audio), or events.
enum class PeelKind { kPictures, kEvents };
const char* name_of(PeelKind kind);      // "pictures", "events"
const char* key_file_of(PeelKind kind);  // kKey, kEventsKey
// Whether a chunk of this kind is opened by what is handed out, and so handed out with it.
bool is_handed_out(ChunkKind chunk, PeelKind kind);

struct Peel {
  std::string id;  // of the recording
  PeelKind kind = PeelKind::kPictures;
  std::string request;                 // "age1…": the request key that the rest is sealed to
  std::string request_name;            // as its .pub says
  KeyFileRecord key_file;              // as it was sealed to the request key
  Digest opening_hash{};               // SHA-256 of the notes, with their signatures
  std::optional<Digest> closing_hash;  // exactly one of these two: of the closing note,
  std::optional<Digest> journal_hash;  // or, where it was never closed, of the journal
  // What the union verified: always certificate, notes, key files and the list; and of the chunks that it
  // lists so many.
  std::uint64_t chunks_proven = 0;
  std::uint64_t chunks_listed = 0;
  Utc time{};
  bool operator==(const Peel&) const = default;
};

std::string text_of(const Peel& peel);
// kCorrupt with the line number and the reason where the text is not exactly what text_of() would write.
Result<Peel> parse_peel(std::string_view text);

}  // namespace insyn::recording
