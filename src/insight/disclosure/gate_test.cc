#include "insight/disclosure/gate.h"

#include <gtest/gtest.h>

#include "insight/stats/survival.h"

namespace insyn::insight {
namespace {

constexpr std::uint32_t kAgents = 20;
constexpr std::size_t kEach = 10;  // calls of an agent
constexpr std::size_t kSize = kAgents * kEach;

std::vector<std::uint32_t> agents() {
  std::vector<std::uint32_t> all;
  for (std::uint32_t i = 0; i < kSize; ++i) all.push_back(i / std::uint32_t{kEach});
  return all;
}

// The first `calls` calls of each of the agents [from, to).
CallSet some(std::uint32_t from, std::uint32_t to, std::size_t calls = kEach) {
  CallSet set(kSize);
  for (std::uint32_t agent = from; agent < to; ++agent) {
    for (std::size_t i = 0; i < calls; ++i) set.add(agent * kEach + i);
  }
  return set;
}

CallSet without(CallSet set, const CallSet& other) {
  set.remove_all({other});
  return set;
}

class GateTest : public ::testing::Test {
 protected:
  Gate gate_{Floor{10, 30, 10}, agents()};
};

TEST_F(GateTest, FewAgentsWithManyCallsAreFew) {
  EXPECT_FALSE(gate_.admit(some(0, 9)));
  EXPECT_TRUE(gate_.admit(some(0, 10)));
}

TEST_F(GateTest, ManyAgentsWithFewCallsAreFew) {
  EXPECT_FALSE(gate_.admit(some(0, 14, 2)));
  EXPECT_TRUE(gate_.admit(some(0, 15, 2)));
}

TEST_F(GateTest, AnAgentWithMoreThanHalfOfTheCallsStandsOut) {
  std::vector<std::uint32_t> uneven(100, 0);
  for (std::uint32_t i = 40; i < 100; ++i) uneven[i] = 1 + i % 20;
  std::sort(uneven.begin(), uneven.end());
  CallSet all(100);
  CallSet most(100);
  for (std::size_t i = 0; i < 100; ++i) {
    all.add(i);
    if (i < 60) most.add(i);  // 40 of one, 20 of the others
  }
  Gate gate(Floor{3, 30, 10}, uneven);
  EXPECT_TRUE(gate.is_safe(all));
  EXPECT_FALSE(gate.is_safe(most));
}

// What is withheld is the whole less what went out.
TEST_F(GateTest, ASetWithASmallComplementIsWithheld) {
  EXPECT_FALSE(gate_.admit(some(0, 11)));
  EXPECT_FALSE(gate_.admit(without(gate_.all(), some(3, 4, 1))));
  EXPECT_TRUE(gate_.admit(gate_.all()));
}

// One agent's calls are the difference of two large sets.
TEST_F(GateTest, TwoSetsThatDifferByAnAgentDoNotBothGoOut) {
  const CallSet large = some(0, 20, 5);
  EXPECT_TRUE(gate_.admit(large));
  EXPECT_FALSE(gate_.admit(without(large, some(7, 8, 5))));
  EXPECT_TRUE(gate_.admit(large)) << "the same set again says nothing new";
}

// Apart from each other, they leave one agent's calls of the whole.
TEST_F(GateTest, TwoSetsThatLeaveAnAgentDoNotBothGoOut) {
  EXPECT_TRUE(gate_.admit(some(0, 20, 5)));
  CallSet rest = without(gate_.all(), some(0, 20, 5));
  rest.remove_all({some(4, 5)});
  EXPECT_FALSE(gate_.admit(rest));
}

TEST_F(GateTest, TogetherTheyCoverAllButShareTooFew) {
  EXPECT_TRUE(gate_.admit(some(0, 20, 5)));
  CallSet other = without(gate_.all(), some(0, 20, 5));
  other.add_all(some(4, 5, 5));
  EXPECT_FALSE(gate_.admit(other)) << "both less the whole is one agent's five calls";
}

TEST_F(GateTest, SetsThatCutTheWholeIntoFourUnknownPartsDoNotBetrayOne) {
  EXPECT_TRUE(gate_.admit(some(0, 10)));
  CallSet across = some(0, 20, 5);
  EXPECT_TRUE(gate_.admit(across));
}

TEST_F(GateTest, APartThatIsTooSmallTakesAnotherWithIt) {
  const CallSet small = some(0, 2);
  const CallSet middle = some(2, 20, 4);
  const CallSet big = without(without(gate_.all(), small), middle);
  EXPECT_EQ(gate_.admit_partition({small, middle, big}), (std::vector<bool>{false, false, true}));
  Gate other(Floor{10, 30, 10}, agents());
  EXPECT_EQ(other.admit_partition({some(0, 10), some(10, 20)}), (std::vector<bool>{true, true}));
  Gate third(Floor{10, 30, 10}, agents());
  EXPECT_EQ(third.admit_partition({some(0, 2), some(2, 20)}), (std::vector<bool>{false, false}));
}

TEST_F(GateTest, FiguresAreRounded) {
  EXPECT_EQ(gate_.calls(some(0, 20, 5))->value(), 100U);
  CallSet odd = some(0, 20, 3);
  for (std::uint32_t agent = 0; agent < 6; ++agent) odd.add(agent * kEach + 9);
  Gate gate(Floor{10, 30, 10}, agents());
  EXPECT_EQ(gate.calls(odd)->value(), 70U);
  EXPECT_EQ(gate.mean_seconds(odd, 66 * 12.4)->value(), 12);
  EXPECT_EQ(gate.mean_seconds(odd, 66 * 62.4)->value(), 60);
  EXPECT_EQ(gate.mean_seconds(odd, 66 * 644.0)->value(), 630);
  EXPECT_EQ(gate.share(odd, gate.all())->value(), 33);
  EXPECT_EQ(gate.calls(some(0, 3)), std::nullopt);
}

TEST_F(GateTest, ACurveHasNoStepThatFewCallsMade) {
  std::vector<Observed> observed;
  std::vector<double> when;
  for (std::size_t i = 0; i < kSize; ++i) {
    // Of each agent's ten calls, five end by one cause in the first minute; one agent's others soon after.
    const bool early = i % kEach < 5;
    const bool alone = !early && i / kEach == 4;
    when.push_back(early ? 10.0 + static_cast<double>(i % kEach) : alone ? 70.0 : -1);
    observed.push_back({when.back() < 0 ? 300 : when.back(), when.back() < 0 ? 0 : 1});
  }
  const auto steps = gate_.curve(cumulative_incidence(observed, 1), when, 15);
  ASSERT_EQ(steps.size(), 4U) << "it ends before the agent's calls";
  for (const CurveStep& step : steps) EXPECT_EQ(step.share.estimate.value(), 50) << step.time.value();
}

}  // namespace
}  // namespace insyn::insight
