#include "insight/findings/agents_word.h"

#include <gtest/gtest.h>

#include <functional>

namespace insyn::insight {
namespace {

constexpr std::uint32_t kWordAgents = 40;
constexpr std::uint32_t kCallsOfEach = 20;
constexpr std::uint32_t kAllCalls = kWordAgents * kCallsOfEach;

// Calls that show the screen “sök”, then “kund”; in some the agent says in between that it did not help.
class AgentsWordTest : public ::testing::Test {
 protected:
  // `says` is asked with the agent and the number of the agent's call, and so is `comes_by`: whether the call
  // shows “sök”.
  Scan scanned(
      const std::function<bool(std::uint32_t, std::uint32_t)>& says, bool with_screen = true,
      const std::function<bool(std::uint32_t, std::uint32_t)>& comes_by = [](auto, auto) { return true; }) {
    const NameId search = log_.objects.add("sök").value(), customer = log_.objects.add("kund").value();
    std::vector<std::uint32_t> all;
    for (std::uint32_t i = 0; i < kAllCalls; ++i) {
      Call call;
      call.start = Instant{1'000'000} * i;
      call.duration = 60'000;
      call.agent = i / kCallsOfEach;
      call.first_event = log_.events.size();
      const std::size_t before = log_.events.size();
      const bool came_by = comes_by(call.agent, i % kCallsOfEach);
      if (came_by) log_.events.push_back(Event(call.start, Activity::kScreen, search));
      if (says(call.agent, i % kCallsOfEach)) {
        for (int twice = 0; twice < 2; ++twice)
          log_.events.push_back(
              Event(call.start + 10'000, Activity::kDidNotHelp, with_screen && came_by ? search : kNoName));
      }
      log_.events.push_back(Event(call.start + 20'000, Activity::kScreen, customer));
      call.events = static_cast<std::uint32_t>(log_.events.size() - before);
      log_.calls.push_back(call);
      all.push_back(i);
      agents_.push_back(call.agent);
    }
    return scan(log_, all, std::vector<std::uint8_t>(kAllCalls), kLastInstant);
  }
  std::vector<AgentsWord> words(const Scan& scan) {
    Gate gate({10, 30, 10}, agents_);
    EXPECT_TRUE(gate.admit(gate.all()));
    return agents_words(scan, agents_.size(), 3, log_.objects, gate);
  }

  Log log_;
  std::vector<std::uint32_t> agents_;
};

TEST_F(AgentsWordTest, IsCountedByKindAndScreenOncePerCall) {
  const auto found = words(scanned([](auto, auto call) { return call < 5; }));
  ASSERT_EQ(found.size(), 2U);
  for (const AgentsWord& word : found) {
    EXPECT_EQ(word.kind, 3U);
    EXPECT_EQ(word.calls.value(), kAllCalls);
    EXPECT_EQ(word.affected.value(), 5 * kWordAgents);
  }
  EXPECT_EQ(found[0].screen, "");
  EXPECT_EQ(found[1].screen, "sök");
}

TEST_F(AgentsWordTest, WithoutAScreenIsCountedByKindAlone) {
  EXPECT_EQ(words(scanned([](auto, auto call) { return call < 5; }, false)).size(), 1U);
}

TEST_F(AgentsWordTest, OfFewAgentsOrInFewCallsIsNotToldNorOfAllButAFew) {
  EXPECT_TRUE(words(scanned([](auto agent, auto) { return agent < 5; })).empty()) << "five agents";
  log_ = Log();
  agents_.clear();
  EXPECT_TRUE(words(scanned([](auto agent, auto call) { return agent < 15 && call == 0; })).empty())
      << "fifteen calls";
  log_ = Log();
  agents_.clear();
  for (const AgentsWord& word : words(scanned([](auto agent, auto) { return agent != 7; })))
    EXPECT_EQ(word.affected, word.calls) << "who never said it is one agent";
}

TEST_F(AgentsWordTest, AtAScreenOfAllCallsThatCameByItButAFewIsToldOfAllOfThem) {
  const auto first_fifteen = [](auto, auto call) { return call < 15; };
  const auto found =
      words(scanned([](auto agent, auto call) { return agent != 7 || call >= 15; }, true, first_fifteen));
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.back().screen, "sök");
  EXPECT_EQ(found.back().calls.value(), 15 * kWordAgents);
  EXPECT_EQ(found.back().affected, found.back().calls) << "who never said it is one agent";
}

TEST_F(AgentsWordTest, IsNoStepOfTheWork) {
  const Scan said = scanned([](auto, auto) { return true; });
  EXPECT_EQ(said.events, 2 * kAllCalls);
  EXPECT_EQ(said.all(What::kEdge).size(), 1U) << "from the one screen to the other";
  EXPECT_EQ(said.all(What::kPlace).size(), 2U);
  EXPECT_EQ(said.all(What::kVariant).size(), 1U);
}

TEST_F(AgentsWordTest, WhereNobodySaidItThereIsNothing) {
  EXPECT_TRUE(words(scanned([](auto, auto) { return false; })).empty());
}

}  // namespace
}  // namespace insyn::insight
