// Hostile chunks. The first byte of an input says what the rest is: 0 a chunk as it is; otherwise a chunk's
// body, given a valid header here, so that the fuzzer spends its time behind it (bit 1: feed it twice, the
// second time as a chunk that follows).
#include <cstdlib>

#include "track/codec/chunk.h"
#include "track/codec/reader.h"

namespace {

using namespace insyn;
using namespace insyn::track;

Bytes wrap(ByteView body, bool index_point, std::uint32_t number) {
  return pack_chunk({index_point, number, TrackTime(number * 100), TrackTime(number * 100 + 100)}, body);
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
  limits.work = 1 << 24;
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
