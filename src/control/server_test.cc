#include "control/server.h"

#include <gtest/gtest.h>

#include <thread>

#include "control/client.h"
#include "control/place.h"
#include "os/testing.h"

namespace insyn::control {
namespace {

// Answers a status with a state, keeps a begin waiting, and writes down what it was asked.
class Notebook final : public Handler {
 public:
  std::optional<Reply> carry_out(ClientId client, const Request& request) override {
    asked.push_back(request.verb);
    last = client;
    if (request.verb == Verb::kBegin) return std::nullopt;
    Reply reply;
    reply.state = State();
    return reply;
  }
  void disconnected(ClientId client) override { left.push_back(client); }

  std::vector<Verb> asked;
  std::vector<ClientId> left;
  ClientId last = 0;
};

class ServerTest : public testing::Test {
 protected:
  ServerTest() : folder_(std::filesystem::temp_directory_path() / ("insyn-" + to_hex(random_bytes(8)))) {
    server_.emplace(Server::open(folder_).value());
  }
  ~ServerTest() override { std::filesystem::remove_all(folder_); }

  LocalSocket connect() const { return LocalSocket::connect(socket_in(folder_)).value(); }
  LocalSocket connect_as_another_process() const {
    return insyn::connect_as_another_process(socket_in(folder_));
  }
  void turn(Mono now = Mono{}) { server_->handle_arrived(now, notebook_); }
  static std::string heard(const LocalSocket& socket) {
    std::string text;
    std::uint8_t buffer[kLongestLine];
    while (wait_until_readable(socket.fd(), std::chrono::milliseconds(0))) {
      const auto received = socket.receive(buffer);
      text += text_of(ByteView(buffer, received.bytes));
      if (received.closed) return text + "(closed)";
    }
    return text;
  }
  LocalSocket greeted() { return greeted(connect()); }
  LocalSocket greeted(LocalSocket socket) {
    EXPECT_TRUE(socket.send(view_of("{\"do\":\"hello\",\"version\":2}\n")));
    turn();
    EXPECT_EQ(heard(socket), "{\"ok\":true,\"version\":2}\n");
    return socket;
  }

  Path folder_;
  std::optional<Server> server_;
  Notebook notebook_;
};

TEST_F(ServerTest, ASecondRecorderOfTheSessionIsRefused) {
  const auto second = Server::open(folder_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Code::kDenied);
  server_.reset();
  EXPECT_TRUE(Server::open(folder_));
}

TEST_F(ServerTest, AFolderThatOthersMayEnterIsRefused) {
  server_.reset();
  std::filesystem::permissions(folder_, std::filesystem::perms::others_exec,
                               std::filesystem::perm_options::add);
  EXPECT_EQ(Server::open(folder_).error().code, Code::kDenied);
}

TEST_F(ServerTest, AClientIsAnswered) {
  const SystemClock clock;
  std::jthread recorder([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      EventLoop loop;
      server_->add_to(loop);
      loop.add_deadline(clock.mono() + std::chrono::milliseconds(50), "the test's own end");
      loop.wait(clock);
      turn();
    }
  });
  auto client = Client::connect(socket_in(folder_));
  ASSERT_TRUE(client) << client.error().message;
  const auto reply = client->ask({});
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_FALSE(reply->refused);
  EXPECT_TRUE(reply->state.has_value());
}

TEST_F(ServerTest, WhereNoRecorderRunsTheClientSaysSo) {
  server_.reset();
  const auto client = Client::connect(socket_in(folder_));
  ASSERT_FALSE(client);
  EXPECT_NE(client.error().message.find("no recorder is running"), std::string::npos);
}

TEST_F(ServerTest, WhoWaitsForAnAnswerIsHeardNoFurtherUntilThen) {
  const LocalSocket client = greeted();
  EXPECT_TRUE(client.send(view_of("{\"do\":\"begin\",\"call\":\"1\"}\n{\"do\":\"status\"}\n")));
  turn();
  turn();
  EXPECT_EQ(notebook_.asked, std::vector<Verb>{Verb::kBegin});
  server_->answer(notebook_.last, refusal({Code::kDenied, "no"}));
  turn();
  EXPECT_EQ(notebook_.asked.size(), 2U);
  EXPECT_EQ(heard(client),
            "{\"ok\":false,\"why\":{\"code\":\"fault\",\"kind\":\"denied\",\"message\":\"no\"}}\n"
            "{\"ok\":true,\"state\":{\"activity\":\"idle\",\"paused\":false,\"indicated\":false}}\n");
}

TEST_F(ServerTest, WhatWasAskedBeforeHangingUpIsCarriedOut) {
  {
    const LocalSocket client = greeted();
    EXPECT_TRUE(client.send(view_of("{\"do\":\"pause\"}\n")));
  }
  turn();
  EXPECT_EQ(notebook_.asked, std::vector<Verb>{Verb::kPause});
  turn();
  EXPECT_EQ(notebook_.left.size(), 1U);
}

TEST_F(ServerTest, WaitsForTheSocketAndForItsClientsAndTheirPatience) {
  const auto waits = [this] {
    EventLoop loop;
    server_->add_to(loop);
    return loop.waits_for(Mono{});
  };
  EXPECT_EQ(waits(), "control socket");
  const LocalSocket silent = connect();
  turn();
  EXPECT_EQ(waits(), "control socket, control client; patience with a control client in 5000 ms");
  const LocalSocket watcher = greeted();
  EXPECT_TRUE(watcher.send(view_of("{\"do\":\"watch\"}\n")));
  turn(Mono{} + Peer::kPatience);
  EXPECT_EQ(waits(), "control socket, control client");
}

TEST_F(ServerTest, WhoWatchesIsToldAndOthersAreNot) {
  const LocalSocket watcher = greeted();
  const LocalSocket other = greeted();
  EXPECT_FALSE(server_->is_watched());
  EXPECT_TRUE(watcher.send(view_of("{\"do\":\"watch\"}\n")));
  turn();
  EXPECT_TRUE(server_->is_watched());
  (void)heard(watcher);
  State state;
  state.activity = Activity::kPaused;
  server_->publish(state);
  EXPECT_EQ(heard(watcher),
            "{\"ok\":true,\"state\":{\"activity\":\"paused\",\"paused\":false,\"indicated\":false}}\n");
  EXPECT_EQ(heard(other), "");
  server_->publish(state);
  EXPECT_EQ(heard(watcher), "");
}

TEST_F(ServerTest, WhoWatchesAndDoesNotReadIsHungUpOn) {
  const LocalSocket watcher = greeted();
  EXPECT_TRUE(watcher.send(view_of("{\"do\":\"watch\"}\n")));
  turn();
  State state;
  for (int i = 0; i < 10'000; ++i) {
    state.why = reason::NoClock{std::string(500, i % 2 == 0 ? 'x' : 'y')};
    server_->publish(state);
  }
  turn();
  EXPECT_FALSE(server_->is_watched());
}

// Answers that a test asks for as what is present, or as what has happened.
std::vector<CallNews> news_of(int count) { return {{Utc{}, LeftOut{count}, {}}}; }
std::string line_of_news(int count) {
  return fmt::format(
      "{{\"ok\":true,\"news\":{{\"what\":\"left-out\",\"time\":\"1970-01-01T00:00:00.000Z\",\"count\":{}}}}}"
      "\n",
      count);
}

TEST_F(ServerTest, WhoWatchesCallsIsToldWhatIsPresentAndThenWhatHappens) {
  const LocalSocket first = greeted(), other = greeted();
  EXPECT_TRUE(other.send(view_of("{\"do\":\"watch\"}\n")));
  turn();
  (void)heard(other);
  EXPECT_FALSE(server_->is_told_of_calls());
  const auto present = [] { return news_of(100); };
  server_->publish_calls(news_of(1), present);
  EXPECT_TRUE(first.send(view_of("{\"do\":\"calls\"}\n")));
  turn();
  EXPECT_TRUE(server_->is_told_of_calls());
  EXPECT_EQ(heard(first),
            "{\"ok\":true,\"state\":{\"activity\":\"idle\",\"paused\":false,\"indicated\":false}}\n");
  server_->publish_calls(news_of(2), present);
  EXPECT_EQ(heard(first), line_of_news(100));
  server_->publish_calls(news_of(3), present);
  EXPECT_EQ(heard(first), line_of_news(3));
  // Once more is not anew.
  EXPECT_TRUE(first.send(view_of("{\"do\":\"calls\"}\n")));
  turn();
  (void)heard(first);
  server_->publish_calls(news_of(4), present);
  EXPECT_EQ(heard(first), line_of_news(4));
  EXPECT_EQ(heard(other), "") << "who watches the state alone";
  State state;
  state.paused = true;
  server_->publish(state);
  EXPECT_NE(heard(first).find("\"paused\":true"), std::string::npos) << "the state is watched too";
}

TEST_F(ServerTest, WhoWatchesCallsIsWaitedForWithoutWakingUp) {
  const LocalSocket watcher = greeted();
  EXPECT_TRUE(watcher.send(view_of("{\"do\":\"calls\"}\n")));
  turn();
  EventLoop loop;
  server_->add_to(loop);
  EXPECT_EQ(loop.waits_for(Mono{}), "control socket, control client");
}

TEST_F(ServerTest, WhoWatchesCallsAndDoesNotReadIsHungUpOn) {
  const LocalSocket watcher = greeted();
  EXPECT_TRUE(watcher.send(view_of("{\"do\":\"calls\"}\n")));
  turn();
  for (int i = 0; i < 10'000; ++i) server_->publish_calls(news_of(i), [] { return news_of(0); });
  turn();
  EXPECT_FALSE(server_->is_told_of_calls());
}

TEST_F(ServerTest, WhoWatchesCallsCountsAmongThoseWhoWatch) {
  std::vector<LocalSocket> watchers;
  for (std::size_t i = 0; i < Server::kMostWatchers + 1; ++i) {
    watchers.push_back(greeted(connect_as_another_process()));
    EXPECT_TRUE(watchers.back().send(view_of("{\"do\":\"calls\"}\n")));
    turn();
  }
  EXPECT_NE(heard(watchers.back()).find("too many that watch"), std::string::npos);
}

TEST_F(ServerTest, WhoWatchesCallsLeavesItsPlaceBeforeTheTray) {
  server_->reserve_for([](const ProcessHandle& process) { return process.pid() == this_process(); });
  const LocalSocket tray = greeted();
  EXPECT_TRUE(tray.send(view_of("{\"do\":\"watch\"}\n")));
  turn();
  std::vector<LocalSocket> all;
  for (std::size_t i = 0; i < 2 * Server::kMostOwn; ++i) {
    all.push_back(greeted());
    EXPECT_TRUE(all.back().send(view_of("{\"do\":\"calls\"}\n")));
    turn();
  }
  EXPECT_EQ(heard(tray).find("(closed)"), std::string::npos);
  EXPECT_NE(heard(all.front()).find("(closed)"), std::string::npos);
}

TEST_F(ServerTest, AHundredConnectionsAreAnsweredAndLeaveRoomForOneMore) {
  constexpr int kMany = 100;
  std::vector<LocalSocket> all;
  int refused = 0;
  for (int i = 0; i < kMany; ++i) {
    all.push_back(connect_as_another_process());
    turn();
    if (heard(all.back()).find("too many connections") != std::string::npos) ++refused;
  }
  EXPECT_EQ(refused, kMany - static_cast<int>(Server::kMostClients));
  // Those who never said hello are hung up on.
  ASSERT_TRUE(server_->due().has_value());
  turn(*server_->due());
  EXPECT_FALSE(server_->due().has_value());
  greeted();
  EXPECT_TRUE(notebook_.asked.empty());
}

TEST_F(ServerTest, WatchersLeaveRoomForOthers) {
  std::vector<LocalSocket> watchers;
  for (std::size_t i = 0; i < Server::kMostWatchers + 1; ++i) {
    watchers.push_back(greeted(connect_as_another_process()));
    EXPECT_TRUE(watchers.back().send(view_of("{\"do\":\"watch\"}\n")));
    turn();
  }
  EXPECT_NE(heard(watchers.back()).find("too many that watch"), std::string::npos);
  greeted();
}

TEST_F(ServerTest, OneProcessHasFewConnectionsAndLeavesTheOthersRoom) {
  std::vector<LocalSocket> all;
  for (std::size_t i = 0; i < Server::kMostOfOneProcess; ++i) all.push_back(greeted());
  all.push_back(connect());
  turn();
  EXPECT_NE(heard(all.back()).find("too many connections of one process"), std::string::npos);
  greeted(connect_as_another_process());
}

// This test stands for a program of the installation, its children that have ended for others.
TEST_F(ServerTest, OthersCannotKeepThisInstallationsProgramsOut) {
  server_->reserve_for([](const ProcessHandle& process) { return process.pid() == this_process(); });
  std::vector<LocalSocket> others;
  for (std::size_t i = 0; i < Server::kMostClients; ++i) {
    others.push_back(greeted(connect_as_another_process()));
    EXPECT_TRUE(others.back().send(view_of("{\"do\":\"watch\"}\n")));
    turn();
  }
  const LocalSocket tray = greeted();
  EXPECT_TRUE(tray.send(view_of("{\"do\":\"watch\"}\n")));
  turn();
  EXPECT_EQ(heard(tray).find("too many"), std::string::npos);
  // Whoever holds all the places of this installation's own programs does not keep the next one out, nor the
  // tray.
  std::vector<LocalSocket> own;
  for (std::size_t i = 0; i < 3 * Server::kMostOwn; ++i) own.push_back(greeted());
  EXPECT_NE(heard(own.front()).find("(closed)"), std::string::npos);
  EXPECT_TRUE(own.back().send(view_of("{\"do\":\"pause\"}\n")));
  turn();
  EXPECT_EQ(notebook_.asked.back(), Verb::kPause);
  EXPECT_EQ(heard(tray).find("(closed)"), std::string::npos);
}

TEST_F(ServerTest, GarbageChangesNothingAndIsAnswered) {
  const LocalSocket client = connect();
  EXPECT_TRUE(client.send(random_bytes(4000)));
  turn();
  turn(Mono{} + Peer::kPatience);
  const std::string said = heard(client);
  EXPECT_NE(said.find("\"ok\":false"), std::string::npos) << said;
  EXPECT_NE(said.find("(closed)"), std::string::npos) << said;
  EXPECT_TRUE(notebook_.asked.empty());
}

}  // namespace
}  // namespace insyn::control
