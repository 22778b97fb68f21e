#include "server/accounts/sessions.h"

#include <gtest/gtest.h>

#include "server/accounts/testing.h"

namespace insyn::server {
namespace {

class SessionsTest : public testing::Test {
 protected:
  SessionsTest() { server.sign_up("anna", ledger::Role::kReviewer); }
  Digest begin() {
    Sessions::Begun begun;
    EXPECT_TRUE(server.database->write([&](Transaction& transaction) -> Status {
      TRY_ASSIGN(begun, server.sessions.begin(transaction, "anna", "192.0.2.1"));
      return {};
    }));
    EXPECT_EQ(begun.token.size(), 64U);
    return sha256(view_of(begun.token));
  }
  bool is_there(const Digest& token) { return server.sessions.find(token).value().has_value(); }
  TestServer server;
};

TEST_F(SessionsTest, AreFoundByTheirTokensAlone) {
  const Digest token = begin();
  const auto caller = server.sessions.find(token).value();
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->id, "anna");
  EXPECT_EQ(caller->role, http::Role::kReviewer);
  Digest other = token;
  other[0] ^= 1;
  EXPECT_FALSE(is_there(other));
}

TEST_F(SessionsTest, EndByThemselves) {
  const Digest idle = begin();
  server.clock.moved += std::chrono::minutes(119);
  EXPECT_TRUE(is_there(idle));
  server.clock.moved += std::chrono::minutes(119);
  EXPECT_TRUE(is_there(idle));
  server.clock.moved += std::chrono::minutes(121);
  EXPECT_FALSE(is_there(idle));
  const Digest used = begin();
  for (int hour = 1; hour < 12; ++hour) {
    server.clock.moved += std::chrono::hours(1);
    EXPECT_TRUE(is_there(used)) << hour;
  }
  server.clock.moved += std::chrono::hours(1);
  EXPECT_FALSE(is_there(used));
}

TEST_F(SessionsTest, AreEnded) {
  const Digest one = begin(), two = begin(), three = begin();
  EXPECT_TRUE(server.sessions.end(one));
  EXPECT_FALSE(is_there(one));
  EXPECT_TRUE(is_there(two));
  EXPECT_TRUE(server.database->write(
      [](Transaction& transaction) { return Sessions::end_all(transaction, "anna"); }));
  EXPECT_FALSE(is_there(two));
  EXPECT_FALSE(is_there(three));
}

TEST_F(SessionsTest, AreForgottenOnceTheyAreOver) {
  begin();
  server.clock.moved += std::chrono::hours(13);
  EXPECT_TRUE(server.sessions.forget_old());
  EXPECT_TRUE(server.database->read([](Transaction& transaction) -> Status {
    TRY_ASSIGN(const auto rows, transaction.query("SELECT digest FROM sessions"));
    EXPECT_TRUE(rows.empty());
    return {};
  }));
}

}  // namespace
}  // namespace insyn::server
