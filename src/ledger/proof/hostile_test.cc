// Sizes, numbers and proofs that nobody makes.
#include <gtest/gtest.h>

#include "ledger/proof/proof.h"
#include "ledger/proof/testing.h"

namespace insyn::ledger {
namespace {

constexpr std::uint64_t kOver = kLargestTree + 1;
constexpr std::uint64_t kMost = ~std::uint64_t{0};

// The hash of a tree in which every leaf has the same hash: the subtrees of a level are all alike, so that
// the largest tree there can be is no work.
class EqualNodes final : public Nodes {
 public:
  EqualNodes() {
    levels_.push_back(leaf_number(0));
    for (int level = 1; level < 64; ++level) levels_.push_back(node_hash(levels_.back(), levels_.back()));
  }
  Result<Digest> node(int level, std::uint64_t) override { return levels_[static_cast<std::size_t>(level)]; }

 private:
  std::vector<Digest> levels_;
};

TEST(LedgerProofHostile, LargestTreeThereCanBeIsProven) {
  EqualNodes nodes;
  const Digest root = tree_of(nodes, kLargestTree)->root();
  EXPECT_EQ(prove_consistency(nodes, 1 + kLargestTree / 2, kLargestTree)->size(), kLongestProof);
  for (const std::uint64_t index : {std::uint64_t{0}, kLargestTree / 2, kLargestTree - 1}) {
    const Proof proof = prove_inclusion(nodes, index, kLargestTree).value();
    EXPECT_LE(proof.size(), kLongestProof);
    EXPECT_TRUE(verify_inclusion(leaf_number(0), index, kLargestTree, root, proof));
  }
  for (const std::uint64_t old_size :
       {std::uint64_t{1}, kLargestTree / 2, kLargestTree / 3, kLargestTree - 1}) {
    const Proof proof = prove_consistency(nodes, old_size, kLargestTree).value();
    EXPECT_LE(proof.size(), kLongestProof);
    EXPECT_TRUE(verify_consistency(old_size, tree_of(nodes, old_size)->root(), kLargestTree, root, proof));
  }
}

TEST(LedgerProofHostile, SizesThatNoTreeHasAreRefused) {
  MemoryNodes nodes(4);
  const Digest hash = leaf_number(0);
  for (const std::uint64_t size : {kOver, std::uint64_t{1} << 63, kMost}) {
    EXPECT_FALSE(prove_inclusion(nodes, 0, size));
    EXPECT_FALSE(prove_consistency(nodes, 1, size));
    EXPECT_FALSE(prove_consistency(nodes, size, size));
    for (const std::size_t length : {0U, 1U, 62U, 63U, 64U}) {
      const Proof proof(length, hash);
      EXPECT_FALSE(verify_inclusion(hash, 0, size, hash, proof));
      EXPECT_FALSE(verify_inclusion(hash, size - 1, size, hash, proof));
      EXPECT_FALSE(verify_consistency(1, hash, size, hash, proof));
      EXPECT_FALSE(verify_consistency(size, hash, size, hash, proof));
      EXPECT_FALSE(verify_consistency(size, hash, 1, hash, proof));
    }
  }
}

TEST(LedgerProofHostile, NoEntryIsInATreeThatDoesNotReachIt) {
  MemoryNodes nodes(4);
  EXPECT_FALSE(prove_inclusion(nodes, 0, 0));
  EXPECT_FALSE(prove_inclusion(nodes, 4, 4));
  EXPECT_FALSE(prove_consistency(nodes, 5, 4));
  const Digest hash = leaf_number(0);
  EXPECT_FALSE(verify_inclusion(hash, 0, 0, empty_root(), {}));
  EXPECT_FALSE(verify_inclusion(hash, 0, 0, hash, {}));
  EXPECT_FALSE(verify_inclusion(hash, 1, 1, hash, {}));
  EXPECT_FALSE(verify_inclusion(hash, kMost, kLargestTree, hash, Proof(63, hash)));
}

TEST(LedgerProofHostile, EmptyTreeHasOneRoot) {
  const Digest other = leaf_number(0);
  EXPECT_TRUE(verify_consistency(0, empty_root(), 0, empty_root(), {}));
  EXPECT_TRUE(verify_consistency(0, empty_root(), 7, other, {}));
  EXPECT_FALSE(verify_consistency(0, other, 7, other, {}));
  EXPECT_FALSE(verify_consistency(0, empty_root(), 0, other, {}));
  EXPECT_FALSE(verify_consistency(0, other, 0, other, {}));
  EXPECT_FALSE(verify_consistency(0, empty_root(), 7, other, Proof(1, other)));
}

TEST(LedgerProofHostile, ProofsThatAreTooLongAreRefused) {
  const Digest hash = leaf_number(0);
  const Proof proof(100'000, hash);
  EXPECT_FALSE(verify_inclusion(hash, 0, kLargestTree, hash, proof));
  EXPECT_FALSE(verify_consistency(1, hash, kLargestTree, hash, proof));
}

}  // namespace
}  // namespace insyn::ledger
