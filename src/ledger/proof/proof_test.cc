#include "ledger/proof/proof.h"

#include <gtest/gtest.h>

#include "ledger/proof/testing.h"

namespace insyn::ledger {
namespace {

constexpr std::uint64_t kSizes = 300;

std::vector<Digest> roots() {
  std::vector<Digest> all;
  Tree tree;
  for (std::uint64_t size = 0; size <= kSizes; ++size) {
    all.push_back(tree.root());
    tree.append(leaf_number(size));
  }
  return all;
}

TEST(LedgerProof, EveryEntryIsProvenAtEverySize) {
  MemoryNodes nodes(kSizes);
  const std::vector<Digest> root = roots();
  for (std::uint64_t size = 1; size <= kSizes; ++size) {
    for (std::uint64_t index = 0; index < size; ++index) {
      const Proof proof = prove_inclusion(nodes, index, size).value();
      ASSERT_TRUE(verify_inclusion(leaf_number(index), index, size, root[size], proof))
          << index << " of " << size;
    }
  }
}

TEST(LedgerProof, EverySizeHasGrownFromEverySmallerOne) {
  MemoryNodes nodes(kSizes);
  const std::vector<Digest> root = roots();
  for (std::uint64_t size = 0; size <= kSizes; ++size) {
    for (std::uint64_t old_size = 0; old_size <= size; ++old_size) {
      const Proof proof = prove_consistency(nodes, old_size, size).value();
      ASSERT_TRUE(verify_consistency(old_size, root[old_size], size, root[size], proof))
          << old_size << " to " << size;
    }
  }
}

TEST(LedgerProof, TreeIsMadeOfItsHashes) {
  MemoryNodes nodes(kSizes);
  const std::vector<Digest> root = roots();
  for (std::uint64_t size = 0; size <= kSizes; ++size) EXPECT_EQ(tree_of(nodes, size)->root(), root[size]);
}

// Each byte of each hash of each proof, of sizes around powers of two.
TEST(LedgerProof, FlippedBitIsRefused) {
  MemoryNodes nodes(70);
  const std::vector<Digest> root = roots();
  for (const std::uint64_t size : {1U, 2U, 3U, 7U, 8U, 9U, 33U, 64U, 70U}) {
    for (std::uint64_t index = 0; index < size; ++index) {
      Proof proof = prove_inclusion(nodes, index, size).value();
      for (Digest& hash : proof) {
        for (std::uint8_t& byte : hash) {
          byte ^= 0x10;
          ASSERT_FALSE(verify_inclusion(leaf_number(index), index, size, root[size], proof));
          byte ^= 0x10;
        }
      }
    }
    for (std::uint64_t old_size = 1; old_size < size; ++old_size) {
      Proof proof = prove_consistency(nodes, old_size, size).value();
      for (Digest& hash : proof) {
        for (std::uint8_t& byte : hash) {
          byte ^= 0x01;
          ASSERT_FALSE(verify_consistency(old_size, root[old_size], size, root[size], proof));
          byte ^= 0x01;
        }
      }
    }
  }
}

TEST(LedgerProof, OtherEntryNumberSizeOrRootIsRefused) {
  MemoryNodes nodes(40);
  const std::vector<Digest> root = roots();
  for (std::uint64_t size = 2; size <= 40; ++size) {
    for (std::uint64_t index = 0; index < size; ++index) {
      const Proof proof = prove_inclusion(nodes, index, size).value();
      const Digest leaf = leaf_number(index);
      ASSERT_FALSE(verify_inclusion(leaf_number(index + 1), index, size, root[size], proof));
      ASSERT_FALSE(verify_inclusion(leaf, index ^ 1U, size, root[size], proof));
      ASSERT_FALSE(verify_inclusion(leaf, index, size, root[size - 1], proof));
      ASSERT_FALSE(verify_inclusion(leaf, index, size + 64, root[size], proof));
    }
    for (std::uint64_t old_size = 1; old_size < size; ++old_size) {
      const Proof proof = prove_consistency(nodes, old_size, size).value();
      ASSERT_FALSE(verify_consistency(old_size, root[old_size - 1], size, root[size], proof));
      ASSERT_FALSE(verify_consistency(old_size, root[old_size], size, root[size + 1], proof));
      ASSERT_FALSE(verify_consistency(old_size + size, root[old_size], size, root[size], proof));
    }
  }
}

TEST(LedgerProof, MissingOrAddedHashIsRefused) {
  MemoryNodes nodes(40);
  const std::vector<Digest> root = roots();
  for (std::uint64_t size = 1; size <= 40; ++size) {
    for (std::uint64_t index = 0; index < size; ++index) {
      const Proof proof = prove_inclusion(nodes, index, size).value();
      for (const Digest& more : {Digest{}, root[size]}) {
        Proof longer = proof;
        longer.push_back(more);
        ASSERT_FALSE(verify_inclusion(leaf_number(index), index, size, root[size], longer));
        longer = proof;
        longer.insert(longer.begin(), more);
        ASSERT_FALSE(verify_inclusion(leaf_number(index), index, size, root[size], longer));
      }
      if (!proof.empty()) {
        const Proof shorter(proof.begin(), proof.end() - 1);
        ASSERT_FALSE(verify_inclusion(leaf_number(index), index, size, root[size], shorter));
      }
    }
    for (std::uint64_t old_size = 0; old_size <= size; ++old_size) {
      const Proof proof = prove_consistency(nodes, old_size, size).value();
      Proof longer = proof;
      longer.push_back(root[size]);
      ASSERT_FALSE(verify_consistency(old_size, root[old_size], size, root[size], longer));
      if (proof.empty()) continue;
      const Proof shorter(proof.begin() + 1, proof.end());
      ASSERT_FALSE(verify_consistency(old_size, root[old_size], size, root[size], shorter));
      ASSERT_FALSE(verify_consistency(old_size, root[old_size], size, root[size], {}));
    }
  }
}

}  // namespace
}  // namespace insyn::ledger
