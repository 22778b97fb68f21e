#include "recorder/service/who_is_here.h"

#include <gtest/gtest.h>

#include "roster/presence.h"
#include "roster/testing.h"

namespace insyn::recorder {
namespace {

using control::ClientId;

constexpr ClientId kTray = 3, kOther = 4;

class WhoIsHereTest : public testing::Test {
 protected:
  static roster::Agent listed(const roster::TestAgent& agent) {
    return {agent.name, {}, {agent.key("test")}};
  }
  // By the number that was asked for last.
  reason::OrReason<void> say(const roster::TestAgent& key, const std::string& agent,
                             ClientId client = kTray) {
    const std::string nonce = who_.ask(kTray, 0).nonce;
    return who_.answer(client, agent, roster::sign_presence(agent, nonce, key.signer));
  }
  void expect_nobody() {
    EXPECT_EQ(who_.unknown(), reason::AgentUnknown{});
    EXPECT_EQ(who_.agent(), "");
    EXPECT_TRUE(who_.recipients().empty());
  }

  roster::TestAgent anna_{"agent-7"}, berit_{"agent-8"}, stranger_{"agent-9"};
  WhoIsHere who_{{listed(anna_), listed(berit_)}};
};

TEST_F(WhoIsHereTest, NobodyUntilSomebodyHasSaidSo) {
  expect_nobody();
  EXPECT_EQ(who_.ask(kTray, 0).names, (std::vector<std::string>{"agent-7", "agent-8"}));
  expect_nobody();
  ASSERT_TRUE(say(berit_, "agent-8"));
  EXPECT_FALSE(who_.unknown());
  EXPECT_EQ(who_.agent(), "agent-8");
  EXPECT_EQ(who_.recipients(), std::vector<std::string>{berit_.age()});
  EXPECT_EQ(who_.answered_by(), kTray);
  who_.leave();
  expect_nobody();
}

TEST_F(WhoIsHereTest, NobodySitsInAnothersName) {
  EXPECT_EQ(say(anna_, "agent-8").error(), reason::AgentNotProven{"agent-8"});
  EXPECT_EQ(say(stranger_, "agent-8").error(), reason::AgentNotProven{"agent-8"});
  EXPECT_EQ(say(stranger_, "agent-9").error(), reason::AgentNotHere{"agent-9"}) << "not on the roster";
  EXPECT_EQ(say(anna_, "agent-7", kOther).error(), reason::AgentNotProven{"agent-7"})
      << "another client's number";
  expect_nobody();
  // Who works here is not driven out by an answer that is none.
  ASSERT_TRUE(say(anna_, "agent-7"));
  EXPECT_FALSE(say(stranger_, "agent-8"));
  EXPECT_EQ(who_.agent(), "agent-7");
}

TEST_F(WhoIsHereTest, ANumberCountsOnce) {
  const std::string nonce = who_.ask(kTray, 0).nonce;
  const std::string signature = roster::sign_presence("agent-7", nonce, anna_.signer);
  EXPECT_NE(who_.ask(kTray, 0).nonce, nonce);
  EXPECT_FALSE(who_.answer(kTray, "agent-7", signature)) << "of the one before";
  EXPECT_FALSE(who_.answer(kTray, "agent-7", signature)) << "without one";
  const std::string second = who_.ask(kTray, 0).nonce;
  EXPECT_TRUE(who_.answer(kTray, "agent-7", roster::sign_presence("agent-7", second, anna_.signer)));
  who_.leave();
  EXPECT_FALSE(who_.answer(kTray, "agent-7", roster::sign_presence("agent-7", second, anna_.signer)));
  expect_nobody();
}

TEST_F(WhoIsHereTest, TheOneAgentOfAnEnrolmentIsNotAskedAndDoesNotLeave) {
  WhoIsHere only("agent-7", {anna_.age()});
  EXPECT_FALSE(only.is_shared());
  EXPECT_FALSE(only.unknown());
  only.leave();
  EXPECT_EQ(only.agent(), "agent-7");
  EXPECT_FALSE(WhoIsHere("", {}).unknown()) << "agents are not told apart";
  EXPECT_TRUE(WhoIsHere(std::vector<roster::Agent>()).unknown()) << "a roster without agents";
}

}  // namespace
}  // namespace insyn::recorder
