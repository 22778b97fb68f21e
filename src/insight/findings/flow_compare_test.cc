#include "insight/findings/flow_compare.h"

#include <gtest/gtest.h>

namespace insyn::insight {
namespace {

constexpr std::uint32_t kAgents = 40;
constexpr std::size_t kEach = 20;  // calls of an agent
constexpr std::size_t kSize = kAgents * kEach;

// Calls of kAgents agents; the odd ones are in the second part.
class FlowCompare : public ::testing::Test {
 protected:
  FlowCompare() {
    for (std::uint32_t i = 0; i < kSize; ++i) {
      agents_.push_back(i / std::uint32_t{kEach});
      (agents_.back() % 2 == 1 ? second_ : first_).add(i);
    }
    EXPECT_TRUE(gate_.emplace(Floor{10, 30, 10}, agents_).admit(gate_->all()));
  }

  // In `of_first` and `of_second` of each agent's kEach calls, by the part that the agent is in.
  ElementUse element(std::size_t to, std::size_t of_first, std::size_t of_second) const {
    CallSet calls(kSize);
    for (std::uint32_t agent = 0; agent < kAgents; ++agent) {
      const std::size_t many = agent % 2 == 1 ? of_second : of_first;
      // Agents differ a little.
      for (std::size_t i = 0; i < std::min(kEach, many + agent / 2 % 5); ++i) calls.add(agent * kEach + i);
    }
    return {FlowElement::kEdge, {0, to}, calls};
  }
  std::vector<FlowDifference> differences(const std::vector<ElementUse>& elements) {
    return flow_differences(elements, agents_, first_, second_, *gate_);
  }

  std::vector<std::uint32_t> agents_;
  CallSet first_{kSize}, second_{kSize};
  std::optional<Gate> gate_;
};

TEST_F(FlowCompare, WhatDiffersIsFoundTheLargestFirst) {
  const auto found = differences({element(1, 10, 10), element(2, 5, 9), element(3, 14, 5)});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].places, (std::vector<std::size_t>{0, 3}));
  EXPECT_EQ(found[0].points.estimate.value(), -45);
  EXPECT_LT(found[0].points.upper.value(), 0);
  EXPECT_EQ(found[1].places, (std::vector<std::size_t>{0, 2}));
  EXPECT_EQ(found[1].first.value(), 35);
  EXPECT_EQ(found[1].second.value(), 55);
  EXPECT_GT(found[1].points.lower.value(), 0);
}

// Half of the agents always, half never: as many calls as one likes say little about the parts then.
TEST_F(FlowCompare, CallsOfOneAgentAreAlike) {
  CallSet calls(kSize);
  for (std::uint32_t agent = 0; agent < kAgents; ++agent)
    for (std::size_t i = 0; i < kEach && agent % 8 < (agent % 2 == 1 ? 5U : 4U); ++i)
      calls.add(agent * kEach + i);
  const Interval<double> of = difference_in_share(agents_, first_, second_, calls, 0.95);
  EXPECT_GT(std::abs(of.upper - of.lower), 0.5);
  EXPECT_TRUE(differences({{FlowElement::kEdge, {0, 1}, calls}}).empty());
}

TEST_F(FlowCompare, TheMoreIsLookedAtTheMoreItTakes) {
  const ElementUse small = element(1, 10, 11);
  const auto level = [&](double of) {
    const auto interval = difference_in_share(agents_, first_, second_, small.calls, of);
    return interval.upper - interval.lower;
  };
  EXPECT_GT(level(1 - 0.05 / 60), 1.5 * level(0.95));
  std::vector<ElementUse> many(1000, element(1, 10, 10));
  many.push_back(element(2, 10, 11));
  EXPECT_EQ(differences({element(2, 10, 11)}).size(), 1U);
  EXPECT_EQ(differences(many).size(), 0U);
}

// A step that only three agents of a part take says who they are, however clearly the parts differ.
TEST_F(FlowCompare, WhatFewAgentsDoIsNotTold) {
  CallSet calls(kSize);
  for (std::size_t call = 0; call < kSize; ++call)
    if (first_.has(call) || agents_[call] < 6) calls.add(call);
  const Interval<double> of = difference_in_share(agents_, first_, second_, calls, 0.95);
  EXPECT_LT(of.upper, -0.5);
  EXPECT_TRUE(differences({{FlowElement::kEdge, {0, 1}, calls}}).empty());
}

}  // namespace
}  // namespace insyn::insight
