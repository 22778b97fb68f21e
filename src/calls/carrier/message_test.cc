#include "calls/carrier/message.h"

#include <gtest/gtest.h>

#include "json/members.h"

namespace insyn::calls {
namespace {

// Without the line's end.
template <class Message>
std::string line(const Message& message) {
  std::string text = line_of(message);
  EXPECT_EQ(text.back(), '\n');
  text.pop_back();
  EXPECT_EQ(text.find('\n'), std::string::npos);
  return text;
}

constexpr Nonce kNonce = {0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77,
                          0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff};

TEST(CarrierMessage, ComesBackAsItWas) {
  for (const FromRecorder& one : {FromRecorder(Wanted{{"201", "5502"}, {"pbx"}}), FromRecorder(Wanted{}),
                                  FromRecorder(Asked{"pbx", "call “1”", "leg 1", kNonce})})
    EXPECT_EQ(parse_from_recorder(line(one)).value(), one) << line(one);
  for (const FromCarrier& one :
       {FromCarrier(CarriedStatement{"text\n\n— pbx abc=\n"}), FromCarrier(CarriedAnswer{"text\n"}),
        FromCarrier(CarrierReach{"pbx", Reach::kSource}), FromCarrier(CarrierReach{"pbx", Reach::kServer}),
        FromCarrier(CarrierReach{"pbx", Reach::kNothing})})
    EXPECT_EQ(parse_from_carrier(line(one)).value(), one) << line(one);
}

TEST(CarrierMessage, IsWrittenAsTheDocumentSays) {
  EXPECT_EQ(line(FromRecorder(Wanted{{"201"}, {"pbx"}})),
            R"({"wanted":{"numbers":["201"],"sources":["pbx"]}})");
  EXPECT_EQ(line(FromRecorder(Asked{"pbx", "c", "l", kNonce})),
            R"({"ask":{"source":"pbx","call":"c","leg":"l","nonce":"00112233445566778899aabbccddeeff"}})");
  EXPECT_EQ(line(FromCarrier(CarriedStatement{"a\n"})), R"({"statement":"a\n"})");
  EXPECT_EQ(line(FromCarrier(CarrierReach{"pbx", Reach::kNothing})),
            R"({"reach":{"source":"pbx","to":"nothing"}})");
}

TEST(CarrierMessage, WhatIsNoneIsRefused) {
  for (const char* text :
       {"", "[]", "{}", "{", R"({"wanted":{"numbers":[],"sources":[]},"ask":{}})",
        R"({"wanted":{"numbers":[]}})", R"({"wanted":{"numbers":[" 1"],"sources":[]}})",
        R"({"wanted":{"numbers":[1],"sources":[]}})", R"({"wanted":{"numbers":[],"sources":[],"more":1}})",
        R"({"wanted":{"numbers":[],"sources":[]},"more":1})",
        R"({"ask":{"source":"pbx","call":"c","leg":"l"}})",
        R"({"ask":{"source":"pbx","call":"c","leg":"l","nonce":"0011"}})",
        R"({"ask":{"source":"pbx","call":"c","leg":"l","nonce":"00112233445566778899AABBCCDDEEFF"}})",
        R"({"ask":{"source":"pbx","call":"","leg":"l","nonce":"00112233445566778899aabbccddeeff"}})"})
    EXPECT_FALSE(parse_from_recorder(text)) << text;
  for (const char* text :
       {"", "{}", R"({"statement":1})", R"({"statement":"a","answer":"b"})", R"({"statement":"a","more":1})",
        R"({"reach":{"source":"pbx","to":"moon"}})", R"({"reach":{"source":"pbx"}})"})
    EXPECT_FALSE(parse_from_carrier(text)) << text;
}

TEST(CarrierMessage, AQuestionAloneComesBackAsItWas) {
  const Asked asked{"pbx", "call “1”", "leg 1", kNonce};
  EXPECT_EQ(parse_asked(text_of(asked)).value(), asked);
  for (const char* text :
       {"", "{}", R"({"source":"pbx","call":"c","leg":"l","nonce":"00"})", R"({"ask":{"source":"pbx"}})"})
    EXPECT_FALSE(parse_asked(text)) << text;
}

TEST(CarrierMessage, IsBounded) {
  EXPECT_FALSE(
      parse_from_recorder(line(FromRecorder(Wanted{std::vector<std::string>(kMostNumbers + 1, "1"), {}}))));
  EXPECT_FALSE(parse_from_recorder(line(FromRecorder(Wanted{{std::string(kLongestNumber + 1, '1')}, {}}))));
  EXPECT_FALSE(parse_from_carrier(line(FromCarrier(CarriedAnswer{std::string(kLargestCallNote + 1, 'x')}))));
  // With every byte escaped.
  EXPECT_LE(line(FromCarrier(CarriedAnswer{std::string(kLargestCallNote / 2, '"')})).size(),
            kLongestCarrierLine);
}

}  // namespace
}  // namespace insyn::calls
