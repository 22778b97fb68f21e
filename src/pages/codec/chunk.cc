#include "pages/codec/chunk.h"

#include <zlib.h>

#include <algorithm>

#include "base/check.h"

namespace insyn::pages {
namespace {

// Ends with its scope.
class Inflater {
 public:
  Inflater() { CHECK(inflateInit2(&stream_, -MAX_WBITS) == Z_OK); }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  z_stream& stream() { return stream_; }

 private:
  z_stream stream_{};
};

Result<Bytes> inflated(ByteView packed, std::size_t size) {
  Bytes body(size + 1);  // so that a byte too many is seen
  Inflater inflater;
  z_stream& stream = inflater.stream();
  stream.next_in = const_cast<Bytef*>(packed.data());  // zlib reads it only
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = body.data();
  stream.avail_out = static_cast<uInt>(body.size());
  const int result = inflate(&stream, Z_FINISH);
  if (stream.total_out > size)
    return fail(Code::kCorrupt, "pages chunk: its body is larger than its header says");
  if (result == Z_BUF_ERROR) return fail(Code::kCorrupt, "pages chunk: its body is cut off");
  if (result != Z_STREAM_END) return fail(Code::kCorrupt, "pages chunk: its body is not a DEFLATE stream");
  if (stream.avail_in > 0) return fail(Code::kCorrupt, "pages chunk: bytes after its body");
  if (stream.total_out < size)
    return fail(Code::kCorrupt, "pages chunk: its body is smaller than its header says");
  body.resize(size);
  return body;
}

}  // namespace

Result<ChunkHeader> read_chunk_header(ByteView chunk) {
  if (chunk.size() < kHeaderSize) return fail(Code::kCorrupt, "pages chunk: shorter than its header");
  if (chunk.size() > kLargestChunk)
    return fail(Code::kCorrupt, "pages chunk: {} bytes are over the limit of {}", chunk.size(),
                kLargestChunk);
  if (!std::equal(std::begin(kMagic), std::end(kMagic), chunk.begin()))
    return fail(Code::kCorrupt, "not a pages chunk: it does not begin with INPG");
  ByteReader reader(chunk.subspan(sizeof kMagic));
  TRY_ASSIGN(const std::uint8_t version, reader.u8());
  if (version != kVersion)
    return fail(Code::kPermanent, "pages chunk: version {} needs another version of Insyn; this one reads {}",
                version, kVersion);
  TRY_ASSIGN(const std::uint8_t flags, reader.u8());
  TRY_ASSIGN(const std::uint16_t reserved, reader.u16());
  if ((flags & ~kFlagIndexPoint) != 0 || reserved != 0)
    return fail(Code::kCorrupt, "pages chunk: unknown flags {:#x} in the header", flags);
  ChunkHeader header;
  header.index_point = (flags & kFlagIndexPoint) != 0;
  TRY_ASSIGN(header.number, reader.u32());
  TRY_ASSIGN(const std::uint32_t begin, reader.u32());
  TRY_ASSIGN(const std::uint32_t end, reader.u32());
  TRY_ASSIGN(header.body, reader.u32());
  if (end < begin) return fail(Code::kCorrupt, "pages chunk: it ends before it begins");
  if (header.body > kLargestBody)
    return fail(Code::kCorrupt, "pages chunk: a body of {} bytes is over the limit of {}", header.body,
                kLargestBody);
  header.begin = PagesTime(begin);
  header.end = PagesTime(end);
  return header;
}

Result<UnpackedChunk> unpack_chunk(ByteView chunk) {
  UnpackedChunk unpacked;
  TRY_ASSIGN(unpacked.header, read_chunk_header(chunk));
  TRY_ASSIGN(unpacked.body, inflated(chunk.subspan(kHeaderSize), unpacked.header.body));
  return unpacked;
}

}  // namespace insyn::pages
