#include "server/access/searches.h"

#include <gtest/gtest.h>

#include "server/access/testing.h"

namespace insyn::server {
namespace {

class SearchesTest : public AccessTest {
 protected:
  std::string put(const std::string& name, const std::string& query, const std::string& session) {
    return put_text(json::line_of({{"name", name}, {"query", query}}), session);
  }
  std::string put_text(const std::string& body, const std::string& session) {
    last = centre.ask({"PUT", "/v1/searches", body, session});
    return TestServer::said(last);
  }
  std::string remove(const std::string& query, const std::string& session) {
    return TestServer::said(centre.ask({"DELETE", "/v1/searches" + query, "", session}));
  }
  // "name=query" of each.
  std::vector<std::string> saved(const std::string& session) {
    EXPECT_EQ(get("/v1/searches", session), "200");
    const json::Json body = json();
    std::vector<std::string> all;
    for (const json::Json& one : body["searches"])
      all.push_back(one["name"].get<std::string>() + "=" + one["query"].get<std::string>());
    return all;
  }
  using Saved = std::vector<std::string>;
};

TEST_F(SearchesTest, AreEachAccountsOwn) {
  EXPECT_EQ(saved(reviewer), Saved{});
  EXPECT_EQ(put("Långa <b>", "?minutes_from=15&order=longest", reviewer), "200");
  EXPECT_EQ(put("Flytt", "", reviewer), "200");
  EXPECT_EQ(saved(reviewer), (Saved{"Flytt=", "Långa <b>=?minutes_from=15&order=longest"}));
  EXPECT_EQ(saved(other), Saved{});
  EXPECT_EQ(put("Flytt", "?kind=flytt", other), "200");
  EXPECT_EQ(put("Flytt", "?kind=annat", reviewer), "200");
  EXPECT_EQ(saved(reviewer), (Saved{"Flytt=?kind=annat", "Långa <b>=?minutes_from=15&order=longest"}));
  EXPECT_EQ(remove("?name=L%C3%A5nga%20%3Cb%3E", reviewer), "200");
  EXPECT_EQ(saved(reviewer), Saved{"Flytt=?kind=annat"});
  EXPECT_EQ(saved(other), Saved{"Flytt=?kind=flytt"});
  for (const char* wrong : {"", "?account=granskare-2", "?name=a&name=b", "?name"})
    EXPECT_EQ(remove(wrong, reviewer), "400 query") << wrong;
}

TEST_F(SearchesTest, AreBounded) {
  for (std::int64_t i = 0; i < kMostSearches; ++i)
    ASSERT_EQ(put(fmt::format("{:0{}}", i, kLongestSearchName), std::string(kLongestSearch, 'q'), reviewer),
              "200");
  EXPECT_EQ(put("one more", "", reviewer), "409 too-many");
  EXPECT_EQ(put(fmt::format("{:0{}}", 7, kLongestSearchName), "?kind=a", reviewer), "200");
  EXPECT_EQ(put(std::string(kLongestSearchName + 1, 'n'), "", other), "400 json");
  EXPECT_EQ(put("a", std::string(kLongestSearch + 1, 'q'), other), "400 json");
  for (const char* wrong :
       {"[]", "{}", R"({"name":"a"})", R"({"name":"","query":""})", R"({"query":""})",
        R"({"name":"a","query":"","account":"granskare"})", R"({"name":1,"query":""})", ""})
    EXPECT_EQ(put_text(wrong, other), "400 json") << wrong;
  EXPECT_EQ(saved(other), Saved{});
}

TEST_F(SearchesTest, AreNotChangedByAnotherSite) {
  Sent sent{"PUT", "/v1/searches", R"({"name":"a","query":""})", reviewer, {}};
  EXPECT_EQ(TestServer::said(centre.ask(sent)), "403 cross-site");
  sent.fields = {{"x-insyn", "1"}, {"sec-fetch-site", "cross-site"}};
  EXPECT_EQ(TestServer::said(centre.ask(sent)), "403 cross-site");
  EXPECT_EQ(put("a", "", union_), "403 role");
}

TEST_F(SearchesTest, GoWithTheAccount) {
  EXPECT_EQ(put("Flytt", "?kind=flytt", reviewer), "200");
  const std::string chief = centre.sign_up("chef", ledger::Role::kAdministrator);
  ASSERT_EQ(post("/v1/accounts/removal", R"({"name":"granskare"})", chief), "200");
  EXPECT_EQ(saved(centre.sign_up("granskare", ledger::Role::kReviewer)), Saved{});
}

}  // namespace
}  // namespace insyn::server
