#include "ledger/tiles/bundle.h"

#include "base/check.h"

namespace insyn::ledger {
namespace {

// Takes the first entry off `rest`; kCorrupt where it is cut off.
Result<ByteView> take_entry(ByteView& rest) {
  if (rest.size() < 2) return fail(Code::kCorrupt, "the bundle of entries is cut off");
  const std::size_t length = (std::size_t{rest[0]} << 8U) | rest[1];
  if (rest.size() - 2 < length) return fail(Code::kCorrupt, "the bundle of entries is cut off");
  const ByteView entry = rest.subspan(2, length);
  rest = rest.subspan(2 + length);
  return entry;
}

}  // namespace

void add_to_bundle(Bytes& bundle, ByteView entry) {
  CHECK(entry.size() <= kLongestEntry);
  bundle.push_back(static_cast<std::uint8_t>(entry.size() >> 8U));
  bundle.push_back(static_cast<std::uint8_t>(entry.size()));
  bundle.insert(bundle.end(), entry.begin(), entry.end());
}

Result<std::vector<ByteView>> parse_bundle(ByteView bundle, int count) {
  std::vector<ByteView> entries;
  ByteView rest = bundle;
  while (!rest.empty()) {
    if (entries.size() == kTileWidth)
      return fail(Code::kCorrupt, "the bundle has more than {} entries", kTileWidth);
    TRY_ASSIGN(const ByteView entry, take_entry(rest));
    entries.push_back(entry);
  }
  const auto wanted = static_cast<std::size_t>(count);
  if (entries.size() < wanted)
    return fail(Code::kCorrupt, "the bundle has {} entries instead of {}", entries.size(), wanted);
  entries.resize(wanted);
  return entries;
}

}  // namespace insyn::ledger
