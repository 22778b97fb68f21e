#include "seal/hkdf.h"

#include <gtest/gtest.h>

namespace insyn::seal {
namespace {

// RFC 5869, appendix A: the first 32 bytes of each output.
TEST(Hkdf, AgreesWithRfc5869) {
  const Bytes info = from_hex("f0f1f2f3f4f5f6f7f8f9").value();
  EXPECT_EQ(
      to_hex(
          hkdf_sha256(Bytes(22, 0x0b), from_hex("000102030405060708090a0b0c").value(), text_of(info)).view()),
      "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
}

TEST(Hkdf, AgreesWithRfc5869WithoutSaltAndInfo) {
  EXPECT_EQ(to_hex(hkdf_sha256(Bytes(22, 0x0b), {}, "").view()),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
}

}  // namespace
}  // namespace insyn::seal
