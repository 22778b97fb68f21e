#include "pages/codec/body_reader.h"

#include "pages/codec/testing_chunks.h"

namespace insyn::pages {
namespace {

using testing::Body;
using testing::message_of;

Result<Number> number_of_bytes(Bytes bytes) {
  BodyReader reader(bytes);
  return reader.number();
}

TEST(BodyReader, NumbersAreReadInTheirShortestFormOnly) {
  for (const Number value : {Number{0}, Number{1}, Number{127}, Number{128}, kLargestNumber}) {
    const Body body = Body().number(value);
    BodyReader reader(body.bytes());
    EXPECT_EQ(reader.number().value(), value);
    EXPECT_TRUE(reader.at_end());
  }
  EXPECT_NE(message_of(number_of_bytes({})), "");
  EXPECT_NE(message_of(number_of_bytes({0x80})), "");
  EXPECT_NE(message_of(number_of_bytes({0x80, 0})), "");
  EXPECT_NE(message_of(number_of_bytes({0x81, 0x80, 0})), "");
  EXPECT_NE(message_of(number_of_bytes({0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10})), "");
  EXPECT_NE(message_of(number_of_bytes({0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1})), "");
}

TEST(BodyReader, LengthsAreWithinTheirBounds) {
  for (const Px value : {Px{0}, Px{1}, Px{-1}, kFarthest, -kFarthest}) {
    const Body body = Body().px(value);
    BodyReader reader(body.bytes());
    EXPECT_EQ(reader.px().value(), value);
  }
  for (const Px value : {kFarthest + 1, -kFarthest - 1}) {
    const Body body = Body().px(value);
    BodyReader reader(body.bytes());
    EXPECT_NE(message_of(reader.px()), "");
  }
}

TEST(BodyReader, NothingIsReadPastTheEnd) {
  const Bytes text{3, 'a', 'b'};
  EXPECT_EQ(message_of(BodyReader(text).text()), "the body ends within it");
  EXPECT_EQ(message_of(BodyReader(text).raw(4)), "the body ends within it");
  EXPECT_EQ(message_of(BodyReader(text).raw(kLargestNumber)), "the body ends within it");
  EXPECT_EQ(message_of(BodyReader(text).raw(3)), "");
}

TEST(BodyReader, TextsAreUnicodeWithoutZero) {
  for (const char* text : {"", "a", "\xC3\xA5", "\xF0\x9F\x98\x80", "\xEF\xBB\xBFx"}) {
    const Body body = Body().text(text);
    BodyReader reader(body.bytes());
    EXPECT_EQ(reader.text().value(), text);
  }
  for (const std::string& text :
       {std::string("\x80"), std::string("\xC0\x80"), std::string("\xED\xA0\x80"), std::string("a\0b", 3),
        std::string("\xF4\x90\x80\x80"), std::string("\xE2\x82")}) {
    const Body body = Body().text(text);
    BodyReader reader(body.bytes());
    EXPECT_NE(message_of(reader.text()), "");
  }
}

}  // namespace
}  // namespace insyn::pages
