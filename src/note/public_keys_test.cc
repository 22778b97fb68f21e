#include "note/public_keys.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "note/note.h"

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
  struct Needs {
    Role role;
    bool sign, age;
  };
  for (const Needs& needs :
       {Needs{Role::kEmployer, true, true}, Needs{Role::kUnion, true, true},
        Needs{Role::kReviewer, true, true}, Needs{Role::kAgent, true, true},
        Needs{Role::kDevice, true, false}, Needs{Role::kLink, true, false}, Needs{Role::kCalls, true, false},
        Needs{Role::kWitness, true, false}, Needs{Role::kInsight, false, true}}) {
    const char* name = role_name(needs.role);
    const std::string head = fmt::format("insyn_keys = 1\nrole = \"{}\"\nname = \"n\"\n", name);
    EXPECT_TRUE(parse_public_keys(fmt::format("{}{}{}", head, sign, age))) << name;
    EXPECT_EQ(parse_public_keys(head + sign).has_value(), !needs.age) << name;
    EXPECT_EQ(parse_public_keys(head + age).has_value(), !needs.sign) << name;
    EXPECT_EQ(parse_role(name).value(), needs.role);
  }
}

TEST(PublicKeys, OneThatAPartyVouchesForIsReadToo) {
  const Signer party = Signer::generate("party").value();
  const std::string note = sign(kPub, party);
  EXPECT_EQ(parse_public_keys(note).value().name, "Klubben \"Nord\"");
  EXPECT_FALSE(parse_public_keys(note.substr(0, note.size() - 1)));
  EXPECT_FALSE(parse_public_keys(note + "x\n"));
  // Written otherwise it could not be put together again from its fields.
  const auto refused = parse_public_keys(sign(with(std::string(kPub), "role = ", "role =  "), party));
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("not written as insyn keys new writes it"), std::string::npos);
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
