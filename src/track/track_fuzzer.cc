// Hostile chunks. The first byte of an input says what the rest is: 0 a chunk as it is; otherwise a chunk's
// body, given a valid header and zstd frame here, so that the fuzzer spends its time behind them (bit 1: feed
// it twice, the second time as a chunk that follows).
#include <zstd.h>

#include <cstdlib>

#include "track/reader.h"

namespace {

using namespace insyn;
using namespace insyn::track;

Bytes wrap(ByteView body, bool index_point, std::uint32_t number) {
  ByteWriter chunk;
  for (const std::uint8_t byte : kMagic) chunk.u8(byte);
  chunk.u8(kVersion);
  chunk.u8(index_point ? kFlagIndexPoint : 0);
  chunk.u16(0);
  chunk.u32(number);
  chunk.u32(number * 100);
  chunk.u32(number * 100 + 100);
  chunk.u32(static_cast<std::uint32_t>(body.size()));
  Bytes frame(ZSTD_compressBound(body.size()));
  frame.resize(ZSTD_compress(frame.data(), frame.size(), body.data(), body.size(), 1));
  chunk.raw(frame);
  return chunk.take();
}

void check(const Scene& scene) {
  for (const Surface& surface : scene.surfaces()) {
    for (const std::uint32_t pixel : surface.pixels.pixels) {
      const bool known = withheld_of(static_cast<std::uint8_t>(pixel >> 24)).has_value();
      if (is_withheld(pixel) && (!known || (pixel & kColourMask) != 0)) std::abort();
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  ReadLimits limits;
  limits.scene.pixels = 1 << 20;
  limits.body = 1 << 20;
  limits.work = 1 << 22;
  Reader reader(limits);
  const ByteView rest(data + 1, size - 1);
  const auto ignore = [](const Event&) -> Status { return {}; };
  if (data[0] == 0) {
    (void)reader.feed(rest, ignore);
  } else {
    (void)reader.feed(wrap(rest, true, 0), ignore);
    if ((data[0] & 2) != 0) (void)reader.feed(wrap(rest, false, 1), ignore);
  }
  check(reader.scene());
  return 0;
}
