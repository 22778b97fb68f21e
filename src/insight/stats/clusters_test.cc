#include "insight/stats/clusters.h"

#include <gtest/gtest.h>

#include <cmath>

namespace insyn::insight {
namespace {

constexpr std::uint32_t kClusters = 20;

// `each` observations of every cluster in each sample; `value(cluster, second, i)`.
template <class Value>
std::vector<Observation> observations(std::size_t each, const Value& value) {
  std::vector<Observation> all;
  for (std::uint32_t cluster = 0; cluster < kClusters; ++cluster) {
    for (const bool second : {false, true})
      for (std::size_t i = 0; i < each; ++i) all.push_back({cluster, second, value(cluster, second, i)});
  }
  return all;
}

double width(const Interval<double>& of) { return of.upper - of.lower; }

TEST(DifferenceOfMeans, IsTheSecondSampleLessTheFirst) {
  const auto of = difference_of_means(observations(
      10, [](auto, bool second, std::size_t i) { return (second ? 7.0 : 4.0) + (i % 2 == 0 ? 0 : 1); }));
  EXPECT_DOUBLE_EQ(of.estimate, 3);
  EXPECT_LE(of.lower, 3);
  EXPECT_GE(of.upper, 3);
}

TEST(DifferenceOfMeans, AnEmptySampleHasNone) {
  const auto of = difference_of_means({{0, false, 5}, {1, false, 6}});
  EXPECT_EQ(of.estimate, 0);
  EXPECT_EQ(width(of), 0);
}

// Ten times as many observations of the same clusters do not make the difference ten times as sure.
TEST(DifferenceOfMeans, ObservationsOfOneClusterAreAlike) {
  const auto by_cluster = [](std::uint32_t cluster, bool second, std::size_t) {
    return second ? cluster % 7 * 10.0 : 0.0;
  };
  const double few = width(difference_of_means(observations(2, by_cluster)));
  EXPECT_GT(few, 1);
  EXPECT_DOUBLE_EQ(width(difference_of_means(observations(20, by_cluster))), few);
}

TEST(ProportionError, IsThatOfClustersAndNotOfTrials) {
  const std::vector<ClusterCount> few = {{10, 0}, {10, 10}, {10, 0}, {10, 10}, {0, 0}};
  const std::vector<ClusterCount> many = {{1000, 0}, {1000, 1000}, {1000, 0}, {1000, 1000}};
  EXPECT_DOUBLE_EQ(proportion_error(few), proportion_error(many));
  EXPECT_NEAR(proportion_error(few), 0.5 / std::sqrt(3.0), 1e-12);
}

TEST(ProportionError, OneClusterSaysNothingOfOthers) {
  EXPECT_EQ(proportion_error(std::vector<ClusterCount>{{100, 50}, {0, 0}}), 1);
}

TEST(DifferenceOfProportions, AllOfBothSamplesAreTheSameShareExactly) {
  const std::vector<ClusterCounts> clusters = {{{3, 3}, {7, 7}}, {{11, 11}, {13, 13}}};
  const auto of = difference_of_proportions(clusters, 0.95);
  EXPECT_EQ(of.estimate, 0);
  EXPECT_EQ(width(of), 0);
}

TEST(DifferenceOfProportions, OneClusterSaysNothingOfOthers) {
  const auto of = difference_of_proportions(std::vector<ClusterCounts>{{{4, 1}, {4, 3}}}, 0.95);
  EXPECT_EQ(of.estimate, 0.5);
  EXPECT_EQ(width(of), 2);
}

}  // namespace
}  // namespace insyn::insight
