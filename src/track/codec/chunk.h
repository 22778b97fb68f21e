// The container of a chunk: a fixed header, then the body that the range coder made. docs/track-format.md,
// "Chunk", has the layout.
#pragma once

#include "base/bytes.h"
#include "track/codec/format.h"
#include "track/codec/scene.h"

namespace insyn::track {

struct ChunkHeader {
  bool index_point = false;
  std::uint32_t number = 0;  // counts the chunks of the recording from 0
  TrackTime begin{0};
  TrackTime end{0};
};

// A body of more than kLargestBody bytes is the caller's bug and CHECKed.
Bytes pack_chunk(const ChunkHeader& header, ByteView body);

// `body` points into the chunk that was unpacked.
struct UnpackedChunk {
  ChunkHeader header;
  ByteView body;
};

// Reads magic, version, flags, number and times; does not look at the body. kCorrupt where one of them is
// invalid, kPermanent where the version is another than kVersion.
Result<ChunkHeader> read_chunk_header(ByteView chunk);
// The same, and kCorrupt where the body is larger than `largest_body` bytes or not as long as the header
// says. Allocates nothing.
Result<UnpackedChunk> unpack_chunk(ByteView chunk, std::size_t largest_body = kLargestBody);

}  // namespace insyn::track
