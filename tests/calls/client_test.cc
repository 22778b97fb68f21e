// Whoever reads call statements and has questions answered, of a server that means it no good.
#include <gtest/gtest.h>

#include "calls/client/news_reader.h"
#include "calls/client/questions.h"
#include "http/served.h"
#include "support/until.h"

namespace insyn::calls {
namespace {

namespace http = server::http;
using http_test::Served;
using std::chrono::milliseconds;
using std::chrono::seconds;
using support::until;

class CallsClient : public testing::Test {
 protected:
  // Each question is counted, and answered as `news` says.
  http::Route news_route(std::function<http::Answer(const std::string& query)> news) {
    return {"GET",
            "/v1/calls",
            {http::Role::kAnybody},
            0,
            http::Handle([this, news = std::move(news)](const http::Request& request) {
              ++asked_;
              return news(request.head.query);
            })};
  }
  static http_test::ServedOptions with(http::Route route) {
    http_test::ServedOptions options;
    options.limits.by_address = options.limits.by_identity = {100'000, 100'000};
    options.more = {std::move(route)};
    return options;
  }
  static http_client::Server at(const Served& served) {
    return {http_client::parse_address(fmt::format("http://127.0.0.1:{}", served.port())).value(), {}};
  }
  std::unique_ptr<NewsReader> read(const Served& served, NewsTimes times,
                                   std::set<std::string> numbers = {"201"}) {
    auto reader = NewsReader::begin(at(served), {}, clock_,
                                    {[this](const News& news) {
                                       const std::lock_guard lock(mutex_);
                                       all_.push_back(news);
                                     },
                                     [this](const Error&) { ++failed_; }},
                                    times)
                      .value();
    reader->want(std::move(numbers));
    return reader;
  }
  // What happens until that time has passed; however slow this computer is, it is not more.
  void let_pass(milliseconds time) const {
    const Mono end = clock_.mono() + time;
    until("time to pass", [&] { return clock_.mono() >= end; });
  }

  const SystemClock clock_;
  std::atomic<int> asked_ = 0, failed_ = 0;
  std::mutex mutex_;
  std::vector<News> all_;
};

// It always has something to say.
TEST_F(CallsClient, WhoeverAlwaysAnswersAtOnceIsAskedNoMoreThanIsAgreed) {
  const Served served(with(news_route([](const std::string&) {
    return http::Answer{200, "application/json", text_of(News{"c", {}, {}})};
  })));
  NewsTimes times;
  times.at_once = 5;
  times.between = milliseconds(50);
  const Mono begun = clock_.mono();
  const auto reader = read(served, times);
  until("the first questions", [&] { return asked_ >= 5; });
  let_pass(milliseconds(600));
  const int asked = asked_;
  const auto most = 5 + (clock_.mono() - begun) / times.between + 1;
  EXPECT_LE(asked, most);
  EXPECT_GE(asked, 6) << "it goes on";
}

TEST_F(CallsClient, WhoeverFailsIsAskedMoreAndMoreSeldom) {
  const Served served(with(news_route([](const std::string&) { return http::problem(503, "full"); })));
  NewsTimes times;
  times.first = milliseconds(100);
  times.longest = milliseconds(10'000);
  const auto reader = read(served, times);
  let_pass(milliseconds(1'000));
  EXPECT_LE(asked_, 8) << "a Backoff waits at least half of 100, 200, 400 ms";
  EXPECT_GE(failed_, 1);
}

TEST_F(CallsClient, WhatIsNoNewsIsAFailureAndTheCursorStays) {
  std::atomic<bool> proper = true;
  std::mutex mutex;
  std::vector<std::string> queries;
  const Served served(with(news_route([&](const std::string& query) {
    const std::lock_guard lock(mutex);
    queries.push_back(query);
    return http::Answer{200, "application/json",
                        proper.exchange(false) ? text_of(News{"first", {}, {}}) : "{\"next\":\"x\"}"};
  })));
  NewsTimes times;
  times.first = milliseconds(20);
  times.longest = milliseconds(20);
  const auto reader = read(served, times);
  until("failures", [&] { return failed_ >= 2; });
  const std::lock_guard lock(mutex);
  ASSERT_GE(queries.size(), 3U);
  EXPECT_EQ(queries[0], "?number=201");
  EXPECT_EQ(queries[1], "?number=201&after=first");
  EXPECT_EQ(queries[2], "?number=201&after=first");
}

TEST_F(CallsClient, OfANumberThatIsNewAllIsReadAndOfOneThatIsGoneNothingMore) {
  std::mutex mutex;
  std::vector<std::string> queries;
  const Served served(with(news_route([&](const std::string& query) {
    const std::lock_guard lock(mutex);
    queries.push_back(query);
    return http::Answer{200, "application/json", text_of(News{"c", {}, {}})};
  })));
  const auto last = [&] {
    const std::lock_guard lock(mutex);
    return queries.empty() ? "" : queries.back();
  };
  const auto has = [&](const std::string& query) {
    const std::lock_guard lock(mutex);
    return std::find(queries.begin(), queries.end(), query) != queries.end();
  };
  NewsTimes times;
  times.between = milliseconds(20);
  const auto reader = read(served, times);
  until("it to read on", [&] { return last() == "?number=201&after=c"; });
  reader->want(std::set<std::string>{"201", "202"});
  until("the new one", [&] { return has("?number=201&number=202"); });
  until("it to read on", [&] { return last() == "?number=201&number=202&after=c"; });
  reader->want(std::set<std::string>{"202"});
  until("the rest", [&] { return last() == "?number=202&after=c"; });
  EXPECT_FALSE(has("?number=202")) << "of which all is known";
  reader->want(std::set<std::string>());
  let_pass(milliseconds(100));
  const int asked = asked_;
  let_pass(milliseconds(200));
  EXPECT_EQ(asked_, asked) << "nobody is there";
}

// Whoever is asked takes questions and answers none.
TEST_F(CallsClient, QuestionsThatWaitAreBoundedAndEachIsGivenUpAfterASecond) {
  http::Route route{
      "POST",
      "/v1/calls/answers",
      {http::Role::kAnybody},
      4096,
      http::HandleOrWait([this](const http::Request&, bool last) -> std::variant<http::Answer, http::Wait> {
        ++asked_;
        if (last) return http::problem(503, "no-answer");
        return http::Wait{seconds(600), {}, std::make_shared<Bell>()};
      })};
  Served served(with(std::move(route)));
  std::atomic<int> answered = 0, silent = 0;
  const auto count = [&](const Answered& answer) {
    ++answered;
    const auto* why = std::get_if<NoAnswer>(&answer);
    silent += why != nullptr && *why == NoAnswer::kSilent ? 1 : 0;
  };
  const Asked question{"pbx", "c", "l", {}};
  const auto questions = Questions::begin(at(served), {}, clock_, 1).value();
  questions->ask(question, count);
  until("it to be asked", [&] { return asked_ == 1; });
  const Mono begun = clock_.mono();
  for (std::size_t i = 0; i < Questions::kMostWaiting; ++i) questions->ask(question, count);
  EXPECT_EQ(answered, 0) << "all of them wait";
  questions->ask(question, count);
  EXPECT_EQ(answered, 1) << "one more is given up at once";
  until("all to be given up", [&] { return answered == static_cast<int>(Questions::kMostWaiting) + 2; });
  EXPECT_LT(clock_.mono() - begun, seconds(5)) << "not one after another";
  EXPECT_EQ(silent, answered);
  EXPECT_LE(asked_, 3) << "for what is too old nobody is asked";
  served.server->stop(milliseconds(0));
}

}  // namespace
}  // namespace insyn::calls
