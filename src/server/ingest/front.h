// What stands before the chunks in an upload: its head, notes and key files, verified as far as they can be
// without the chunks.
#pragma once

#include "recording/bundle/head.h"
#include "recording/format/chunk_record.h"
#include "recording/format/opening_note.h"
#include "server/ingest/certificates.h"

namespace insyn::server {

struct Front {
  recording::BundleHead head;
  std::uint64_t size = 0;  // bytes, of the head and the files before the first chunk
  Certified certified;
  recording::Opening opening;
  std::string opening_note;
  std::string closing_note;  // empty where it was never closed,
  std::string journal;       // and this where it was
  std::optional<int> withheld_percent;
  std::vector<std::pair<std::string, std::string>> key_files;  // name and bytes
  std::vector<recording::ChunkRecord> chunks;  // as they follow, signed by the recording's key

  const std::string& id() const { return opening.id; }
  Digest opening_hash() const { return sha256(view_of(opening_note)); }
  Digest closing_hash() const { return sha256(view_of(closing_note.empty() ? journal : closing_note)); }
  // Hexadecimal; another one for each other content.
  std::string contents() const;
};

// How many bytes stand before the first chunk of a bundle with this head, which is `head_size` long.
std::uint64_t front_size(const recording::BundleHead& head, std::size_t head_size);

// Verifies all of it, for the recording `id`. `bytes` are as many as front_size() says. 422 (bundle) where it
// is malformed or another recording's; 403 where a signature, a hash or what is listed does not fit
// (certificate, opening, list, key-file), where the opening note is not what the agreement says, or as
// Certificates::check().
OrRefusal<Front> read_front(std::string_view bytes, const std::string& id, Certificates& certificates);

}  // namespace insyn::server
