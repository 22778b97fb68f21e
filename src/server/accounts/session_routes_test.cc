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

TEST_F(SigningInTest, CountsFromWhereItBeganAlone) {
  const std::string token = server.sign_up("anna", ledger::Role::kReviewer);
  const auto from = [&](const std::string& client) {
    Sent sent{"GET", "/v1/session", "", token};
    sent.client = client;
    return TestServer::said(server.ask(sent));
  };
  EXPECT_EQ(from("192.0.2.1"), "200");
  server.logged.clear();
  EXPECT_EQ(from("192.0.2.2"), "401 another-address");
  EXPECT_NE(server.logged.find("a session of the role reviewer was shown from another address"),
            std::string::npos);
  EXPECT_EQ(server.logged.find("192.0.2"), std::string::npos);
  EXPECT_EQ(from(""), "401 another-address");
  // It ends nothing for its owner, who can also sign in elsewhere with the old cookie still there.
  EXPECT_EQ(from("192.0.2.1"), "200");
  Sent again{"POST", "/v1/sessions", json::line_of({{"account", "anna"}, {"passphrase", kTestPassphrase}}),
             token};
  again.client = "192.0.2.2";
  const http::Answer begun = server.ask(again);
  EXPECT_EQ(begun.status, 200);
  Sent there{"GET", "/v1/session", "", TestServer::token_of(begun)};
  there.client = "192.0.2.2";
  EXPECT_EQ(TestServer::said(server.ask(there)), "200");
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
  ASSERT_TRUE(server.database->erase_deleted({"accounts"}));  // and so writes what it has in memory
  std::string all;
  for (const auto& file :
       std::filesystem::recursive_directory_iterator(test_files(*server.database, server.folder))) {
    if (!file.is_regular_file()) continue;
    std::ifstream in(file.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(in), {});
  }
  EXPECT_NE(all.find("anna"), std::string::npos);
  for (const std::string& secret : {token, invitation, std::string(kTestPassphrase)})
    EXPECT_EQ(all.find(secret), std::string::npos);
  EXPECT_EQ(server.logged.find("anna"), std::string::npos) << server.logged;
}

TEST_F(SigningInTest, BoundsGuessesOfInvitations) {
  server.sign_up("anna", ledger::Role::kReviewer);
  const std::string invitation = invite("anna");
  server.clock.moved += std::chrono::minutes(16);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(accept(fmt::format("{:032x}", i)), "401 invitation");
  EXPECT_EQ(accept(invitation), "429 guesses");
}

// Who sets another passphrase while the one before is being looked at.
TEST_F(SigningInTest, TakesNoPassphraseThatHasEndedMeanwhile) {
  server.sign_up("anna", ledger::Role::kReviewer);
  TestDatabase meanwhile(*server.database);
  const auto routes =
      session_routes({meanwhile, server.accounts, server.sessions, server.guesses, server.passphrases});
  const auto& sign_in_there = std::get<http::Handle>(routes.front().handler);
  http::Request request;
  request.body = json::line_of({{"account", "anna"}, {"passphrase", kTestPassphrase}});
  request.client = "192.0.2.1";
  EXPECT_EQ(TestServer::said(sign_in_there(request)), "200");
  meanwhile.before_write = [&] { invite("anna"); };
  EXPECT_EQ(TestServer::said(sign_in_there(request)), "401 passphrase");
}

TEST_F(SigningInTest, TakesOneSessionAndNoLongPassphrase) {
  const std::string token = server.sign_up("anna", ledger::Role::kReviewer);
  EXPECT_EQ(sign_in("anna", std::string(kLongestPassphrase + 1, 'a')), "400 json");
  EXPECT_EQ(sign_in("anna", std::string(kLongestPassphrase, 'a')), "401 passphrase");
  const auto with = [&](const std::string& cookie) {
    Sent sent{"GET", "/v1/session"};
    sent.fields = {{"cookie", cookie}};
    return TestServer::said(server.ask(sent));
  };
  const std::string own = fmt::format("{}={}", http::kSessionCookie, token);
  EXPECT_EQ(with("a=b; " + own + "; c=d"), "200");
  EXPECT_EQ(with("x" + own), "401 who-is-it");
  EXPECT_EQ(with(own + fmt::format("; {}=x", http::kSessionCookie)), "401 who-is-it")
      << "of two it is not known who has set which";
}

}  // namespace
}  // namespace insyn::server
