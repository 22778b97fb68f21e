#include "server/http/query.h"

#include <gtest/gtest.h>

namespace insyn::server::http {
namespace {

TEST(HttpQuery, IsDecoded) {
  EXPECT_EQ(parse_query(""), Query());
  EXPECT_EQ(parse_query("?a=1&b=f%C3%B6r+v&c="), (Query{{"a", "1"}, {"b", "för v"}, {"c", ""}}));
  for (const char* wrong : {"?a", "?a=1&a=2", "?a=%", "?a=%4", "?a=%4g", "?a=1&&b=2"})
    EXPECT_EQ(parse_query(wrong), std::nullopt) << wrong;
  EXPECT_EQ(parse_count("17", 20), 17U);
  for (const char* wrong : {"", "21", "-1", "1x", "0x1"})
    EXPECT_EQ(parse_count(wrong, 20), std::nullopt) << wrong;
}

TEST(HttpQuery, InPairsANameMayStandTwice) {
  EXPECT_EQ(parse_query_pairs("?n=1&m=2&n=%31"), (QueryPairs{{"n", "1"}, {"m", "2"}, {"n", "1"}}));
  EXPECT_EQ(parse_query_pairs("?n"), std::nullopt);
}

}  // namespace
}  // namespace insyn::server::http
