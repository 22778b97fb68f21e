// A source, a server's relay, a link's carrier and recorders, all in this process.
#include <gtest/gtest.h>

#include "calls/statement/testing.h"
#include "calls/test_recorder.h"
#include "calls/test_source.h"
#include "link/calls/carrier.h"
#include "server/calls/relay.h"
#include "support/temp_folder.h"
#include "support/until.h"

namespace insyn::calls_test {
namespace {

using namespace calls;
using support::until;
using Notes = std::vector<std::string>;
namespace http = server::http;

http_client::Server server_at(const std::string& url) {
  return {http_client::parse_address(url).value(), {}};
}

// What a server does with calls, and nothing else.
class TestServer {
 public:
  TestServer(const std::string& source, const std::vector<note::Signer>& keys,
             const std::vector<agreement::CallSource>& sources, const note::Verifier& link)
      : sources_(std::make_shared<std::vector<agreement::CallSource>>(sources)),
        relay_(server::CallRelay::begin({{"pbx", server_at(source), {}, 1}}, keys,
                                        {[this] { return sources_; }, metrics_, log_, clock_})
                   .value()),
        callers_({{},
                  [link](std::string_view id) -> std::optional<http::Machine> {
                    if (id != http_signature::key_id_of(link)) return std::nullopt;
                    return http::Machine{link, http::Role::kLink};
                  },
                  {}},
                 nonces_, clock_),
        router_(call_routes({relay_->log(),
                             *relay_,
                             clock_,
                             {http::Role::kLink},
                             [](const http::Caller&) { return false; }})),
        service_(router_, callers_, limits_, metrics_, log_, clock_),
        server_(http::Server::start({"127.0.0.1", 0, false}, nullptr, service_).value()) {}
  ~TestServer() { server_->stop(std::chrono::seconds(1)); }

  std::string url() const { return fmt::format("http://127.0.0.1:{}", server_->port()); }
  std::string log() const {
    const std::lock_guard lock(mutex_);
    return lines_;
  }
  std::string metrics() const { return metrics_.text(); }

 private:
  mutable std::mutex mutex_;
  std::string lines_;
  const http::Log log_ = [this](const std::string& line) {
    const std::lock_guard lock(mutex_);
    lines_ += line + "\n";
  };
  const SystemClock clock_;
  http::Metrics metrics_;
  std::shared_ptr<const std::vector<agreement::CallSource>> sources_;
  std::unique_ptr<server::CallRelay> relay_;
  AnyNonce nonces_;
  http::Callers callers_;
  http::Router router_;
  http::Limits limits_;
  http::Service service_;
  std::unique_ptr<http::Server> server_;
};

class CallsCarried : public ::testing::Test {
 protected:
  void start_server() {
    server_ =
        std::make_unique<TestServer>(source_->url(), server_keys_,
                                     std::vector{agreement::CallSource{"pbx", pbx_.verifier(), 5},
                                                 agreement::CallSource{"other", other_pbx_.verifier(), 5}},
                                     link_key_.verifier());
  }
  void start_link(const std::string& url) {
    carrier_ =
        link::CallCarrier::begin(
            {{folder_ / "one.socket", folder_ / "two.socket"}, server_at(url), link_key_, clock_, [] {}})
            .value();
  }
  void start_both() {
    start_server();
    start_link(server_->url());
  }
  std::unique_ptr<TestRecorder> recorder(const std::string& socket, std::vector<std::string> numbers) const {
    return std::make_unique<TestRecorder>(folder_ / socket, Wanted{std::move(numbers), {"pbx"}});
  }
  void until_reached(const TestRecorder& recorder, Reach reach = Reach::kSource) const {
    until("the recorder to be reached", [&] { return recorder.reach("pbx") == reach; });
  }
  http_client::Answer ask_server(const http_client::Call& call) const {
    auto client = http_client::Client::create(server_at(server_->url()), &link_key_, clock_).value();
    return client.ask(call).value();
  }

  const SystemClock clock_;
  support::TempFolder folder_;
  const note::Signer pbx_ = note::Signer::generate("pbx").value();
  // The agreement's too, and nobody reads it.
  const note::Signer other_pbx_ = note::Signer::generate("other").value();
  const note::Signer link_key_ = note::Signer::generate("link-1").value();
  std::vector<note::Signer> server_keys_ = [] {
    std::vector<note::Signer> keys;
    keys.push_back(note::Signer::generate("server-1").value());
    return keys;
  }();
  std::unique_ptr<TestSource> make_source(std::uint16_t port = 0) const {
    return std::make_unique<TestSource>(
        pbx_, std::vector{server_keys_.front().verifier(), link_key_.verifier()}, port);
  }
  std::unique_ptr<TestSource> source_ = make_source();
  std::unique_ptr<TestServer> server_;
  std::unique_ptr<link::CallCarrier> carrier_;
};

TEST_F(CallsCarried, TwoRecordersOfOneComputerEachGetTheirOwnAlone) {
  start_both();
  const auto one = recorder("one.socket", {"201"}), two = recorder("two.socket", {"202", "203"});
  until_reached(*one);
  until_reached(*two);
  const Notes first{source_->say("a", "201"), source_->say("a", "201", Event::kEnd)};
  const Notes second{source_->say("b", "203"), source_->say("c", "202")};
  source_->say("d", "204");
  until("all of them", [&] { return one->statements().size() == 2 && two->statements().size() == 2; });
  EXPECT_EQ(one->statements(), first);
  EXPECT_EQ(two->statements(), second);
  // Another agent sits there now: what goes on comes first.
  one->want({{"204"}, {"pbx"}});
  until("what goes on", [&] { return one->statements().size() == 3; });
  EXPECT_NE(one->statements()[2].find("\"204\""), std::string::npos);
  source_->say("e", "201");
  const std::string last = source_->say("d", "204", Event::kHold);
  until("what follows", [&] { return one->statements().size() == 4; });
  EXPECT_EQ(one->statements()[3], last);
}

// As at a login, after the link was started with the computer.
TEST_F(CallsCarried, ARecorderWhoseFoldersAreMadeLaterIsFoundAtOnce) {
  start_server();
  const Path run = folder_ / "run", socket = run / "1000" / "calls";
  carrier_ =
      link::CallCarrier::begin({{socket}, server_at(server_->url()), link_key_, clock_, [] {}}).value();
  // The link waits from the second time on, whatever it did at the first.
  for (int i = 0; i < 3; ++i) {
    std::filesystem::create_directory(run);
    std::filesystem::create_directory(run / "1000");
    const auto one = recorder("run/1000/calls", {"201"});
    until(
        "the recorder to be reached", [&] { return one->reach("pbx") == Reach::kSource; },
        std::chrono::seconds(20));
    std::filesystem::remove_all(run);
  }
}

TEST_F(CallsCarried, ARecorderThatComesLaterHearsWhatGoesOn) {
  start_both();
  const auto one = recorder("one.socket", {"201", "202"});
  until_reached(*one);
  source_->say("over", "202");
  source_->say("over", "202", Event::kEnd);
  const Notes goes_on{source_->say("a", "202"), source_->say("a", "202", Event::kHold)};
  until("the statements", [&] { return one->statements().size() == 4; });
  auto two = recorder("two.socket", {"202"});
  until("what goes on", [&] { return two->statements().size() >= 2; });
  EXPECT_EQ(two->statements(), goes_on);
  // And once more after it was started anew.
  two.reset();
  two = recorder("two.socket", {"202"});
  until("it again", [&] { return two->statements().size() >= 2; });
  EXPECT_EQ(two->statements(), goes_on);
  EXPECT_EQ(one->connections(), 1U);
}

TEST_F(CallsCarried, AfterTheSourceWasAwayNothingIsMissingAndNothingComesTwice) {
  start_both();
  const auto one = recorder("one.socket", {"201"});
  until_reached(*one);
  Notes said{source_->say("a", "201")};
  until("the first", [&] { return one->statements().size() == 1; });
  const std::uint16_t port = source_->port();
  for (int round = 0; round < 3; ++round) {
    said.push_back(source_->say(fmt::format("a{}", round), "201"));
    until("it", [&] { return one->statements().size() == said.size(); });
    source_.reset();
    until_reached(*one, Reach::kServer);
    source_ = make_source(port);
    said.push_back(source_->say(fmt::format("b{}", round), "201"));
    until_reached(*one);
    until("what was said meanwhile", [&] { return one->statements().size() == said.size(); });
  }
  EXPECT_EQ(one->statements(), said);
}

TEST_F(CallsCarried, ASourceThatDoesNotAnswerIsSaidToBeSilent) {
  start_both();
  const auto one = recorder("one.socket", {"201"});
  until_reached(*one);
  source_->say("leg", "201");
  source_->be_silent(true);
  const Asked asked{"pbx", "call of leg", "leg", random_nonce()};
  http_client::Call call;
  call.method = "POST";
  call.target = "/v1/calls/answers";
  call.body = http_client::body_of("application/json", text_of(asked));
  const Mono then = clock_.mono();
  for (int i = 0; i < 2; ++i) {
    const http_client::Answer answer = ask_server(call);
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.code(), "no-answer");
  }
  EXPECT_GE(clock_.mono() - then, std::chrono::seconds(2));
  until_reached(*one, Reach::kServer);
  one->ask(asked);
  source_->be_silent(false);
  const Asked other{"pbx", "call of leg", "leg", random_nonce()};
  one->ask(other);
  until("an answer", [&] { return !one->answers().empty(); });
  until_reached(*one);
  // Of what the source does not know, or of a source that there is not.
  for (const Asked& unknown : {Asked{"pbx", "call", "none", {}}, Asked{"other", "call of leg", "leg", {}}}) {
    call.body = http_client::body_of("application/json", text_of(unknown));
    EXPECT_EQ(ask_server(call).status, 404);
  }
}

// Who has a link's key, or the server's own for asking, can have nothing said.
TEST_F(CallsCarried, WhatTheSourceHasNotSignedIsHandedToNobody) {
  start_both();
  const auto one = recorder("one.socket", {"201"});
  until_reached(*one);
  source_->say("forged", "201", Event::kBegin, &link_key_);
  source_->say("forged too", "201", Event::kBegin, &server_keys_.front());
  const note::Signer same_name = note::Signer::generate("pbx").value();
  source_->say("forged as well", "201", Event::kBegin, &same_name);
  source_->say_raw("201", "no note at all");
  // Rightly signed, and another source's word: it is not for this one to tell.
  Statement of_another = example_statement();
  of_another.source = "other";
  of_another.agent = "201";
  source_->say_raw("201", sign_statement(of_another, other_pbx_).value());
  const std::string good = source_->say("leg", "201");
  until("the good one", [&] { return !one->statements().empty(); });
  EXPECT_EQ(one->statements(), Notes{good});
  EXPECT_NE(server_->log().find("it has not signed"), std::string::npos);
  for (const char* target : {"/v1/calls", "/v1/calls/statements"}) {
    http_client::Call call;
    call.method = "POST";
    call.target = target;
    call.body = http_client::body_of("text/plain", good);
    EXPECT_TRUE(ask_server(call).status == 405 || ask_server(call).status == 404) << target;
  }
  // Nor does a link read of everybody.
  EXPECT_EQ(ask_server({"GET", "/v1/calls"}).status, 400);
}

TEST_F(CallsCarried, ALinkCanAskTheSourceItself) {
  start_link(source_->url());
  const auto one = recorder("one.socket", {"201"});
  until_reached(*one);
  const std::string note = source_->say("leg", "201");
  until("the statement", [&] { return one->statements() == Notes{note}; });
  one->ask({"pbx", "call of leg", "leg", random_nonce()});
  until("the answer", [&] { return one->answers().size() == 1; });
}

// Whoever listens where a recorder should can spoil its own statements alone.
TEST_F(CallsCarried, ARecorderThatSendsGarbageOrReadsNothingKeepsNobodyElseWaiting) {
  start_link(source_->url());
  const auto two = recorder("two.socket", {"202"});
  until_reached(*two);
  auto listener = LocalListener::listen(folder_ / "one.socket").value();
  std::optional<LocalSocket> deaf;
  until("the link to come", [&] { return (deaf = listener.accept()).has_value(); });
  ASSERT_TRUE(
      deaf->send_all(view_of(line_of(FromRecorder(Wanted{{"201"}, {"pbx"}}))), std::chrono::seconds(1)));
  until("it to ask for both", [&] { return source_->waiting() > 0; });
  for (int i = 0; i < 1500; ++i) source_->say(fmt::format("leg {}", i), "201");
  const std::string note = source_->say("mine", "202");
  const Mono then = clock_.mono();
  until("the other one's", [&] { return !two->statements().empty(); });
  EXPECT_EQ(two->statements(), Notes{note});
  std::printf(
      "beside one that reads nothing: %d ms\n",
      static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(clock_.mono() - then).count()));
  // It is begun with anew.
  std::optional<LocalSocket> again;
  until("the link to come again", [&] { return (again = listener.accept()).has_value(); });
  again->send(view_of(std::string(40'000, 'x')));
  until("it to hang up", [&] {
    std::uint8_t bytes[64];
    return again->receive(bytes).closed;
  });
  until("the link to come once more", [&] { return (again = listener.accept()).has_value(); });
  source_->say("mine", "202", Event::kEnd);
  until("what follows", [&] { return two->statements().size() == 2; });
}

}  // namespace
}  // namespace insyn::calls_test
