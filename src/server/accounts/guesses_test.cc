#include "server/accounts/guesses.h"

#include <gtest/gtest.h>

#include "server/accounts/testing.h"

namespace insyn::server {
namespace {

class GuessesTest : public testing::Test {
 protected:
  bool may(const std::string& account, const std::string& client) {
    return !guesses.begin(account, client).value();
  }
  TestLedger place;
  Guesses guesses{*place.database, place.clock, {3, 5, 8, std::chrono::minutes(15)}};
};

TEST_F(GuessesTest, AreFewOfAnAccountByAClient) {
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(may("anna", "192.0.2.1"));
  EXPECT_FALSE(may("anna", "192.0.2.1"));
  EXPECT_TRUE(may("anna", "192.0.2.2"));
  EXPECT_TRUE(may("berit", "192.0.2.1"));
}

TEST_F(GuessesTest, AreBoundedOfAnAccountAndByAClient) {
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(may("anna", fmt::format("192.0.2.{}", i)));
  EXPECT_FALSE(may("anna", "192.0.2.9"));
  for (int i = 0; i < 8; ++i) EXPECT_TRUE(may(fmt::format("a{}", i), "192.0.2.100"));
  EXPECT_FALSE(may("a9", "192.0.2.100"));
  EXPECT_FALSE(may("", "192.0.2.100"));
}

TEST_F(GuessesTest, AreForgottenAfterTheirTimeAndWhenOneWasRight) {
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(may("anna", "192.0.2.1"));
  const auto wait = guesses.begin("anna", "192.0.2.1").value();
  ASSERT_TRUE(wait);
  EXPECT_GT(*wait, std::chrono::minutes(14));
  place.clock.moved += std::chrono::minutes(16);
  EXPECT_TRUE(may("anna", "192.0.2.1"));
  EXPECT_TRUE(place.database->write(
      [&](Transaction& transaction) { return Guesses::was_right(transaction, "anna", "192.0.2.1"); }));
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(may("anna", "192.0.2.1"));
}

TEST_F(GuessesTest, ThatHaveToWaitAreNotCounted) {
  for (int i = 0; i < 20; ++i) may("anna", "192.0.2.1");
  EXPECT_TRUE(may("anna", "192.0.2.2")) << "one client keeps no other from an account";
  EXPECT_TRUE(may("berit", "192.0.2.1"));
}

TEST_F(GuessesTest, ThatWereRightCountForNobody) {
  const auto right = [&](const std::string& account, const std::string& client) {
    EXPECT_TRUE(may(account, client)) << account << client;
    EXPECT_TRUE(place.database->write(
        [&](Transaction& transaction) { return Guesses::was_right(transaction, account, client); }));
  };
  for (int i = 0; i < 20; ++i) right("anna", fmt::format("192.0.2.{}", i));
  for (int i = 0; i < 20; ++i) right(fmt::format("a{}", i), "192.0.2.100");
  // Those of others, and of other accounts, are not forgotten with it.
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(may("anna", "192.0.2.1"));
  right("anna", "192.0.2.2");
  right("berit", "192.0.2.1");
  EXPECT_FALSE(may("anna", "192.0.2.1"));
}

}  // namespace
}  // namespace insyn::server
