// The two paths of whoever hands out call statements, over real HTTP.
#include <gtest/gtest.h>

#include "calls/carrier/news.h"
#include "calls/serve/routes.h"
#include "calls/statement/testing.h"
#include "http/openapi.h"
#include "http/served.h"
#include "support/until.h"

namespace insyn::calls {
namespace {

using http_test::Client;
using http_test::Reply;
using server::http::Role;
using support::until;

// Answers what a test says, when it says so.
class TestDesk final : public Desk {
 public:
  void ask(const Asked& asked, std::function<void(Answered)> answered) override {
    std::optional<Answered> at_once;
    {
      const std::lock_guard lock(mutex_);
      questions_.push_back(asked);
      at_once = answers_;
      if (!at_once) waiting_.push_back(answered);
    }
    if (at_once) answered(*at_once);
  }
  std::vector<CarrierReach> reach() const override {
    const std::lock_guard lock(mutex_);
    return reach_;
  }

  void answer_at_once(Answered answer) { answers_ = std::move(answer); }
  std::size_t questions() const {
    const std::lock_guard lock(mutex_);
    return questions_.size();
  }
  void answer_all(const Answered& answer) {
    std::vector<std::function<void(Answered)>> waiting;
    {
      const std::lock_guard lock(mutex_);
      waiting.swap(waiting_);
    }
    for (const auto& one : waiting) one(answer);
  }
  void set_reach(Reach reach) {
    const std::lock_guard lock(mutex_);
    reach_ = {{"pbx", reach}};
  }

 private:
  mutable std::mutex mutex_;
  std::vector<Asked> questions_;
  std::vector<std::function<void(Answered)>> waiting_;
  std::optional<Answered> answers_;
  std::vector<CarrierReach> reach_ = {{"pbx", Reach::kSource}};
};

class ServeCalls : public ::testing::Test {
 protected:
  explicit ServeCalls(bool reads_all = false)
      : served(options(
            call_routes({log, desk, clock, {Role::kAnybody}, [reads_all](const server::http::Caller&) {
                           return reads_all;
                         }}))) {}
  ~ServeCalls() override { served.server.reset(); }

  static http_test::ServedOptions options(std::vector<server::http::Route> routes) {
    http_test::ServedOptions options;
    options.limits.workers = 1;
    options.more = std::move(routes);
    return options;
  }
  static std::string get(const std::string& query) {
    return "GET /v1/calls" + query + " HTTP/1.1\r\nHost: a\r\n\r\n";
  }
  static std::string post(const std::string& body) {
    return fmt::format("POST /v1/calls/answers HTTP/1.1\r\nHost: a\r\nContent-Length: {}\r\n\r\n{}",
                       body.size(), body);
  }
  // As the page of the interface says it.
  static Reply checked(const std::string& method, const std::string& path, Reply reply) {
    EXPECT_EQ(http_test::against_openapi(method, path, reply), "");
    return reply;
  }
  static News news(Reply reply) {
    checked("GET", "/v1/calls", reply);
    EXPECT_EQ(reply.status, 200);
    return parse_news(reply.body).value();
  }
  static bool has_code(const Reply& reply, int status, const std::string& code) {
    return reply.status == status && reply.body.find("\"" + code + "\"") != std::string::npos;
  }
  void add(const std::string& number, const std::string& note) {
    Statement said = example_statement();
    said.agent = number;
    log.add(said, note, clock.mono());
  }

  const SystemClock clock;
  StatementLog log;
  TestDesk desk;
  http_test::Served served;
};

TEST_F(ServeCalls, WhatIsThereComesAtOnceAndWhatFollowsWhenItIsThere) {
  add("201", "one\n");
  Client client(served.port());
  const News first = news(client.ask(get("?number=201&number=5502")));
  EXPECT_EQ(first.statements, std::vector<std::string>{"one\n"});
  EXPECT_EQ(first.sources, (std::vector<CarrierReach>{{"pbx", Reach::kSource}}));
  ASSERT_TRUE(client.send(get("?number=201&number=5502&after=" + first.next)));
  until("it waits", [&] { return log.waiting() == 1; });
  Client other(served.port());
  ASSERT_TRUE(other.send(get("?number=7&after=" + first.next)));
  until("both wait", [&] { return log.waiting() == 2; });
  const Mono then = clock.mono();
  add("5502", "two\n");
  const News second = news(client.receive());
  EXPECT_EQ(second.statements, std::vector<std::string>{"two\n"});
  EXPECT_LT(clock.mono() - then, std::chrono::milliseconds(400)) << "by a look twice a second?";
  EXPECT_EQ(log.waiting(), 1U) << "the other one is not about its number";
  EXPECT_TRUE(served.server->stop(std::chrono::seconds(20)));
  EXPECT_EQ(news(other.receive()).statements, std::vector<std::string>());
}

TEST_F(ServeCalls, AReachThatChangesIsToldAtOnce) {
  Client client(served.port());
  const News first = news(client.ask(get("?number=201")));
  ASSERT_TRUE(client.send(get("?number=201&after=" + first.next)));
  until("it waits", [&] { return log.waiting() == 1; });
  desk.set_reach(Reach::kServer);
  log.beside_changed();
  EXPECT_EQ(news(client.receive()).sources, (std::vector<CarrierReach>{{"pbx", Reach::kServer}}));
}

TEST_F(ServeCalls, WhatIsNotAskedProperlyIsRefused) {
  std::string many = "?number=0", most = "?number=0";
  for (std::size_t i = 1; i <= kMostNumbersAsked; ++i) {
    many += fmt::format("&number={}", i);
    if (i < kMostNumbersAsked) most = many;
  }
  for (const std::string& query :
       {std::string(), std::string("?after=x"), std::string("?number="), std::string("?number=%20201"),
        std::string("?number=2%0a1"), std::string("?other=1"), std::string("?number=201&other=1"),
        std::string("?number=201&after=a&after=b"), "?number=" + std::string(kLongestNumber + 1, '1'),
        "?number=201&after=" + std::string(kLongestCursor + 1, '1'), many})
    EXPECT_TRUE(has_code(checked("GET", "/v1/calls", Client(served.port()).ask(get(query))), 400, "query"))
        << query;
  EXPECT_EQ(Client(served.port()).ask(get(most)).status, 200);
  for (const std::string& body : {std::string(), std::string("{}"),
                                  std::string(R"({"source":"pbx","call":"c","leg":"l","nonce":"00"})"),
                                  text_of(Asked{"pbx", "c", "l", {}}) + "x"})
    EXPECT_TRUE(
        has_code(checked("POST", "/v1/calls/answers", Client(served.port()).ask(post(body))), 400, "json"))
        << body;
  EXPECT_EQ(desk.questions(), 0U);
  EXPECT_EQ(Client(served.port()).ask(post(std::string(5000, ' '))).status, 413);
}

class ServeAllCalls : public ServeCalls {
 protected:
  ServeAllCalls() : ServeCalls(true) {}
};

TEST_F(ServeAllCalls, WhoMayReadsOfEverybody) {
  add("201", "one\n");
  add("202", "two\n");
  EXPECT_EQ(news(Client(served.port()).ask(get(""))).statements,
            (std::vector<std::string>{"one\n", "two\n"}));
}

TEST_F(ServeCalls, AnAnswerComesAsTheSourceHasSignedIt) {
  const std::string question = text_of(Asked{"pbx", "call", "leg", {1}});
  desk.answer_at_once("the note\n");
  const Reply reply = checked("POST", "/v1/calls/answers", Client(served.port()).ask(post(question)));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "the note\n");
  desk.answer_at_once(NoAnswer::kNoSuchLeg);
  EXPECT_TRUE(has_code(checked("POST", "/v1/calls/answers", Client(served.port()).ask(post(question))), 404,
                       "no-such-call"));
  desk.answer_at_once(NoAnswer::kUnclear);
  EXPECT_TRUE(has_code(checked("POST", "/v1/calls/answers", Client(served.port()).ask(post(question))), 409,
                       "call-unclear"));
  desk.answer_at_once(NoAnswer::kSilent);
  EXPECT_TRUE(has_code(checked("POST", "/v1/calls/answers", Client(served.port()).ask(post(question))), 503,
                       "no-answer"));
}

// With one worker: who waits for an answer keeps it from nobody.
TEST_F(ServeCalls, ManyQuestionsWaitAtOnceAndEachIsAnsweredWhenItsAnswerIsThere) {
  std::vector<Client> asking;
  for (std::size_t i = 0; i < 20; ++i) {
    asking.emplace_back(served.port());
    ASSERT_TRUE(
        asking.back().send(post(text_of(Asked{"pbx", "call", "leg", {static_cast<std::uint8_t>(i)}}))));
  }
  until("all are asked", [&] { return desk.questions() == 20; });
  desk.answer_all(std::string("the note\n"));
  for (Client& one : asking) EXPECT_EQ(one.receive().body, "the note\n");
}

TEST_F(ServeCalls, ASilentSourceIsGivenUpAfterASecond) {
  const Mono then = clock.mono();
  Client client(served.port());
  EXPECT_TRUE(
      has_code(checked("POST", "/v1/calls/answers", client.ask(post(text_of(Asked{"pbx", "c", "l", {}})))),
               503, "no-answer"));
  EXPECT_GE(clock.mono() - then, kSilentAfter);
  desk.answer_all(std::string("too late\n"));
  EXPECT_EQ(client.ask(get("?number=1")).status, 200);
}

}  // namespace
}  // namespace insyn::calls
