// Transcripts of Asterisk's manager interface, written after its documentation: there is no Asterisk in
// Debian 12 to speak to.
#include "calls/ami/session.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "calls/machine/book.h"
#include "os/file.h"

namespace insyn::calls {
namespace {

using std::chrono::seconds;

// What Asterisk says of a channel beside what is asked for.
std::string channel(const std::string& prefix, const std::string& id) {
  return fmt::format(
      "{0}Channel: PJSIP/x-0001\r\n{0}ChannelState: 6\r\n{0}ChannelStateDesc: Up\r\n{0}CallerIDNum: "
      "+46701234567\r\n"
      "{0}CallerIDName: Anna Andersson\r\n{0}ConnectedLineNum: +46701234567\r\n{0}ConnectedLineName: Anna "
      "Andersson\r\n"
      "{0}Language: en\r\n{0}AccountCode: \r\n{0}Context: queues\r\n{0}Exten: 0855512345\r\n{0}Priority: "
      "3\r\n"
      "{0}Uniqueid: {1}\r\n{0}Linkedid: 1764576896.10\r\n",
      prefix, id);
}
std::string event(const std::string& name, const std::string& lines) {
  return "Event: " + name + "\r\nPrivilege: agent,all\r\n" + lines + "\r\n";
}
std::string agent_event(const std::string& name) {
  return event(
      name,
      channel("", "1764576896.10") + channel("Dest", "1764576896.12") +
          "Queue: privat\r\nMemberName: Agent 201\r\nInterface: PJSIP/201\r\nRingTime: 3\r\nHoldTime: 9\r\n");
}
std::string channel_event(const std::string& name, const std::string& id) {
  return event(name, channel("", id));
}

class AmiTest : public testing::Test {
 protected:
  static Mapping shipped() {
    std::string text =
        read_text(Path(INSYN_SOURCE_DIR) / "packaging/calls/asterisk-queues.toml", std::size_t{1} << 20)
            .value();
    return Mapping::parse(with(text, "#\"privat\" = \"Privat\"", "\"privat\" = \"Privat\"")).value();
  }
  static AmiLogin login(bool plain = false) { return {"insyn", SecretBytes(view_of("s3cret")), plain}; }
  AmiSession session(bool plain = false) const {
    return AmiSession::make(login(plain), mapping_, now_).value();
  }
  // What is sent.
  std::string feed(const std::string& bytes) {
    auto turn = session_.feed(bytes, now_);
    EXPECT_TRUE(turn) << turn.error().message;
    if (!turn) return "error";
    for (const Told& told : turn->told)
      for (const Statement& said : book_.take_told(told, instant_))
        said_ += fmt::format("{} {} {};", code_of(said.event), said.agent, said.queue);
    return turn->send;
  }
  // What came of it, as statements.
  std::string say(const std::string& bytes) {
    said_.clear();
    EXPECT_EQ(feed(bytes), "");
    return said_;
  }
  void become_ready(const std::string& channels = "") {
    feed("Asterisk Call Manager/9.0.0\r\n");
    feed("Response: Success\r\nActionID: 1\r\nChallenge: 840415273\r\n\r\n");
    feed("Response: Success\r\nActionID: 2\r\nMessage: Authentication accepted\r\n\r\n");
    feed("Response: Success\r\nActionID: 3\r\nEventList: start\r\nMessage: Channels will follow\r\n\r\n" +
         channels +
         "Event: CoreShowChannelsComplete\r\nActionID: 3\r\nEventList: Complete\r\nListItems: 0\r\n\r\n");
    EXPECT_TRUE(session_.is_ready());
  }

  Mono now_{seconds(1000)};
  Instant instant_{parse_utc("2026-12-01T08:15:03.000Z").value(), Mono(seconds(1000))};
  Mapping mapping_ = shipped();
  AmiSession session_ = session();
  Book book_{"pbx"};
  std::string said_;
};

TEST_F(AmiTest, LogsInByChallenge) {
  EXPECT_EQ(feed("Asterisk Call Man"), "");
  EXPECT_EQ(feed("ager/9.0.0\r\n"), "Action: Challenge\r\nActionID: 1\r\nAuthType: MD5\r\n\r\n");
  // MD5 of "840415273s3cret".
  EXPECT_EQ(feed("Response: Success\r\nActionID: 1\r\nChallenge: 840415273\r\n\r\n"),
            "Action: Login\r\nActionID: 2\r\nUsername: insyn\r\nAuthType: MD5\r\nKey: "
            "d7994fd8cd10e2224514d095d0fd3f7b\r\n"
            "Events: call,agent\r\n\r\n");
  EXPECT_EQ(feed("Response: Success\r\nActionID: 2\r\nMessage: Authentication accepted\r\n\r\n"),
            "Action: CoreShowChannels\r\nActionID: 3\r\n\r\n");
  EXPECT_FALSE(session_.is_ready());
}

TEST_F(AmiTest, LogsInWithTheSecretWhereAsked) {
  session_ = session(true);
  EXPECT_EQ(
      feed("Asterisk Call Manager/1.0\r\n"),
      "Action: Login\r\nActionID: 1\r\nUsername: insyn\r\nSecret: s3cret\r\nEvents: call,agent\r\n\r\n");
}

TEST_F(AmiTest, RefusedLoginIsDenied) {
  feed("Asterisk Call Manager/9.0.0\r\n");
  AmiSession no_challenge = session();
  (void)no_challenge.feed("Asterisk Call Manager/9.0.0\r\n", now_);
  EXPECT_EQ(no_challenge.feed("Response: Success\r\nActionID: 1\r\n\r\n", now_).error().code, Code::kBadPeer);
  feed("Response: Success\r\nActionID: 1\r\nChallenge: 1\r\n\r\n");
  const auto refused =
      session_.feed("Response: Error\r\nActionID: 2\r\nMessage: Authentication failed\r\n\r\n", now_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kDenied);
  EXPECT_EQ(refused.error().message.find("s3cret"), std::string::npos);
}

TEST_F(AmiTest, AnotherServerIsNoManager) {
  for (const std::string& greeting :
       {std::string("HTTP/1.1 400 Bad Request\r\n"), std::string("\r\n"), std::string("\n"),
        std::string("Asterisk Call\r\n"), std::string("Asterisk Call\n"),
        std::string("Asterisk Call Manager/") + std::string(200, '9')}) {
    AmiSession another = session();
    const auto turn = another.feed(greeting, now_);
    ASSERT_FALSE(turn) << greeting;
    EXPECT_EQ(turn.error().code, Code::kBadPeer);
  }
}

TEST_F(AmiTest, SecretThatWouldBeAnotherLineIsRefused) {
  const auto make = [&](std::string_view user, std::string_view secret) {
    return AmiSession::make({std::string(user), SecretBytes(view_of(secret)), false}, mapping_, now_)
        .has_value();
  };
  EXPECT_TRUE(make("insyn", "s3cret"));
  EXPECT_FALSE(make("insyn\r\nEvents: on", "s3cret"));
  EXPECT_FALSE(make("insyn", "a\nb"));
  EXPECT_FALSE(make("", "s3cret"));
  EXPECT_FALSE(make("insyn", ""));
  EXPECT_FALSE(make("insyn", std::string(201, 'x')));
}

TEST_F(AmiTest, CallFromTheQueueToItsEnd) {
  become_ready();
  EXPECT_EQ(say(agent_event("AgentCalled")), "");
  EXPECT_EQ(say(agent_event("AgentConnect")), "begin 201 Privat;");
  EXPECT_EQ(say(channel_event("Hold", "1764576896.12")), "hold 201 Privat;");
  EXPECT_EQ(say(channel_event("Unhold", "1764576896.12")), "resume 201 Privat;");
  EXPECT_EQ(say(channel_event("Hold", "1764576896.99")), "") << "another channel";
  EXPECT_EQ(say(event("DTMFBegin", channel("", "1764576896.12") + "Digit: 4\r\nDirection: Received\r\n")),
            "");
  EXPECT_EQ(say(agent_event("AgentComplete")), "end 201 Privat;");
  EXPECT_EQ(say(channel_event("Hangup", "1764576896.12")), "");
}

TEST_F(AmiTest, HangupEndsWithoutTheQueuesWord) {
  become_ready();
  say(agent_event("AgentConnect"));
  EXPECT_EQ(say(channel_event("Hangup", "1764576896.12")), "end 201 Privat;");
  EXPECT_EQ(say(agent_event("AgentConnect")), "") << "repeated";
}

TEST_F(AmiTest, CallUnderWayIsReadBackAndNeverBegins) {
  const std::string under_way =
      "Event: CoreShowChannel\r\nActionID: 3\r\n" + channel("", "1764576896.12") + "\r\n";
  become_ready(under_way);
  EXPECT_EQ(say(agent_event("AgentConnect")), "");
  EXPECT_EQ(say(channel_event("Hold", "1764576896.12")), "");
  EXPECT_EQ(say(channel_event("Unhold", "1764576896.12")), "");
}

// A connection that was lost: the same book, and a new session.
TEST_F(AmiTest, WhatEndedInAGapHasEnded) {
  become_ready();
  EXPECT_EQ(say(agent_event("AgentConnect")), "begin 201 Privat;");
  session_ = session();
  said_.clear();
  become_ready("Event: CoreShowChannel\r\nActionID: 3\r\n" + channel("", "1764576896.12") + "\r\n");
  EXPECT_EQ(said_, "") << "it goes on";
  session_ = session();
  become_ready();
  EXPECT_EQ(said_, "end 201 Privat;");
}

TEST_F(AmiTest, NothingIsTakenBeforeTheLoginOrFromAnotherList) {
  feed("Asterisk Call Manager/9.0.0\r\n");
  auto turn = session_.feed(agent_event("AgentConnect"), now_);
  EXPECT_TRUE(turn->told.empty());
  session_ = session();
  become_ready();
  EXPECT_EQ(say("Event: CoreShowChannelsComplete\r\nActionID: 3\r\n\r\n"), "");
  say(agent_event("AgentConnect"));
  turn = session_.feed(
      "Event: CoreShowChannelsComplete\r\nActionID: 9\r\n\r\nEvent: CoreShowChannel\r\nActionID: 9\r\n" +
          channel("", "1764576896.12") + "\r\n",
      now_);
  EXPECT_TRUE(turn && turn->told.empty()) << "ends no call";
  EXPECT_EQ(say("Response: Error\r\nActionID: 77\r\n\r\n"), "");
}

TEST_F(AmiTest, WhileWhatThereIsIsReadNothingOfAnotherActionEndsIt) {
  feed("Asterisk Call Manager/9.0.0\r\n");
  feed("Response: Success\r\nActionID: 1\r\nChallenge: 840415273\r\n\r\n");
  feed("Response: Success\r\nActionID: 2\r\n\r\n");
  auto turn = session_.feed("Event: CoreShowChannel\r\nActionID: 2\r\n" + channel("", "1764576896.12") +
                                "\r\nEvent: CoreShowChannelsComplete\r\nActionID: 2\r\n\r\n",
                            now_);
  ASSERT_TRUE(turn);
  EXPECT_TRUE(turn->told.empty());
  EXPECT_FALSE(session_.is_ready());
}

TEST_F(AmiTest, AResponseToAnotherActionIsNone) {
  feed("Asterisk Call Manager/9.0.0\r\n");
  EXPECT_EQ(feed("Response: Success\r\nActionID: 7\r\nChallenge: 1\r\n\r\n"), "") << "no login";
  EXPECT_EQ(feed("Response: Error\r\nActionID: 7\r\n\r\n"), "") << "no refusal";
  EXPECT_NE(feed("Response: Success\r\nActionID: 1\r\nChallenge: 1\r\n\r\n"), "");
}

TEST_F(AmiTest, AChannelWithoutAnIdIsNone) {
  feed("Asterisk Call Manager/9.0.0\r\n");
  feed("Response: Success\r\nActionID: 1\r\nChallenge: 840415273\r\n\r\n");
  feed("Response: Success\r\nActionID: 2\r\n\r\n");
  const auto turn = session_.feed(
      "Event: CoreShowChannel\r\nActionID: 3\r\nChannelStateDesc: Up\r\nLinkedid: 1764576896.10\r\n\r\n",
      now_);
  ASSERT_TRUE(turn);
  EXPECT_TRUE(turn->told.empty());
}

// A repeated response, or one that somebody has made up.
TEST_F(AmiTest, AResponseWhenAllIsReadChangesNothing) {
  become_ready();
  const auto turn = session_.feed("Event: CoreShowChannelsComplete\r\nActionID: 3\r\n\r\n", now_);
  EXPECT_TRUE(turn && turn->told.empty()) << "that list is over";
  EXPECT_EQ(say("Response: Error\r\nActionID: 3\r\nMessage: Permission denied\r\n\r\n"), "");
  EXPECT_TRUE(session_.is_ready());
  EXPECT_EQ(say(agent_event("AgentConnect")), "begin 201 Privat;");
}

TEST_F(AmiTest, NothingIsAskedBeforeTheLogin) {
  for (int i = 0; i < 4; ++i) {
    now_ += seconds(2);
    EXPECT_EQ(session_.pass(now_)->send, "");
  }
}

TEST_F(AmiTest, SilenceIsAskedAboutAndThenTheEnd) {
  become_ready();
  now_ += seconds(1);
  EXPECT_EQ(session_.pass(now_)->send, "");
  now_ += seconds(1);
  EXPECT_EQ(session_.pass(now_)->send, "Action: Ping\r\nActionID: 4\r\n\r\n");
  EXPECT_EQ(session_.pass(now_)->send, "") << "once";
  EXPECT_EQ(feed("Response: Success\r\nActionID: 4\r\nPing: Pong\r\n\r\n"), "");
  now_ += seconds(10);
  EXPECT_TRUE(session_.pass(now_));
  now_ += seconds(1);
  EXPECT_EQ(session_.pass(now_).error().code, Code::kTransient);
}

TEST_F(AmiTest, LoginThatTakesForEverIsNone) {
  feed("Asterisk Call Manager/9.0.0\r\n");
  now_ += seconds(10);
  feed("Event: FullyBooted\r\n\r\n");
  EXPECT_TRUE(session_.pass(now_));
  now_ += seconds(1);
  feed("Event: FullyBooted\r\n\r\n");
  EXPECT_EQ(session_.pass(now_).error().code, Code::kTransient);
}

// Ten thousand transcripts with bytes changed, none of which is a login that succeeded.
TEST_F(AmiTest, MutatedLinesStartNothing) {
  const std::string good =
      "Asterisk Call Manager/9.0.0\r\n" + agent_event("AgentCalled") + agent_event("AgentConnect");
  std::uint32_t random = 7;
  for (int i = 0; i < 10'000; ++i) {
    AmiSession session = this->session();
    std::string bytes = good;
    for (int change = 0; change < 3; ++change) {
      random = random * 1664525U + 1013904223U;
      bytes[(random >> 8U) % bytes.size()] = static_cast<char>(random >> 4U);
    }
    const auto turn = session.feed(bytes, now_);
    EXPECT_TRUE(!turn || turn->told.empty());
    EXPECT_FALSE(session.is_ready());
  }
}

}  // namespace
}  // namespace insyn::calls
