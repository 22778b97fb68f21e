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

}  // namespace
}  // namespace insyn::http_test
