#include "ledger/tree/hash.h"

#include <gtest/gtest.h>

namespace insyn::ledger {
namespace {

TEST(LedgerHash, LeavesAndNodesAreToldApart) {
  // Of RFC 6962, section 2.1: the hash of no entries, and of one empty entry.
  EXPECT_EQ(to_hex(empty_root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(to_hex(leaf_hash({})), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  const Digest a = leaf_hash(view_of("a")), b = leaf_hash(view_of("b"));
  Bytes both(a.begin(), a.end());
  both.insert(both.end(), b.begin(), b.end());
  EXPECT_NE(node_hash(a, b), leaf_hash(both));
  EXPECT_NE(node_hash(a, b), node_hash(b, a));
}

TEST(LedgerHash, TextComesBackAndNothingElseIsRead) {
  const Digest hash = leaf_hash(view_of("a"));
  EXPECT_EQ(parse_hash(hash_text(hash)).value(), hash);
  const std::string text = hash_text(hash);
  for (const std::string& wrong : {std::string(), text.substr(0, 43), text.substr(0, 40), text + "\n",
                                   " " + text, text + "AAAA", text.substr(1)})
    EXPECT_FALSE(parse_hash(wrong)) << wrong;
}

TEST(LedgerHash, SizesAreDecimalWithoutLeadingZerosAndBounded) {
  EXPECT_EQ(parse_size("0").value(), 0u);
  EXPECT_EQ(parse_size("4611686018427387904").value(), kLargestTree);
  for (const char* wrong :
       {"", "00", "01", "-1", "+1", " 1", "1 ", "1\n", "0x1", "1e3", "4611686018427387905",
        "9223372036854775807", "9223372036854775808", "18446744073709551616", "99999999999999999999999999"})
    EXPECT_FALSE(parse_size(wrong)) << wrong;
}

}  // namespace
}  // namespace insyn::ledger
