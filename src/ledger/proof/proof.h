// Proofs about a ledger's tree: that it holds an entry (RFC 6962, section 2.1.1), and that it has only grown
// (section 2.1.2). They are made from hashes and verified against hashes; nothing here reads an entry.
#pragma once

#include <span>
#include <vector>

#include "ledger/proof/nodes.h"

namespace insyn::ledger {

// From the entries upwards. As long as the tree is high, and no proof is longer than kLongestProof.
using Proof = std::vector<Digest>;
inline constexpr std::size_t kLongestProof = 63;

// That the entry `index`, counted from 0, is in the tree of the first `size` entries. kPermanent where it is
// not.
Result<Proof> prove_inclusion(Nodes& nodes, std::uint64_t index, std::uint64_t size);
// That the tree of the first `size` entries begins with that of the first `old_size`; empty where that is 0
// or `size`. kPermanent where old_size is larger than size.
Result<Proof> prove_consistency(Nodes& nodes, std::uint64_t old_size, std::uint64_t size);

// kCorrupt where `proof` does not prove it: where one hash is wrong, missing or too much, or where a size or
// index is impossible.
Status verify_inclusion(const Digest& leaf, std::uint64_t index, std::uint64_t size, const Digest& root,
                        std::span<const Digest> proof);
// The same. A tree without entries has the root empty_root().
Status verify_consistency(std::uint64_t old_size, const Digest& old_root, std::uint64_t size,
                          const Digest& root, std::span<const Digest> proof);

}  // namespace insyn::ledger
