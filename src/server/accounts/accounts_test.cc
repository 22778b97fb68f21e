#include "server/accounts/accounts.h"

#include <gtest/gtest.h>

#include <thread>

#include "server/accounts/testing.h"

namespace insyn::server {
namespace {

// Tables from which the removal of an account deletes.
const std::vector<std::string> kHaveAccounts = {"accounts",     "audio_lookups", "findings", "invitations",
                                                "ledger_salts", "searches",      "sessions"};

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
  std::vector<std::string> not_erased() {
    std::vector<std::string> tables;
    EXPECT_TRUE(server.database->read([&](Transaction& transaction) -> Status {
      tables.clear();
      TRY_ASSIGN(const auto rows, transaction.query("SELECT name FROM unerased ORDER BY name"));
      for (const Row& row : rows) tables.push_back(text(row[0]));
      return {};
    }));
    return tables;
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

TEST_F(AccountsTest, LeaveNothingInTheDatabasesFilesThatIsNotNoted) {
  post("/v1/accounts", {{"name", "anna"}, {"role", "reviewer"}});
  EXPECT_EQ(TestServer::said(post("/v1/accounts/removal", {{"name", "anna"}})), "200");
  EXPECT_EQ(not_erased(), server.database->erases_cheaply() ? std::vector<std::string>() : kHaveAccounts);
}

// Whoever reads has what was there before; the server's next round erases it.
TEST_F(AccountsTest, AreRemovedAlsoWhereTheirBytesCannotBeErasedNow) {
  post("/v1/accounts", {{"name", "anna"}, {"role", "reviewer"}});
  ASSERT_TRUE(server.database->read([&](Transaction& reading) -> Status {
    TRY(reading.query("SELECT version FROM schema_version"));
    std::thread([&] {
      EXPECT_EQ(TestServer::said(post("/v1/accounts/removal", {{"name", "anna"}})), "200");
    }).join();
    return {};
  }));
  EXPECT_EQ(TestServer::said(post("/v1/accounts/removal", {{"name", "anna"}})), "404 no-such-account");
  EXPECT_EQ(not_erased(), kHaveAccounts);
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
  server.sign_up("anna", ledger::Role::kAdministrator);
  EXPECT_EQ(TestServer::said(post("/v1/accounts/role", {{"name", "anna"}, {"role", "union"}})), "200");
  EXPECT_EQ(TestServer::said(post("/v1/accounts/removal", {{"name", "chef"}})), "409 last-administrator");
  server.sign_up("berit", ledger::Role::kAdministrator);
  EXPECT_EQ(TestServer::said(post("/v1/accounts/removal", {{"name", "chef"}})), "200");
}

TEST_F(AccountsTest, AreInvitedAgainAndEndWhatTheyHad) {
  EXPECT_EQ(TestServer::said(post("/v1/accounts/invitation", {{"name", "anna"}})), "404 no-such-account");
  const std::string anna = server.sign_up("anna", ledger::Role::kReviewer);
  const std::string berit = server.sign_up("berit", ledger::Role::kReviewer);
  EXPECT_EQ(TestServer::said(post("/v1/accounts/invitation", {{"name", "anna"}})), "200");
  EXPECT_EQ(TestServer::said(server.ask({"GET", "/v1/session", "", anna})), "401 who-is-it");
  EXPECT_EQ(TestServer::said(server.ask({"GET", "/v1/session", "", berit})), "200");
}

TEST_F(AccountsTest, TakeTheirInvitationsWithThem) {
  const auto made = TestServer::json_of(post("/v1/accounts", {{"name", "anna"}, {"role", "reviewer"}}));
  const auto others = TestServer::json_of(post("/v1/accounts", {{"name", "berit"}, {"role", "reviewer"}}));
  EXPECT_EQ(TestServer::said(post("/v1/accounts/removal", {{"name", "anna"}})), "200");
  const auto accept = [&](const json::Json& invitation) {
    const json::Json body{{"invitation", invitation["invitation"]}, {"passphrase", kTestPassphrase}};
    return TestServer::said(server.ask({"POST", "/v1/invitations", json::line_of(body)}));
  };
  EXPECT_EQ(accept(made), "401 invitation");
  EXPECT_EQ(accept(others), "200");
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
