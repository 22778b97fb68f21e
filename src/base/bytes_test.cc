#include "base/bytes.h"

#include <gtest/gtest.h>

#include <limits>

namespace insyn {
namespace {

TEST(Bytes, HexAndBase64GoBothWays) {
  const Bytes bytes = {0, 1, 0xfe, 0xff};
  EXPECT_EQ(to_hex(bytes), "0001feff");
  EXPECT_EQ(from_hex("0001feff").value(), bytes);
  EXPECT_EQ(to_base64(bytes, Padding::kRequired), "AAH+/w==");
  EXPECT_EQ(from_base64("AAH+/w==", Padding::kRequired).value(), bytes);
  EXPECT_EQ(from_base64("AAH+/w", Padding::kNone).value(), bytes);
}

TEST(Bytes, RefusesBase64ThatIsNotCanonical) {
  EXPECT_FALSE(from_base64("AAH+/x==", Padding::kRequired).has_value()) << "unused bits set";
  EXPECT_FALSE(from_base64("AAH+/w", Padding::kRequired).has_value()) << "padding missing";
  EXPECT_FALSE(from_base64("AAH+/w==", Padding::kNone).has_value()) << "padding where none belongs";
  EXPECT_FALSE(from_base64("AAH+\n/w==", Padding::kRequired).has_value()) << "white space";
}

TEST(Bytes, RefusesEveryByteThatIsNoLetterOfBase64) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text = {'A', static_cast<char>(byte), 'H', '+'};
    EXPECT_EQ(from_base64(text, Padding::kNone).has_value(),
              kLetters.find(static_cast<char>(byte)) != std::string_view::npos)
        << "byte " << byte;
  }
}

TEST(Bytes, NothingAsHexIsNothing) {
  EXPECT_EQ(to_hex({}), "");
  EXPECT_EQ(from_hex("").value(), Bytes());
}

TEST(Bytes, RefusesHexThatIsOddOrNot) {
  EXPECT_FALSE(from_hex("000").has_value());
  EXPECT_FALSE(from_hex("0g").has_value());
}

TEST(Bytes, NumbersGoBothWays) {
  ByteWriter writer;
  writer.u32(0x12345678);
  writer.varint(std::numeric_limits<std::uint64_t>::max());
  writer.zigzag(std::numeric_limits<std::int64_t>::min());
  writer.sized(Bytes{1, 2, 3});
  const Bytes bytes = writer.take();
  ByteReader reader(bytes);
  EXPECT_EQ(reader.u32().value(), 0x12345678U);
  EXPECT_EQ(reader.varint().value(), std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(reader.zigzag().value(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(reader.sized(3).value().size(), 3U);
  EXPECT_EQ(reader.left(), 0U);
}

TEST(Bytes, ReadingPastTheEndIsAnError) {
  const Bytes bytes = {0x80};
  EXPECT_FALSE(ByteReader(bytes).u16().has_value());
  EXPECT_FALSE(ByteReader(bytes).varint().has_value());
  const Bytes long_number(11, 0xff);
  EXPECT_FALSE(ByteReader(long_number).varint().has_value());
  const Bytes sized = {200, 1, 0};
  EXPECT_FALSE(ByteReader(sized).sized(100).has_value()) << "over the limit";
  EXPECT_FALSE(ByteReader(sized).sized(1000).has_value()) << "more than there is";
}

}  // namespace
}  // namespace insyn
