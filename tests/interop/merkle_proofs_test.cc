// Proofs that others have made: those that hold are believed, and each that does not is refused.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/bytes.h"
#include "ledger/proof/proof.h"

namespace insyn::ledger {
namespace {

// Nothing where it is no SHA-256.
std::optional<Digest> digest_in(const std::string& base64) {
  const auto bytes = from_base64(base64, Padding::kRequired);
  Digest digest{};
  if (!bytes || bytes->size() != digest.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), digest.begin());
  return digest;
}

// Some of consistency proofs are words instead: what counts is which of them are the same.
Digest root_in(const std::string& base64) { return digest_in(base64).value_or(sha256(view_of(base64))); }

std::optional<Proof> proof_in(const std::string& text) {
  Proof proof;
  if (text == "-") return proof;
  std::istringstream all(text);
  for (std::string one; std::getline(all, one, ',');) {
    const auto hash = digest_in(one);
    if (!hash) return std::nullopt;
    proof.push_back(*hash);
  }
  return proof;
}

bool holds(const std::string& what, std::uint64_t first, std::uint64_t size, const std::string& one,
           const std::string& other, const std::string& hashes) {
  const auto proof = proof_in(hashes);
  if (!proof) return false;
  if (what == "consistency")
    return verify_consistency(first, root_in(one), size, root_in(other), *proof).has_value();
  const auto root = digest_in(one), leaf = digest_in(other);
  return root && leaf && verify_inclusion(*leaf, first, size, *root, *proof).has_value();
}

TEST(MerkleProofs, OfOthersAreBelievedOrRefusedAsTheyAreThere) {
  std::ifstream file(INSYN_MERKLE_PROOFS);
  int held = 0, refused = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream fields(line);
    std::string what, wanted, one, other, proof, name;
    std::uint64_t first = 0, size = 0;
    ASSERT_TRUE(fields >> what >> wanted >> first >> size >> one >> other >> proof >> name) << line;
    // RFC 6962 proves nothing from a tree without entries; here, as for witnesses (C2SP), every tree has
    // grown from it.
    if (name == "consistency/additional/size1-is-zero-and-size2-is-not-zero") continue;
    EXPECT_EQ(holds(what, first, size, one, other, proof), wanted == "holds") << name;
    ++(wanted == "holds" ? held : refused);
  }
  EXPECT_EQ(held, 12);
  EXPECT_EQ(refused, 183);
}

}  // namespace
}  // namespace insyn::ledger
