// A chunk as bytes: header, then the body that the range coder made.
#pragma once

#include "base/bytes.h"
#include "track/codec/format.h"
#include "track/codec/surfaces.h"

namespace insyn::track {

struct ChunkHeader {
  bool index_point = false;
  std::uint32_t number = 0;  // counts the recording's chunks from 0
  TrackTime begin{0};
  TrackTime end{0};
};

Bytes pack(const ChunkHeader& header, ByteView body);

// A chunk's parts; the body is a view into the chunk.
struct UnpackedChunk {
  ChunkHeader header;
  ByteView body;
};

// Header only: magic, version, flags and times are checked.
Result<ChunkHeader> read_header(ByteView chunk);
// kCorrupt for what no writer of this version would have written; allocates nothing.
Result<UnpackedChunk> unpack(ByteView chunk, std::size_t largest_body = kLargestBody);

}  // namespace insyn::track
