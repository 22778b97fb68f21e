// What the engine says of a centre of which the truth is known.
#include <gtest/gtest.h>

#include <map>

#include "insight/findings/engine.h"
#include "insight/sim/testing_log.h"

namespace insyn::insight {
namespace {

using sim::Centre;

What what_of(sim::Fault fault) {
  switch (fault) {
    case sim::Fault::kNoResult:
      return What::kNoResult;
    case sim::Fault::kNoArticle:
      return What::kNoArticle;
    case sim::Fault::kPingPong:
      return What::kPingPong;
    case sim::Fault::kQuickBack:
      return What::kQuickBack;
    case sim::Fault::kDeadEnd:
      break;
  }
  return What::kDeadEnd;
}

TEST(Truth, PlantedFaultsAreFoundAndRankedAsTheyWerePlanted) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    Centre centre;
    centre.seed = seed;
    centre.calls = 20'000;
    centre.faults = Centre::usual_faults();
    const sim::SimLog made = sim::sim_log(centre);
    ASSERT_EQ(made.rejects.total(), 0U);
    std::vector<std::size_t> order = {0, 1, 2, 3, 4};
    std::sort(order.begin(), order.end(), [&](auto a, auto b) {
      return made.truth.hours_lost_a_week[a] > made.truth.hours_lost_a_week[b];
    });
    const Report report = analyse(made.log, {}, {});
    ASSERT_EQ(report.frictions.size(), order.size()) << "seed " << seed;
    for (std::size_t i = 0; i < order.size(); ++i) {
      const sim::Planted& planted = centre.faults[order[i]];
      const Friction& found = report.frictions[i];
      EXPECT_EQ(found.what, what_of(planted.fault)) << "seed " << seed << ", place " << i;
      EXPECT_EQ(report.kinds[found.kind].kind, sim::kind_name(planted.kind));
      const double truth = made.truth.hours_lost_a_week[order[i]];
      EXPECT_NEAR(found.hours_a_week(), truth, 0.35 * truth) << "seed " << seed << ", place " << i;
    }
    EXPECT_TRUE(report.without_article.empty());
    EXPECT_EQ(report.rarely_used, (std::vector<std::string>{std::string(sim::kUnusedScreen)}));
  }
}

// Each report is allowed a false claim in one case of twenty. Of 200 sound centres, 21 claims are so many
// that it would happen once in a hundred times at that rate (binomial).
TEST(Truth, InASoundCentreNothingIsClaimed) {
  int claims = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Centre centre;
    centre.seed = seed;
    centre.calls = 3'000;
    centre.agents = 40;
    centre.weeks = 4;
    const Report report = analyse(sim::sim_log(centre).log, {}, {});
    EXPECT_GT(report.looked_at, 20U);
    claims += report.frictions.empty() ? 0 : 1;
  }
  RecordProperty("centres_with_a_false_claim", claims);
  EXPECT_LT(claims, 18);
}

TEST(Truth, AnImprovementIsSeenInItsKindAndInNoOther) {
  Centre centre;
  centre.calls = 20'000;
  centre.improvement = 0.3;
  const Report report = analyse(sim::sim_log(centre).log, {}, {});
  int others = 0;
  for (const KindReport& kind : report.kinds) {
    for (const Comparison& comparison : kind.comparisons) {
      if (comparison.by != Comparison::kVersion) continue;
      ASSERT_TRUE(comparison.handling);
      if (kind.kind == sim::kind_name(0)) {
        EXPECT_LT(comparison.handling->upper.value(), 0);
        // 45 seconds' reading, 0.7 of it the last, made shorter by 30 %.
        EXPECT_NEAR(comparison.handling->estimate.value(), -0.3 * 45 / 0.7, 8);
        ASSERT_TRUE(comparison.same_pace);
        EXPECT_LT(comparison.same_pace->upper.value(), 0);
        EXPECT_NEAR(comparison.same_pace->estimate.value(), -0.3 * 45 / 0.7, 8);
      } else if (comparison.handling->upper.value() < 0 || comparison.handling->lower.value() > 0) {
        ++others;
      }
    }
  }
  EXPECT_LE(others, 2) << "of eleven intervals at 95 %";
}

TEST(Truth, AShorterWayIsSeenInItsKindAndInNoOther) {
  Centre centre;
  centre.calls = 20'000;
  centre.shortcut = 0.5;
  const Report report = analyse(sim::sim_log(centre).log, {}, {});
  std::map<std::string, Interval<Percent>> places;
  int others = 0;
  for (const KindReport& kind : report.kinds) {
    for (const Comparison& comparison : kind.comparisons) {
      const bool planted = comparison.by == Comparison::kVersion && kind.kind == sim::kind_name(0);
      for (const FlowDifference& one : comparison.flow) {
        others += planted ? 0 : 1;
        if (planted && one.element == FlowElement::kPlace)
          places.emplace(kind.places[one.places[0]].name, one.points);
      }
    }
  }
  ASSERT_EQ(places.size(), 1U);
  const auto& [place, points] = *places.begin();
  EXPECT_EQ(place, sim::kCustomerScreen);
  // Some come by it later on as well.
  EXPECT_NEAR(points.estimate.value(), -50, 8);
  EXPECT_LT(points.upper.value(), -30);
  EXPECT_LE(others, 3) << "of two dozen comparisons, each at 95 %";
}

TEST(Truth, TheSameLogGivesTheSameReport) {
  Centre centre;
  centre.calls = 3'000;
  centre.faults = Centre::usual_faults();
  const sim::SimLog made = sim::sim_log(centre);
  const Report one = analyse(made.log, {}, {});
  const Report two = analyse(made.log, {}, {});
  ASSERT_EQ(one.kinds.size(), two.kinds.size());
  for (std::size_t i = 0; i < one.kinds.size(); ++i) {
    EXPECT_EQ(one.kinds[i].calls, two.kinds[i].calls);
    ASSERT_EQ(one.kinds[i].edges.size(), two.kinds[i].edges.size());
    for (std::size_t j = 0; j < one.kinds[i].edges.size(); ++j)
      EXPECT_EQ(one.kinds[i].edges[j].seconds, two.kinds[i].edges[j].seconds);
  }
}

}  // namespace
}  // namespace insyn::insight
