// Handlers that have nothing to answer yet.
#include "http/served.h"
#include "support/until.h"

namespace insyn::http_test {
namespace {

using support::until;

std::string get(const std::string& target) { return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n"; }

TEST(HttpWaiting, WhoWaitsKeepsNoThreadFromOthers) {
  ServedOptions options;
  options.limits.workers = 1;
  Served served(options);
  std::vector<Client> waiting;
  for (int i = 0; i < 20; ++i) {
    waiting.emplace_back(served.port());
    ASSERT_TRUE(waiting.back().send(get("/news")));
  }
  until("all of them were asked once", [&] { return served.asked_for_news == 20; });
  EXPECT_EQ(Client(served.port()).ask(get("/hello")).body, "hello");
  served.news = true;
  for (Client& one : waiting) EXPECT_EQ(one.receive().body, "news");
  EXPECT_EQ(served.asked_for_news, 40);
}

TEST(HttpWaiting, WhoWaitsIsAnsweredWhenTheTimeIsOver) {
  Served served;
  EXPECT_EQ(Client(served.port()).ask(get("/news?briefly")).body, "none");
  EXPECT_EQ(served.asked_for_news, 2);
}

TEST(HttpWaiting, WhoWaitsIsAnsweredWhenTheServerStops) {
  Served served;
  Client client(served.port());
  ASSERT_TRUE(client.send(get("/news")));
  until("it waits", [&] { return served.asked_for_news == 1; });
  EXPECT_TRUE(served.server->stop(std::chrono::seconds(20)));
  EXPECT_EQ(client.receive().body, "none");
}

TEST(HttpWaiting, ABellWakesWhoWaitsByItAndNobodyElse) {
  ServedOptions options;
  options.limits.workers = 1;
  Served served(options);
  std::vector<Client> waiting;
  for (std::size_t i = 0; i < 3; ++i) {
    waiting.emplace_back(served.port());
    ASSERT_TRUE(waiting.back().send(get("/bell")));
    until("it waits", [&] { return served.bells().size() == i + 1; });
  }
  served.bells()[1]->ring();
  EXPECT_EQ(waiting[1].receive().body, "rung");
  EXPECT_FALSE(served.bells()[0]->is_rung());
  EXPECT_TRUE(served.server->stop(std::chrono::seconds(20)));
  EXPECT_EQ(waiting[0].receive().body, "silent");
  EXPECT_EQ(waiting[2].receive().body, "silent");
  // Nobody is there any more.
  for (const auto& bell : served.bells()) bell->ring();
}

// Twice a second is how often those are looked at who wait without one.
TEST(HttpWaiting, ABellThatIsRungAsTheWaitBeginsIsHeardAtOnce) {
  Served served;
  Client client(served.port());
  const auto begun = std::chrono::steady_clock::now();
  constexpr std::size_t kRounds = 100;
  for (std::size_t round = 0; round < kRounds; ++round) {
    ASSERT_TRUE(client.send(get("/bell")));
    until("it waits", [&] { return served.bells().size() == round + 1; });
    served.bells().back()->ring();
    ASSERT_EQ(client.receive().body, "rung");
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begun, kRounds * std::chrono::milliseconds(250));
}

}  // namespace
}  // namespace insyn::http_test
