// A chunk as bytes: header, then one zstd frame (RFC 8878) of byte streams.
#pragma once

#include <array>
#include <memory>

#include "base/bytes.h"
#include "track/format.h"
#include "track/surfaces.h"

namespace insyn::track {

struct ChunkHeader {
  bool index_point = false;
  std::uint32_t number = 0;  // counts the recording's chunks from 0
  TrackTime begin{0};
  TrackTime end{0};
};

// Streams that grow while a chunk is pending.
using StreamWriters = std::array<ByteWriter, kStreamCount>;

std::size_t total_size(const StreamWriters& streams);

// Compresses chunks; keeps its working memory from one to the next.
class ChunkPacker {
 public:
  ChunkPacker();
  ~ChunkPacker();
  // Empties the streams.
  Bytes pack(const ChunkHeader& header, StreamWriters& streams);

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

// A chunk's streams, as views into `body`.
struct UnpackedChunk {
  ChunkHeader header;
  Bytes body;
  std::array<ByteView, kStreamCount> streams;
};

// Header only: magic, version, flags and times are checked.
Result<ChunkHeader> read_header(ByteView chunk);
// kCorrupt for everything that a writer of this version would not have written; allocates at most
// `largest_body`, and that only after the header and the frame agree on the size.
Result<UnpackedChunk> unpack(ByteView chunk, std::size_t largest_body = kLargestBody);

}  // namespace insyn::track
