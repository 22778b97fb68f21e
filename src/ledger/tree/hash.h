// The hashes of a ledger's Merkle tree, over SHA-256 (RFC 6962, section 2.1), and how they and the tree's
// size are written in text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/sha256.h"

namespace insyn::ledger {

// In entries. In a larger one a proof could have more than the 63 hashes that witnesses take.
inline constexpr std::uint64_t kLargestTree = std::uint64_t{1} << 62;

// SHA-256(00 ‖ entry).
Digest leaf_hash(ByteView entry);
// SHA-256(01 ‖ left ‖ right).
Digest node_hash(const Digest& left, const Digest& right);
// The root of a tree without entries: SHA-256 of nothing.
Digest empty_root();

// base64 with padding.
std::string hash_text(const Digest& hash);
// What hash_text() writes. kCorrupt otherwise.
Result<Digest> parse_hash(std::string_view text);
// Decimal digits without leading zeros, at most kLargestTree. kCorrupt otherwise.
Result<std::uint64_t> parse_size(std::string_view text);

}  // namespace insyn::ledger
