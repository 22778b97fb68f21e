// The container of a chunk: a header, then the packed body. docs/pages-format.md, "Chunk", has the layout.
#pragma once

#include "base/bytes.h"
#include "pages/codec/format.h"

namespace insyn::pages {

struct ChunkHeader {
  bool index_point = false;
  std::uint32_t number = 0;  // counts the chunks of the recording from 0
  PagesTime begin{0};
  PagesTime end{0};
  std::size_t body = 0;  // bytes when unpacked
};

// Does not look at the body. kCorrupt where a field is invalid, kPermanent where the version is another than
// kVersion.
Result<ChunkHeader> read_chunk_header(ByteView chunk);

struct UnpackedChunk {
  ChunkHeader header;
  Bytes body;
};

// The same, and kCorrupt where what follows is not one DEFLATE stream of as many bytes as the header says; no
// more of it is unpacked than that.
Result<UnpackedChunk> unpack_chunk(ByteView chunk);

}  // namespace insyn::pages
