#include "http_client/address.h"

#include <gtest/gtest.h>

namespace insyn::http_client {
namespace {

TEST(Address, OfAServer) {
  const Address address = parse_address("https://Insyn.Example:8443/").value();
  EXPECT_EQ(address.base, "https://insyn.example:8443");
  EXPECT_EQ(address.authority, "insyn.example:8443");
  EXPECT_EQ(address.port, 8443);
  EXPECT_TRUE(address.tls);
}

TEST(Address, ThePortThatIsTheSchemesOwnIsNotNamed) {
  EXPECT_EQ(parse_address("https://insyn.example:443").value().authority, "insyn.example");
  EXPECT_EQ(parse_address("https://insyn.example").value().port, 443);
  EXPECT_EQ(parse_address("http://127.0.0.1:80").value().authority, "127.0.0.1");
}

TEST(Address, WithoutEncryptionOnlyToThisComputer) {
  for (const char* own :
       {"http://127.0.0.1:8080", "http://127.3.2.1", "http://[::1]:8080", "http://localhost:1"})
    EXPECT_TRUE(parse_address(own)) << own;
  for (const char* other : {"http://insyn.example", "http://10.0.0.1:8080", "http://127.0.0.1.example",
                            "http://[::2]:80", "http://localhost.example", "http://127.example:80"}) {
    const auto refused = parse_address(other);
    ASSERT_FALSE(refused) << other;
    EXPECT_EQ(refused.error().code, Code::kDenied) << other;
  }
}

TEST(Address, AnythingElseIsRefused) {
  for (const char* text :
       {"", "insyn.example", "https://", "https:///", "https://:443", "https://insyn.example:0",
        "https://insyn.example:99999", "https://insyn.example:", "https://insyn.example/v1", "https://a@b",
        "https://insyn.example?x", "https://insyn example", "ftp://insyn.example", "https://[::1",
        "https://-insyn.example", "https://[insyn]", "file:///etc/passwd", "https://insyn.example:44 3"}) {
    const auto refused = parse_address(text);
    ASSERT_FALSE(refused) << text;
    EXPECT_EQ(refused.error().code, Code::kCorrupt) << text;
  }
}

}  // namespace
}  // namespace insyn::http_client
