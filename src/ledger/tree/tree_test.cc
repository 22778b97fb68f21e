#include "ledger/tree/tree.h"

#include <gtest/gtest.h>

namespace insyn::ledger {
namespace {

// MTH of RFC 6962, section 2.1, as it stands there.
Digest by_definition(const std::vector<Digest>& leaves, std::size_t begin, std::size_t end) {
  if (begin == end) return empty_root();
  if (end - begin == 1) return leaves[begin];
  std::size_t left = 1;
  while (left * 2 < end - begin) left *= 2;
  return node_hash(by_definition(leaves, begin, begin + left), by_definition(leaves, begin + left, end));
}

TEST(LedgerTree, RootIsThatOfTheStandardAtEachSize) {
  Tree tree;
  std::vector<Digest> leaves;
  for (int size = 0; size <= 300; ++size) {
    ASSERT_EQ(tree.size(), leaves.size());
    ASSERT_EQ(tree.root(), by_definition(leaves, 0, leaves.size())) << size;
    leaves.push_back(leaf_hash(view_of(std::to_string(size))));
    tree.append(leaves.back());
  }
}

// The roots of trees of these entries are those of the reference implementation of Certificate Transparency,
// which other ledgers' tests have as well.
TEST(LedgerTree, RootsAreThoseOfCertificateTransparency) {
  const std::vector<const char*> entries = {
      "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
  const std::vector<const char*> roots = {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  Tree tree;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    tree.append(leaf_hash(from_hex(entries[i]).value()));
    EXPECT_EQ(to_hex(tree.root()), roots[i]) << i;
  }
}

TEST(LedgerTree, GoesOnFromItsPeaks) {
  Tree tree;
  for (int size = 0; size < 70; ++size) {
    auto again = Tree::from_peaks(tree.size(), tree.peaks());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->root(), tree.root());
    const Digest leaf = leaf_hash(view_of(std::to_string(size)));
    tree.append(leaf);
    again->append(leaf);
    EXPECT_EQ(again->root(), tree.root());
  }
}

TEST(LedgerTree, WrongNumberOfPeaksIsRefused) {
  EXPECT_TRUE(Tree::from_peaks(0, {}));
  EXPECT_FALSE(Tree::from_peaks(1, {}));
  EXPECT_FALSE(Tree::from_peaks(0, {Digest{}}));
  EXPECT_FALSE(Tree::from_peaks(7, {Digest{}, Digest{}}));
  EXPECT_TRUE(Tree::from_peaks(kLargestTree, {Digest{}}));
  EXPECT_TRUE(Tree::from_peaks(kLargestTree - 1, std::vector<Digest>(62)));
  EXPECT_FALSE(Tree::from_peaks(kLargestTree + 1, std::vector<Digest>(2)));
  EXPECT_FALSE(Tree::from_peaks(~std::uint64_t{0}, std::vector<Digest>(64)));
}

}  // namespace
}  // namespace insyn::ledger
