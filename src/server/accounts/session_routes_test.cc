#include "server/accounts/session_routes.h"

#include <gtest/gtest.h>

#include "server/accounts/testing.h"

namespace insyn::server {
namespace {

class SigningInTest : public testing::Test {
 protected:
  std::string sign_in(const std::string& account, const std::string& passphrase,
                      const std::string& client = "192.0.2.1") {
    Sent sent{"POST", "/v1/sessions", json::line_of({{"account", account}, {"passphrase", passphrase}})};
    sent.client = client;
    last = server.ask(sent);
    return TestServer::said(last);
  }
  std::string accept(const std::string& invitation, const std::string& passphrase = kTestPassphrase) {
    last = server.ask(
        {"POST", "/v1/invitations", json::line_of({{"invitation", invitation}, {"passphrase", passphrase}})});
    return TestServer::said(last);
  }
  std::string invite(const std::string& name) {
    std::string invitation;
    EXPECT_TRUE(server.database->write([&](Transaction& transaction) -> Status {
      TRY_ASSIGN(const auto made, server.accounts.invite(transaction, name));
      invitation = made.value();
      return {};
    }));
    return invitation;
  }

  TestServer server;
  http::Answer last;
};

TEST_F(SigningInTest, TakesThePassphraseThatWasSetByInvitation) {
  server.sign_up("anna", ledger::Role::kReviewer);
  EXPECT_EQ(sign_in("anna", kTestPassphrase), "200");
  EXPECT_EQ(TestServer::json_of(last)["role"], "reviewer");
  const std::string token = TestServer::token_of(last);
  EXPECT_EQ(last.fields.at(0).value,
            fmt::format("__Host-insyn={}; Path=/; Secure; HttpOnly; SameSite=Strict", token));
  EXPECT_EQ(TestServer::json_of(server.ask({"GET", "/v1/session", "", token}))["account"], "anna");
  EXPECT_EQ(sign_in("anna", "another passphrase"), "401 passphrase");
  EXPECT_EQ(sign_in("nobody", kTestPassphrase), "401 passphrase");
  EXPECT_EQ(sign_in("anna", ""), "400 json");
}

TEST_F(SigningInTest, EndsWhenItIsAskedTo) {
  const std::string token = server.sign_up("anna", ledger::Role::kReviewer);
  const http::Answer answer = server.ask({"DELETE", "/v1/session", "", token});
  EXPECT_EQ(answer.status, 200);
  EXPECT_NE(answer.fields.at(0).value.find("Max-Age=0"), std::string::npos);
  EXPECT_EQ(TestServer::said(server.ask({"GET", "/v1/session", "", token})), "401 who-is-it");
}

TEST_F(SigningInTest, IsMeantByWhoeverHasTheSession) {
  const std::string token = server.sign_up("anna", ledger::Role::kReviewer);
  const auto sign_out = [&](std::vector<http::Field> fields) {
    Sent sent{"DELETE", "/v1/session", "", token, std::move(fields)};
    return TestServer::said(server.ask(sent));
  };
  EXPECT_EQ(sign_out({}), "403 cross-site");
  EXPECT_EQ(sign_out({{"x-insyn", "0"}}), "403 cross-site");
  EXPECT_EQ(sign_out({{"x-insyn", "1"}, {"sec-fetch-site", "cross-site"}}), "403 cross-site");
  EXPECT_EQ(sign_out({{"x-insyn", "1"}, {"sec-fetch-site", "same-site"}}), "403 cross-site");
  EXPECT_EQ(sign_out({{"x-insyn", "1"}, {"sec-fetch-site", "same-origin"}}), "200");
}

TEST_F(SigningInTest, TakesAnInvitationOnce) {
  server.sign_up("anna", ledger::Role::kReviewer);
  const std::string first = invite("anna"), second = invite("anna");
  EXPECT_EQ(sign_in("anna", kTestPassphrase), "401 passphrase");
  EXPECT_EQ(accept(first), "401 invitation");
  EXPECT_EQ(accept(second, "elva tecken"), "422 passphrase-too-short");
  EXPECT_EQ(accept(second, "tretton katter"), "200");
  EXPECT_EQ(accept(second), "401 invitation");
  EXPECT_EQ(sign_in("anna", "tretton katter"), "200");
}

TEST_F(SigningInTest, TakesNoInvitationThatIsTooOld) {
  server.sign_up("anna", ledger::Role::kReviewer);
  const std::string invitation = invite("anna");
  server.clock.moved += std::chrono::hours(7 * 24 + 1);
  EXPECT_EQ(accept(invitation), "401 invitation");
}

TEST_F(SigningInTest, BoundsGuesses) {
  server.sign_up("anna", ledger::Role::kReviewer);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(sign_in("anna", "wrong passphrase"), "401 passphrase");
  EXPECT_EQ(sign_in("anna", kTestPassphrase), "429 guesses");
  EXPECT_EQ(sign_in("anna", kTestPassphrase, "192.0.2.2"), "200");
  server.clock.moved += std::chrono::minutes(16);
  EXPECT_EQ(sign_in("anna", kTestPassphrase), "200");
}

TEST_F(SigningInTest, KeepsNoSecretAsItIs) {
  const std::string token = server.sign_up("anna", ledger::Role::kReviewer);
  const std::string invitation = invite("anna");
  std::string all;
  for (const auto& file : std::filesystem::recursive_directory_iterator(server.folder)) {
    if (!file.is_regular_file()) continue;
    std::ifstream in(file.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(in), {});
  }
  EXPECT_NE(all.find("anna"), std::string::npos);
  for (const std::string& secret : {token, invitation, std::string(kTestPassphrase)})
    EXPECT_EQ(all.find(secret), std::string::npos);
  EXPECT_EQ(server.logged.find("anna"), std::string::npos) << server.logged;
}

}  // namespace
}  // namespace insyn::server
