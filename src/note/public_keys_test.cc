#include "note/public_keys.h"

#include <gtest/gtest.h>

#include "base/testing.h"

namespace insyn::note {
namespace {

const std::string kUnionRecipient = "age1" + std::string(58, 'p');

constexpr std::string_view kPub =
    "insyn_keys = 1\n"
    "role = \"union\"\n"
    "name = \"Klubben \\\"Nord\\\"\"\n"
    "sign = \"PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\"\n"
    "age = \"age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq\"\n";

TEST(PublicKeys, FileComesBackByteForByte) {
  const auto keys = parse_public_keys(kPub);
  ASSERT_TRUE(keys) << keys.error().message;
  EXPECT_EQ(keys->role, Role::kUnion);
  EXPECT_EQ(keys->name, "Klubben \"Nord\"");
  EXPECT_EQ(public_keys_text(*keys), kPub);
}

TEST(PublicKeys, EachRoleNeedsItsKeys) {
  const std::string sign = "sign = \"PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\"\n";
  const std::string age = "age = \"" + kUnionRecipient + "\"\n";
  for (const Role role : {Role::kEmployer, Role::kUnion, Role::kAgent, Role::kDevice, Role::kInsight}) {
    const std::string head = fmt::format("insyn_keys = 1\nrole = \"{}\"\nname = \"n\"\n", role_name(role));
    const bool party = role == Role::kEmployer || role == Role::kUnion;
    EXPECT_TRUE(parse_public_keys(fmt::format("{}{}{}", head, sign, age))) << role_name(role);
    EXPECT_EQ(parse_public_keys(head + sign).has_value(), role == Role::kDevice) << role_name(role);
    EXPECT_EQ(parse_public_keys(head + age).has_value(), !party && role != Role::kDevice) << role_name(role);
    EXPECT_EQ(parse_role(role_name(role)).value(), role);
  }
}

TEST(PublicKeys, UnknownKeyVersionRoleAndMalformedValuesAreRefusedWithTheirLine) {
  struct Case {
    std::string_view from, to, message;
  };
  for (const Case& c :
       {Case{"age = ", "aeg = ", "line 5: aeg is not a key"},
        Case{"insyn_keys = 1", "insyn_keys = 2", "line 1: insyn_keys"}, Case{"union", "boss", "line 2: role"},
        Case{"c74f", "c74e", "line 4: sign:"}, Case{"age1q", "age1b", "line 5: age is not an age recipient"},
        Case{"name", "# name", "name is missing"},
        Case{"Klubben", "Klubb\u200Ben", "line 3: the invisible character U+200B"},
        Case{"Klubben", "Klubb\u0435n", "line 3: name has Latin and Cyrillic letters"}}) {
    const auto refused = parse_public_keys(with(std::string(kPub), c.from, c.to));
    ASSERT_FALSE(refused) << c.to;
    EXPECT_NE(refused.error().message.find(c.message), std::string::npos) << refused.error().message;
  }
}

}  // namespace
}  // namespace insyn::note
