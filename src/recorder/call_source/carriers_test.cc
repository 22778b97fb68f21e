#include "recorder/call_source/carriers.h"

#include <gtest/gtest.h>

#include "base/bytes.h"

namespace insyn::recorder {
namespace {

using calls::FromCarrier;
using calls::FromRecorder;

// Whoever carries, at the other end.
class Carrier {
 public:
  explicit Carrier(const Path& socket) : socket_(LocalSocket::connect(socket).value()) {}
  bool send(const FromCarrier& message) { return send(calls::line_of(message)); }
  bool send(const std::string& bytes) { return socket_.send(view_of(bytes)); }
  // What has arrived since the last time; nothing where the connection has ended.
  std::optional<std::vector<FromRecorder>> hear() {
    std::uint8_t bytes[4096];
    const auto received = socket_.receive(bytes);
    lines_.receive(text_of(ByteView(bytes, received.bytes)));
    std::vector<FromRecorder> heard;
    while (const auto line = lines_.next().value())
      heard.push_back(calls::parse_from_recorder(*line).value());
    if (heard.empty() && received.closed) return std::nullopt;
    return heard;
  }

 private:
  LocalSocket socket_;
  calls::Lines lines_{calls::kLongestCarrierLine};
};

class CarriersTest : public testing::Test {
 protected:
  ~CarriersTest() override { std::filesystem::remove(socket_); }
  const Path socket_ = std::filesystem::temp_directory_path() / ("insyn-calls-" + to_hex(random_bytes(8)));
  Carriers carriers_ = Carriers::listen(socket_).value();
  const calls::Wanted wanted_{{"201"}, {"pbx", "cloud"}};
  const calls::Asked asked_{"pbx", "call", "leg", {}};
};

using Heard = std::vector<FromRecorder>;
using Received = std::vector<FromCarrier>;

TEST_F(CarriersTest, HearFirstOfAllWhoseCallsAreWanted) {
  carriers_.want(wanted_);
  Carrier link(socket_);
  EXPECT_TRUE(carriers_.receive().empty());
  EXPECT_EQ(link.hear(), Heard{wanted_});
  carriers_.want(wanted_);
  EXPECT_EQ(link.hear(), Heard{}) << "it has not changed";
  carriers_.want({{}, {"pbx"}});
  EXPECT_EQ(link.hear(), (Heard{calls::Wanted{{}, {"pbx"}}}));
}

TEST_F(CarriersTest, EachIsAskedAndEachIsHeard) {
  Carrier one(socket_), other(socket_);
  EXPECT_TRUE(carriers_.receive().empty());
  (void)one.hear(), (void)other.hear();
  carriers_.ask(asked_);
  EXPECT_EQ(one.hear(), Heard{asked_});
  EXPECT_EQ(other.hear(), Heard{asked_});
  EXPECT_TRUE(one.send(calls::CarriedStatement{"a"}));
  EXPECT_TRUE(other.send(calls::CarriedAnswer{"b"}));
  EXPECT_EQ(carriers_.receive(), (Received{calls::CarriedStatement{"a"}, calls::CarriedAnswer{"b"}}));
}

TEST_F(CarriersTest, TheBestReachCounts) {
  using calls::Reach;
  carriers_.want(wanted_);
  EXPECT_TRUE(carriers_.is_empty());
  EXPECT_EQ(carriers_.reach("pbx"), Reach::kNothing);
  Carrier one(socket_);
  auto other = std::make_unique<Carrier>(socket_);
  EXPECT_TRUE(one.send(calls::CarrierReach{"pbx", Reach::kServer}));
  EXPECT_TRUE(other->send(calls::CarrierReach{"pbx", Reach::kSource}));
  EXPECT_TRUE(other->send(calls::CarrierReach{"unheard of", Reach::kSource}));
  EXPECT_TRUE(carriers_.receive().empty());
  EXPECT_EQ(carriers_.reach("pbx"), Reach::kSource);
  EXPECT_EQ(carriers_.reach("cloud"), Reach::kNothing);
  EXPECT_EQ(carriers_.reach("unheard of"), Reach::kNothing);
  other.reset();
  EXPECT_TRUE(carriers_.receive().empty());
  EXPECT_EQ(carriers_.reach("pbx"), Reach::kServer);
  EXPECT_FALSE(carriers_.is_empty());
}

TEST_F(CarriersTest, OneMoreTakesThePlaceOfTheOldest) {
  std::vector<std::unique_ptr<Carrier>> all;
  for (std::size_t i = 0; i <= Carriers::kMost; ++i) {
    all.push_back(std::make_unique<Carrier>(socket_));
    EXPECT_TRUE(carriers_.receive().empty());
  }
  (void)all[0]->hear();
  EXPECT_EQ(all[0]->hear(), std::nullopt);
  EXPECT_NE(all[1]->hear(), std::nullopt);
  EXPECT_NE(all.back()->hear(), std::nullopt);
}

TEST_F(CarriersTest, WhoSaysSomethingElseIsHungUpOn) {
  for (const std::string& bytes :
       {std::string("hello\n"), std::string("{\"statement\":1}\n"),
        std::string(calls::kLongestCarrierLine, 'x'), calls::line_of(FromRecorder(asked_))}) {
    Carrier carrier(socket_);
    EXPECT_TRUE(carrier.send(bytes));
    for (int turn = 0; turn < 4; ++turn) EXPECT_TRUE(carriers_.receive().empty());
    (void)carrier.hear();
    EXPECT_EQ(carrier.hear(), std::nullopt) << bytes.substr(0, 40);
    EXPECT_TRUE(carriers_.is_empty());
  }
}

TEST_F(CarriersTest, AFloodIsTakenTurnByTurn) {
  Carrier carrier(socket_);
  const std::string line = calls::line_of(FromCarrier(calls::CarriedAnswer{"b"}));
  std::string flood;
  for (int i = 0; i < 3 * Carriers::kMostLines; ++i) flood += line;
  EXPECT_TRUE(carrier.send(flood));
  const auto waits = [&] {
    EventLoop loop;
    carriers_.add_to(loop, Mono(std::chrono::seconds(5)));
    return loop.waits_for(Mono(std::chrono::seconds(5)));
  };
  std::size_t received = carriers_.receive().size();
  EXPECT_EQ(received, static_cast<std::size_t>(Carriers::kMostLines));
  EXPECT_NE(waits().find("lines of a call source's carrier"), std::string::npos);
  for (int turn = 0; turn < 3; ++turn) received += carriers_.receive().size();
  EXPECT_EQ(received, 3U * Carriers::kMostLines);
  EXPECT_EQ(waits(), "calls socket, call source's carrier");
}

TEST_F(CarriersTest, WhoDoesNotReadIsHungUpOn) {
  Carrier carrier(socket_);
  EXPECT_TRUE(carriers_.receive().empty());
  for (int i = 0; i < 100'000 && !carriers_.is_empty(); ++i) carriers_.ask(asked_);
  EXPECT_TRUE(carriers_.is_empty());
}

TEST(NoCarriers, NobodyIsWaitedFor) {
  Carriers none;
  none.want({{"201"}, {}});
  none.ask({});
  EventLoop loop;
  none.add_to(loop, Mono());
  EXPECT_EQ(loop.waits_for(Mono()), "");
  EXPECT_TRUE(none.receive().empty());
}

}  // namespace
}  // namespace insyn::recorder
