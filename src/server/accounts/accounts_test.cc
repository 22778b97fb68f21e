#include "server/accounts/accounts.h"

#include <gtest/gtest.h>

#include "server/accounts/testing.h"

namespace insyn::server {
namespace {

class AccountsTest : public testing::Test {
 protected:
  AccountsTest() : administrator(server.sign_up("chef", ledger::Role::kAdministrator)) {}

  http::Answer post(const std::string& path, const json::Json& body) {
    return server.ask({"POST", path, json::line_of(body), administrator});
  }
  // The entries about roles, with what is salted by it.
  std::vector<std::string> entries() {
    std::vector<std::string> all;
    for (std::uint64_t number = 0; number < server.head().size; ++number) {
      EXPECT_TRUE(server.database->read([&](Transaction& transaction) -> Status {
        TRY_ASSIGN(const Log::Stood stood, server.log.at(transaction, number));
        const auto& role = std::get<ledger::RoleChanged>(stood.entry.what);
        std::string text = fmt::format("{} {}", name_of(role.change), name_of(role.role));
        for (const char* name : {"anna", "berit", "chef", "init"}) {
          if (stood.kept && ledger::salted(stood.kept->salt, view_of(name)) == role.person)
            text += fmt::format(" {}", name);
        }
        for (const char* name : {"anna", "berit", "chef", "init"}) {
          if (stood.kept && ledger::salted(stood.kept->salt, view_of(name)) == role.by)
            text += fmt::format(" by {}", name);
        }
        all.push_back(text);
        return {};
      }));
    }
    return all;
  }

  TestServer server;
  const std::string administrator;
};

TEST_F(AccountsTest, AreMadeAndChangedAndStandInTheLedger) {
  EXPECT_EQ(TestServer::said(post("/v1/accounts", {{"name", "anna"}, {"role", "reviewer"}})), "200");
  EXPECT_EQ(TestServer::said(post("/v1/accounts", {{"name", "anna"}, {"role", "union"}})),
            "409 account-there");
  EXPECT_EQ(TestServer::said(post("/v1/accounts/role", {{"name", "anna"}, {"role", "union"}})), "200");
  EXPECT_EQ(TestServer::said(post("/v1/accounts/role", {{"name", "anna"}, {"role", "union"}})), "200");
  EXPECT_EQ(TestServer::said(post("/v1/accounts/role", {{"name", "berit"}, {"role", "union"}})),
            "404 no-such-account");
  EXPECT_EQ(entries(),
            (std::vector<std::string>{"given administrator chef by init", "given reviewer anna by chef",
                                      "taken reviewer anna by chef", "given union anna by chef"}));
  EXPECT_EQ(server.head().published, 4U);
  const auto list = TestServer::json_of(server.ask({"GET", "/v1/accounts", "", administrator}));
  ASSERT_EQ(list["accounts"].size(), 2U);
  EXPECT_EQ(list["accounts"][0]["role"], "union");
  EXPECT_EQ(list["accounts"][0]["invited"], true);
}

TEST_F(AccountsTest, ArePeopleWhomTheLedgerForgets) {
  post("/v1/accounts", {{"name", "anna"}, {"role", "reviewer"}});
  EXPECT_EQ(TestServer::said(post("/v1/accounts/removal", {{"name", "anna"}})), "200");
  EXPECT_EQ(TestServer::said(post("/v1/accounts/removal", {{"name", "anna"}})), "404 no-such-account");
  EXPECT_EQ(entries(), (std::vector<std::string>{"given administrator chef by init", "given reviewer",
                                                 "taken reviewer"}));
}

TEST_F(AccountsTest, EndTheirSessionsWithTheirRole) {
  const std::string anna = server.sign_up("anna", ledger::Role::kReviewer);
  EXPECT_EQ(TestServer::said(server.ask({"GET", "/v1/session", "", anna})), "200");
  post("/v1/accounts/role", {{"name", "anna"}, {"role", "union"}});
  EXPECT_EQ(TestServer::said(server.ask({"GET", "/v1/session", "", anna})), "401 who-is-it");
  const std::string berit = server.sign_up("berit", ledger::Role::kReviewer);
  post("/v1/accounts/removal", {{"name", "berit"}});
  EXPECT_EQ(TestServer::said(server.ask({"GET", "/v1/session", "", berit})), "401 who-is-it");
}

TEST_F(AccountsTest, KeepAnAdministrator) {
  EXPECT_EQ(TestServer::said(post("/v1/accounts/removal", {{"name", "chef"}})), "409 last-administrator");
  EXPECT_EQ(TestServer::said(post("/v1/accounts/role", {{"name", "chef"}, {"role", "union"}})),
            "409 last-administrator");
}

TEST_F(AccountsTest, HaveNamesThatAreShownAsTheyAre) {
  EXPECT_EQ(TestServer::said(post("/v1/accounts", {{"name", "anna\u202e"}, {"role", "reviewer"}})),
            "422 account-name");
  EXPECT_EQ(TestServer::said(post("/v1/accounts", {{"name", std::string(101, 'a')}, {"role", "reviewer"}})),
            "400 json");
  for (const json::Json& body : {json::Json{{"name", "anna"}}, json::Json{{"name", "anna"}, {"role", "boss"}},
                                 json::Json{{"name", 7}, {"role", "union"}},
                                 json::Json{{"name", "anna"}, {"role", "union"}, {"more", 1}}})
    EXPECT_EQ(TestServer::said(post("/v1/accounts", body)), "400 json") << body;
}

}  // namespace
}  // namespace insyn::server
