// For tests: a ledger's tiles in memory.
#pragma once

#include <algorithm>
#include <map>

#include "ledger/tiles/appender.h"

namespace insyn::ledger {

class MemoryStore final : public Store {
 public:
  Result<std::optional<Bytes>> read(const Tile& tile, std::size_t limit) override {
    const auto found = files.find(path_of(tile));
    if (found == files.end()) return std::optional<Bytes>();
    if (found->second.size() > limit) return fail(Code::kCorrupt, "{} is too long", path_of(tile));
    return std::optional(found->second);
  }
  Status put_if_absent(const Tile& tile, ByteView bytes) override {
    const auto [at, is_new] = files.try_emplace(path_of(tile), bytes.begin(), bytes.end());
    if (is_new || std::ranges::equal(at->second, bytes)) return {};
    return fail(Code::kDenied, "{} is there with other content", path_of(tile));
  }

  std::map<std::string, Bytes> files;
};

// For verify_entries(), by a test to which the entries do not matter.
inline Status nothing(std::uint64_t, ByteView) { return {}; }

// The entries "0", "1", "2" …
inline Bytes entry_number(std::uint64_t number) { return bytes_of(std::to_string(number)); }

// A stored ledger of the first `size` of these, of which each size in `sizes` was stored too.
inline Appender stored_ledger(Store& store, std::uint64_t size,
                              const std::vector<std::uint64_t>& sizes = {}) {
  Appender appender = Appender::open(store, 0, empty_root()).value();
  for (std::uint64_t number = 0; number < size; ++number) {
    if (std::ranges::find(sizes, number) != sizes.end()) (void)appender.store();
    (void)appender.append(entry_number(number));
  }
  (void)appender.store();
  return appender;
}

}  // namespace insyn::ledger
