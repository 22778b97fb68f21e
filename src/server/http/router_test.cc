#include "server/http/router.h"

#include <gtest/gtest.h>

#include "server/http/client_address.h"
#include "server/http/connection_count.h"

namespace insyn::server::http {
namespace {

Route route(const std::string& method, const std::string& path) {
  return {method, path, {Role::kAnybody}, 0, Handle([](const Request&) { return Answer{}; })};
}

TEST(Router, FindsByMethodAndPathAndNamesTheParameters) {
  const Router router(
      {route("GET", "/a"), route("PUT", "/a"), route("GET", "/a/{id}/b/{n}"), route("GET", "/{x}/c")});
  EXPECT_EQ(router.find("PUT", "/a").route, &router.routes()[1]);
  EXPECT_EQ(router.find("HEAD", "/a").route, &router.routes()[0]);
  const auto found = router.find("GET", "/a/7/b/8");
  ASSERT_EQ(found.route, &router.routes()[2]);
  EXPECT_EQ(found.parameters.at("id"), "7");
  EXPECT_EQ(found.parameters.at("n"), "8");
  for (const char* path : {"/", "/b", "/a/", "/a/7", "/a//b/8", "/a/7/b/8/", "/a/7/b/8/c"})
    EXPECT_EQ(router.find("GET", path).route, nullptr) << path;
  EXPECT_EQ(router.find("DELETE", "/a").allowed, (std::vector<std::string>{"GET", "HEAD", "PUT"}));
  EXPECT_TRUE(router.find("DELETE", "/nothing").allowed.empty());
}

TEST(Router, RestAnswersOnlyGetsOfPathsThatNoRouteHas) {
  const Router router({route("GET", "/a"), route("POST", "/b")}, route("GET", "/*"));
  EXPECT_EQ(router.find("GET", "/a").route, &router.routes()[0]);
  for (const char* method : {"GET", "HEAD"}) EXPECT_EQ(router.find(method, "/c/d").route, &*router.rest());
  EXPECT_EQ(router.find("GET", "/b").route, nullptr);
  EXPECT_EQ(router.find("GET", "/b").allowed, std::vector<std::string>{"POST"});
  EXPECT_EQ(router.find("POST", "/c").route, nullptr);
  EXPECT_TRUE(router.find("POST", "/c").allowed.empty());
}

TEST(Router, PathWithoutAParameterGoesFirst) {
  const Router router({route("GET", "/a/{id}"), route("GET", "/a/counts"), route("POST", "/a/{id}")});
  EXPECT_EQ(router.find("GET", "/a/counts").route, &router.routes()[1]);
  EXPECT_EQ(router.find("GET", "/a/count").route, &router.routes()[0]);
  EXPECT_EQ(router.find("POST", "/a/counts").route, &router.routes()[2]);
}

TEST(RouterDeathTest, TwoRoutesForOneRequestAreABug) {
  EXPECT_DEATH(Router({route("GET", "/a/{id}"), route("GET", "/{x}/b")}), "CHECK|overlap");
  EXPECT_DEATH(Router({route("GET", "/a/b"), route("GET", "/a/b")}), "CHECK|overlap");
}

TEST(ClientAddress, AnIpv6ClientIsItsNetwork) {
  EXPECT_EQ(client_of("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(client_of("::ffff:192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(client_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_EQ(client_of("2001:db8:1:2::9"), client_of("2001:db8:1:2:ffff::"));
  EXPECT_NE(client_of("2001:db8:1:2::9"), client_of("2001:db8:1:3::9"));
  for (const char* none : {"", "a", "192.0.2", "192.0.2.1:80", "[::1]"})
    EXPECT_EQ(client_of(none), "") << none;
  for (const char* here : {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"})
    EXPECT_TRUE(is_loopback(here)) << here;
  for (const char* there : {"0.0.0.0", "::", "192.0.2.1", "localhost", ""})
    EXPECT_FALSE(is_loopback(there)) << there;
}

TEST(ConnectionCount, APlaceIsFreeAgainOnceItIsGivenBack) {
  ConnectionCount count({3, 2});
  auto first = count.enter("a"), second = count.enter("a");
  EXPECT_TRUE(first.place && second.place);
  EXPECT_EQ(count.enter("a").full, ConnectionCount::Full::kAddress);
  auto third = count.enter("b");
  EXPECT_EQ(count.enter("").full, ConnectionCount::Full::kAll);
  EXPECT_EQ(count.count(), 3U);
  second.place.reset();
  EXPECT_TRUE(count.enter("a").place);
  EXPECT_EQ(count.count(), 2U);
}

}  // namespace
}  // namespace insyn::server::http
