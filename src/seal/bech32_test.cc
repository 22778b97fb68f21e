#include "seal/bech32.h"

#include <gtest/gtest.h>

#include <cctype>

namespace insyn::seal {
namespace {

constexpr std::string_view kRecipient = "age1vs2wyxelzm32dq3tdxyzqdy5eggn8qd9qehcmxxsdkv6uq7wpvrqjx59ya";

std::string message_for(std::string_view text, std::string_view prefix) {
  auto data = bech32_decode(text, prefix);
  return data ? "accepted" : data.error().message;
}

TEST(Bech32, GoesBothWays) {
  for (std::size_t size = 0; size < 40; ++size) {
    const Bytes data(size, 0xa5);
    for (const std::string_view prefix : {"age", "AGE-SECRET-KEY-"}) {
      const std::string text = bech32_encode(prefix, data);
      const auto back = bech32_decode(text, prefix);
      ASSERT_TRUE(back.has_value()) << text;
      EXPECT_EQ(to_hex(back->view()), to_hex(data));
    }
  }
}

TEST(Bech32, ReadsTheValidTextsOfBip173) {
  EXPECT_EQ(bech32_decode("a12uel5l", "a").value().size(), 0U);
  EXPECT_EQ(to_hex(bech32_decode("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", "abcdef").value().view()),
            "00443214c74254b635cf84653a56d7c675be77df");
}

TEST(Bech32, WritesWhatAgeKeygenWrites) {
  EXPECT_EQ(bech32_encode("age", bech32_decode(kRecipient, "age").value().view()), kRecipient);
}

TEST(Bech32, RefusesEveryChangedCharacter) {
  for (std::size_t i = 0; i < kRecipient.size(); ++i) {
    std::string text(kRecipient);
    text[i] = text[i] == 'q' ? 'p' : 'q';
    EXPECT_FALSE(bech32_decode(text, "age").has_value()) << i;
  }
}

TEST(Bech32, RefusesTheOtherCaseAndMixedCase) {
  std::string text(kRecipient);
  text.back() = 'A';
  EXPECT_FALSE(bech32_decode(text, "age").has_value());
  for (char& c : text) c = static_cast<char>(std::toupper(c));
  EXPECT_FALSE(bech32_decode(text, "age").has_value());
}

TEST(Bech32, NamesThePlaceOfACharacterOutsideItsAlphabet) {
  std::string text(kRecipient);
  text[4] = 'b';
  EXPECT_EQ(message_for(text, "age"), "has an invalid character at position 5");
}

TEST(Bech32, RefusesWhatIsCutOff) {
  for (std::size_t size = 0; size < kRecipient.size(); ++size) {
    EXPECT_FALSE(bech32_decode(kRecipient.substr(0, size), "age").has_value()) << size;
  }
}

TEST(Bech32, RefusesMoreThanItsBound) {
  const std::string longest = bech32_encode("age", Bytes(153, 1));
  EXPECT_LE(longest.size(), kLongestBech32);
  EXPECT_TRUE(bech32_decode(longest, "age").has_value());
  EXPECT_NE(message_for(bech32_encode("age", Bytes(154, 1)), "age").find("but no such key"),
            std::string::npos);
}

TEST(Bech32, RefusesBitsLeftOver) {
  // Each has a right checksum: one has unused bits set, the other a whole unused character.
  EXPECT_EQ(message_for("age1qqpexly5", "age"), "accepted");
  EXPECT_EQ(message_for("age1qpu0j2ex", "age"), "has bits left over after its last byte");
  EXPECT_EQ(message_for("age1qqqyst3gn", "age"), "has bits left over after its last byte");
}

}  // namespace
}  // namespace insyn::seal
