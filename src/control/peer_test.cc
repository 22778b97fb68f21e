#include "control/peer.h"

#include <gtest/gtest.h>

namespace insyn::control {
namespace {

using std::chrono::seconds;

const Mono kStart{seconds(1000)};
// Of the fault for which it was refused.
std::string message_of(const Reply& reply) {
  const auto* fault = reply.refused ? reply.refused->as<reason::Fault>() : nullptr;
  return fault == nullptr ? "" : fault->message;
}

const std::string kHello = "{\"do\":\"hello\",\"version\":2}\n";

class PeerTest : public testing::Test {
 protected:
  void send(const std::string& text) { peer_.receive(view_of(text), now_); }
  std::vector<Request> requests() {
    std::vector<Request> all;
    while (auto request = peer_.next(now_)) all.push_back(*request);
    return all;
  }
  std::vector<Reply> replies() {
    std::vector<Reply> all;
    const std::string output = peer_.take_output();
    for (std::size_t at = 0; at < output.size();) {
      const std::size_t end = output.find('\n', at);
      all.push_back(parse_reply(output.substr(at, end - at)).value());
      at = end + 1;
    }
    return all;
  }
  void expect_hung_up(const std::string& why) {
    EXPECT_TRUE(requests().empty());
    const std::vector<Reply> said = replies();
    ASSERT_FALSE(said.empty());
    EXPECT_NE(message_of(said.back()).find(why), std::string::npos) << message_of(said.back());
    EXPECT_TRUE(peer_.finished());
    EXPECT_FALSE(peer_.due().has_value());
    // And nothing that comes later is heard.
    send(kHello + "{\"do\":\"status\"}\n");
    EXPECT_TRUE(requests().empty());
    EXPECT_EQ(peer_.take_output(), "");
  }

  Mono now_ = kStart;
  Peer peer_{kStart};
};

TEST_F(PeerTest, AGreetingIsAnsweredAndThenRequestsComeThrough) {
  send(kHello + "{\"do\":\"status\"}\n{\"do\":\"begin\",\"call\":\"4711\",\"kind\":\"faktura\"}\n");
  const std::vector<Request> all = requests();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].verb, Verb::kStatus);
  EXPECT_EQ(all[1].call, "4711");
  EXPECT_EQ(all[1].kind, "faktura");
  const std::vector<Reply> said = replies();
  ASSERT_EQ(said.size(), 1U);
  EXPECT_FALSE(said[0].refused);
  EXPECT_EQ(said[0].version, kVersion);
}

TEST_F(PeerTest, WithoutAGreetingNothingIsCarriedOut) {
  send("{\"do\":\"status\"}\n" + kHello);
  expect_hung_up("must be a hello");
}

TEST_F(PeerTest, AnotherVersionIsRefused) {
  send("{\"do\":\"hello\",\"version\":1}\n{\"do\":\"status\"}\n");
  expect_hung_up("version 2 only");
}

TEST_F(PeerTest, AVersionThatIsNoIntIsAnotherVersion) {
  send("{\"do\":\"hello\",\"version\":4294967298}\n");
  expect_hung_up("version 2 only");
}

TEST_F(PeerTest, GarbageIsAnsweredWithAnError) {
  send(kHello + std::string("\x00\xff\xfe{[\n", 6));
  expect_hung_up("not a JSON object");
}

TEST_F(PeerTest, WhatComesInPiecesIsPutTogether) {
  for (const char c : kHello + "{\"do\":\"pause\"}\n") send(std::string(1, c));
  const std::vector<Request> all = requests();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].verb, Verb::kPause);
}

TEST_F(PeerTest, HalfALineIsNotWaitedForForEver) {
  send(kHello);
  EXPECT_TRUE(requests().empty());
  send("{\"do\":");
  EXPECT_TRUE(requests().empty());
  EXPECT_EQ(peer_.due(), now_ + Peer::kPatience);
  now_ += Peer::kPatience - seconds(1);
  send("\"status\"");
  peer_.expire(now_);
  EXPECT_FALSE(peer_.finished());
  now_ += seconds(1);
  peer_.expire(now_);
  expect_hung_up("not finished in time");
}

TEST_F(PeerTest, WhoSaysNothingIsHungUpOn) {
  EXPECT_EQ(peer_.due(), kStart + Peer::kPatience);
  now_ += Peer::kPatience;
  peer_.expire(now_);
  expect_hung_up("no hello came");
}

TEST_F(PeerTest, WhoIsSilentForTooLongIsHungUpOn) {
  send(kHello);
  EXPECT_TRUE(requests().empty());
  EXPECT_EQ(peer_.due(), now_ + Peer::kLongestSilence);
  now_ += Peer::kLongestSilence;
  peer_.expire(now_);
  expect_hung_up("no request came");
}

TEST_F(PeerTest, WhoWatchesMayBeSilent) {
  send(kHello + "{\"do\":\"watch\"}\n");
  EXPECT_EQ(requests().size(), 1U);
  EXPECT_FALSE(peer_.due().has_value());
}

TEST_F(PeerTest, WhomACallDependsOnMayBeSilent) {
  send(kHello + "{\"do\":\"begin\",\"call\":\"1\",\"bound\":true}\n");
  EXPECT_EQ(requests().size(), 1U);
  EXPECT_FALSE(peer_.due().has_value());
}

TEST_F(PeerTest, ALineWithoutAnEndIsCutOff) {
  send(kHello);
  EXPECT_TRUE(requests().empty());
  send(std::string(kLongestLine, ' '));
  expect_hung_up("at most 8192 bytes");
}

TEST_F(PeerTest, ALineThatIsTooLongIsRefusedWithItsEndToo) {
  send(kHello);
  EXPECT_TRUE(requests().empty());
  send("{\"do\":\"status\"" + std::string(kLongestLine, ' ') + "}\n");
  expect_hung_up("too long");
}

TEST_F(PeerTest, WhoDoesNotWaitForAnswersIsCutOff) {
  send(kHello);
  EXPECT_TRUE(requests().empty());
  for (int i = 0; i < 10; ++i) send("{\"do\":\"status\"" + std::string(4000, ' ') + "}\n");
  expect_hung_up("too much was sent");
}

TEST_F(PeerTest, AThousandRequestsAtOnceAreTooMany) {
  send(kHello);
  std::size_t carried_out = 0;
  for (int i = 0; i < 1000; ++i) {
    send("{\"do\":\"status\"}\n");
    carried_out += requests().size();
  }
  EXPECT_EQ(carried_out, static_cast<std::size_t>(Peer::kMostRequests - 1));
  EXPECT_TRUE(peer_.finished());
  EXPECT_NE(message_of(replies().back()).find("too many requests"), std::string::npos);
}

TEST_F(PeerTest, AThousandRequestsInTimeAreNot) {
  send(kHello);
  std::size_t carried_out = 0;
  for (int i = 0; i < 1000; ++i) {
    now_ += std::chrono::milliseconds(110);
    send("{\"do\":\"status\"}\n");
    carried_out += requests().size();
  }
  EXPECT_EQ(carried_out, 1000U);
}

}  // namespace
}  // namespace insyn::control
