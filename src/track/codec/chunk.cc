#include "track/codec/chunk.h"

#include <algorithm>

#include "base/check.h"

namespace insyn::track {
namespace {

Status check_flags(std::uint8_t flags, std::uint16_t reserved) {
  if ((flags & ~kFlagIndexPoint) != 0 || reserved != 0)
    return fail(Code::kCorrupt, "track chunk: unknown flags {:#x} in the header", flags);
  return {};
}

}  // namespace

Bytes pack_chunk(const ChunkHeader& header, ByteView body) {
  CHECK(body.size() <= kLargestBody);
  ByteWriter chunk;
  for (const std::uint8_t byte : kMagic) chunk.u8(byte);
  chunk.u8(kVersion);
  chunk.u8(header.index_point ? kFlagIndexPoint : 0);
  chunk.u16(0);
  chunk.u32(header.number);
  chunk.u32(static_cast<std::uint32_t>(header.begin.count()));
  chunk.u32(static_cast<std::uint32_t>(header.end.count()));
  chunk.u32(static_cast<std::uint32_t>(body.size()));
  chunk.raw(body);
  return chunk.take();
}

Result<ChunkHeader> read_chunk_header(ByteView chunk) {
  if (chunk.size() < kHeaderSize) return fail(Code::kCorrupt, "track chunk: shorter than its header");
  if (!std::equal(std::begin(kMagic), std::end(kMagic), chunk.begin()))
    return fail(Code::kCorrupt, "not a track chunk: it does not begin with INTR");
  ByteReader reader(chunk.subspan(sizeof kMagic));
  TRY_ASSIGN(const std::uint8_t version, reader.u8());
  if (version != kVersion)
    return fail(Code::kPermanent, "track chunk: version {} needs another version of Insyn; this one reads {}",
                version, kVersion);
  TRY_ASSIGN(const std::uint8_t flags, reader.u8());
  TRY_ASSIGN(const std::uint16_t reserved, reader.u16());
  TRY(check_flags(flags, reserved));
  ChunkHeader header;
  header.index_point = (flags & kFlagIndexPoint) != 0;
  TRY_ASSIGN(header.number, reader.u32());
  TRY_ASSIGN(const std::uint32_t begin, reader.u32());
  TRY_ASSIGN(const std::uint32_t end, reader.u32());
  if (end < begin) return fail(Code::kCorrupt, "track chunk: it ends before it begins");
  header.begin = TrackTime(begin);
  header.end = TrackTime(end);
  return header;
}

Result<UnpackedChunk> unpack_chunk(ByteView chunk, std::size_t largest_body) {
  UnpackedChunk unpacked;
  TRY_ASSIGN(unpacked.header, read_chunk_header(chunk));
  ByteReader size_field(chunk.subspan(kHeaderSize - 4, 4));
  TRY_ASSIGN(const std::uint32_t size, size_field.u32());
  if (size > largest_body)
    return fail(Code::kCorrupt, "track chunk: a body of {} bytes is over the limit of {}", size,
                largest_body);
  unpacked.body = chunk.subspan(kHeaderSize);
  if (size != unpacked.body.size())
    return fail(Code::kCorrupt, "track chunk: a body of {} bytes where its header says {}",
                unpacked.body.size(), size);
  return unpacked;
}

}  // namespace insyn::track
