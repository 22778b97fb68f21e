#include "ledger/proof/proof.h"

#include <algorithm>
#include <bit>

namespace insyn::ledger {
namespace {

// The largest power of two below `count`, which is at least 2: where RFC 6962 splits a tree.
std::uint64_t split(std::uint64_t count) { return std::bit_floor(count - 1); }

// Where a proof is on its way up: the place of the subtree that it has come to, counted from the left, and
// that of the last one on the same level.
struct Place {
  std::uint64_t at;
  std::uint64_t last;

  bool has_left_neighbour() const { return (at & 1U) != 0; }
  bool is_last() const { return at == last; }
  void up() {
    at >>= 1U;
    last >>= 1U;
  }
  // Past the levels on which the subtree has no neighbour and so is its own parent.
  void up_to_left_neighbour() {
    while (!has_left_neighbour() && at != 0) up();
  }
};

Failure wrong(const char* what) { return fail(Code::kCorrupt, "the {} proof does not fit", what); }

// The roots of both trees, as far as the proof has come.
struct Roots {
  Digest old_root;
  Digest root;
};

// Takes the hashes of `proof` on the way up. False where there are too many.
bool climb(Place& place, Roots& roots, std::span<const Digest> proof) {
  for (const Digest& hash : proof) {
    if (place.last == 0) return false;
    if (place.has_left_neighbour() || place.is_last()) {
      roots.old_root = node_hash(hash, roots.old_root);
      roots.root = node_hash(hash, roots.root);
      place.up_to_left_neighbour();
    } else {
      roots.root = node_hash(roots.root, hash);
    }
    place.up();
  }
  return true;
}

}  // namespace

Result<Proof> prove_inclusion(Nodes& nodes, std::uint64_t index, std::uint64_t size) {
  if (index >= size || size > kLargestTree)
    return fail(Code::kPermanent, "a ledger of {} entries has none with the number {}", size, index);
  Proof proof;
  for (std::uint64_t begin = 0, end = size; end - begin > 1;) {
    const std::uint64_t middle = begin + split(end - begin);
    const bool left = index < middle;
    TRY_ASSIGN(const Digest other, left ? range_hash(nodes, middle, end) : range_hash(nodes, begin, middle));
    proof.push_back(other);
    (left ? end : begin) = middle;
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

Result<Proof> prove_consistency(Nodes& nodes, std::uint64_t old_size, std::uint64_t size) {
  if (old_size > size || size > kLargestTree)
    return fail(Code::kPermanent, "a ledger of {} entries did not grow from one of {}", size, old_size);
  Proof proof;
  if (old_size == 0 || old_size == size) return proof;
  std::uint64_t begin = 0;
  std::uint64_t end = size;
  while (old_size != end) {
    const std::uint64_t middle = begin + split(end - begin);
    const bool left = old_size <= middle;
    TRY_ASSIGN(const Digest other, left ? range_hash(nodes, middle, end) : range_hash(nodes, begin, middle));
    proof.push_back(other);
    (left ? end : begin) = middle;
  }
  // Where the old tree is itself a subtree of the new one, whoever verifies knows its root.
  if (begin != 0) {
    TRY_ASSIGN(const Digest own, range_hash(nodes, begin, end));
    proof.push_back(own);
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

// RFC 9162, section 2.1.3.2.
Status verify_inclusion(const Digest& leaf, std::uint64_t index, std::uint64_t size, const Digest& root,
                        std::span<const Digest> proof) {
  if (index >= size || size > kLargestTree) return wrong("inclusion");
  Place place{index, size - 1};
  Digest hash = leaf;
  for (const Digest& other : proof) {
    if (place.last == 0) return wrong("inclusion");
    if (place.has_left_neighbour() || place.is_last()) {
      hash = node_hash(other, hash);
      place.up_to_left_neighbour();
    } else {
      hash = node_hash(hash, other);
    }
    place.up();
  }
  if (place.last != 0 || hash != root) return wrong("inclusion");
  return {};
}

// RFC 9162, section 2.1.4.2.
Status verify_consistency(std::uint64_t old_size, const Digest& old_root, std::uint64_t size,
                          const Digest& root, std::span<const Digest> proof) {
  if (old_size > size || size > kLargestTree) return wrong("consistency");
  if ((old_size == 0 && old_root != empty_root()) || (size == 0 && root != empty_root()))
    return wrong("consistency");
  if (old_size == 0 || old_size == size) {
    const bool fits = proof.empty() && (old_size == 0 || old_root == root);
    return fits ? Status() : wrong("consistency");
  }
  Place place{old_size - 1, size - 1};
  while (place.has_left_neighbour()) place.up();
  const bool whole = std::has_single_bit(old_size);
  if (!whole && proof.empty()) return wrong("consistency");
  const Digest& first = whole ? old_root : proof.front();
  Roots roots{first, first};
  if (!climb(place, roots, whole ? proof : proof.subspan(1))) return wrong("consistency");
  if (place.last != 0 || roots.old_root != old_root || roots.root != root) return wrong("consistency");
  return {};
}

}  // namespace insyn::ledger
