#include "base/sha256.h"

#include <gtest/gtest.h>

namespace insyn {
namespace {

TEST(Sha256, AgreesWithFips180) {
  EXPECT_EQ(to_hex(sha256(view_of("abc"))),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Sha256().add(view_of("a")).add(view_of("bc")).digest(), sha256(view_of("abc")));
}

}  // namespace
}  // namespace insyn
