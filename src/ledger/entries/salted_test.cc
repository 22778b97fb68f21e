#include "ledger/entries/salted.h"

#include <gtest/gtest.h>

namespace insyn::ledger {
namespace {

TEST(Salted, IsTheHashOfSaltAndName) {
  Salt salt;
  salt.bytes.fill(7);
  Bytes both(salt.bytes.begin(), salt.bytes.end());
  const Bytes name = bytes_of("0123456789abcdef0123456789abcdef");
  both.insert(both.end(), name.begin(), name.end());
  EXPECT_EQ(salted(salt, name).hash, sha256(both));
}

TEST(Salted, SaysNothingWithoutItsOwnSalt) {
  const Salt one = Salt::random(), other = Salt::random();
  EXPECT_NE(one, other);
  EXPECT_NE(salted(one, view_of("a")), salted(other, view_of("a")));
  EXPECT_NE(salted(one, view_of("a")), salted(one, view_of("b")));
  const Digest a = sha256(view_of("a")), b = sha256(view_of("b"));
  EXPECT_NE(salted_contents(one, a, b), salted_contents(one, b, a));
  EXPECT_NE(salted_contents(one, a, b), salted_contents(other, a, b));
}

}  // namespace
}  // namespace insyn::ledger
