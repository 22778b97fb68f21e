// Paths of tiles, and bundles of entries, from outside.
#include <cstdlib>

#include "ledger/tiles/bundle.h"

using namespace insyn;
using namespace insyn::ledger;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  const auto tile = parse_tile_path(text_of(bytes));
  if (tile && path_of(*tile) != text_of(bytes)) std::abort();
  for (const int count : {1, 2, 256}) {
    const auto entries = parse_bundle(bytes, count);
    if (!entries) continue;
    Bytes again;
    for (const ByteView entry : *entries) add_to_bundle(again, entry);
    if (again.size() > size || !std::equal(again.begin(), again.end(), data)) std::abort();
  }
  return 0;
}
