// A checkpoint states how a ledger was at one time (https://c2sp.org/tlog-checkpoint): the text of a signed
// note with the ledger's name, its number of entries and its root.
#pragma once

#include <string>
#include <vector>

#include "ledger/tree/hash.h"

namespace insyn::ledger {

inline constexpr std::size_t kLongestOrigin = 255;
// Of the note, with all its signatures.
inline constexpr std::size_t kLargestCheckpoint = std::size_t{64} << 10;

struct Checkpoint {
  std::string origin;  // the ledger's name
  std::uint64_t size = 0;
  Digest root = empty_root();
  // Lines that other people's ledgers may add. Their meaning is not known, and our own ledgers have none.
  std::vector<std::string> extensions;
  bool operator==(const Checkpoint&) const = default;
};

// Whether a ledger may have this name: 1 to kLongestOrigin bytes of UTF-8 without characters that mislead.
bool is_origin(std::string_view text);

std::string text_of(const Checkpoint& checkpoint);
// kCorrupt where it is not exactly what text_of() would write.
Result<Checkpoint> parse_checkpoint(std::string_view text);

}  // namespace insyn::ledger
