#include "insight/stats/clusters.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "insight/stats/distributions.h"

namespace insyn::insight {
namespace {

constexpr std::size_t kResamples = 1000;
constexpr std::size_t kAtATime = 4;
static_assert(kResamples % kAtATime == 0);

// The `number`th random number of SplitMix64, below `count`: a resample has to be the same on every machine.
std::size_t random_below(std::size_t count, std::uint64_t number) {
  std::uint64_t z = 6 + (number + 1) * 0x9e3779b97f4a7c15U;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
  z = (z ^ z >> 27) * 0x94d049bb133111ebU;
  z ^= z >> 31;
  return static_cast<std::size_t>((z >> 32) * count >> 32);
}

// Of each sample: how many observations, and the sum of their values.
struct Sums {
  std::array<double, 2> observations{};
  std::array<double, 2> values{};

  void add(const Sums& other) {
    for (std::size_t sample = 0; sample < 2; ++sample) {
      observations[sample] += other.observations[sample];
      values[sample] += other.values[sample];
    }
  }
  bool has_both() const { return observations[0] > 0 && observations[1] > 0; }
  double difference() const { return values[1] / observations[1] - values[0] / observations[0]; }
};

std::vector<Sums> sums_by_cluster(const std::vector<Observation>& observations) {
  std::vector<Sums> clusters;
  for (std::size_t i = 0; i < observations.size(); ++i) {
    if (i == 0 || observations[i].cluster != observations[i - 1].cluster) clusters.emplace_back();
    const std::size_t sample = observations[i].second ? 1 : 0;
    clusters.back().observations[sample] += 1;
    clusters.back().values[sample] += observations[i].value;
  }
  return clusters;
}

// The differences of the resamples in which both samples have an observation, ascending.
std::vector<double> resampled_differences(const std::vector<Sums>& clusters) {
  std::vector<double> differences;
  // Several resamples at a time: a processor need not wait for one's sum before it adds to another's.
  for (std::size_t resample = 0; resample < kResamples; resample += kAtATime) {
    std::array<Sums, kAtATime> sums;
    for (std::size_t i = 0; i < clusters.size(); ++i)
      for (std::size_t j = 0; j < kAtATime; ++j)
        sums[j].add(clusters[random_below(clusters.size(), (resample + j) * clusters.size() + i)]);
    for (const Sums& one : sums) {
      if (one.has_both()) differences.push_back(one.difference());
    }
  }
  std::sort(differences.begin(), differences.end());
  return differences;
}

}  // namespace

Interval<double> difference_of_means(const std::vector<Observation>& observations) {
  const std::vector<Sums> clusters = sums_by_cluster(observations);
  Sums whole;
  for (const Sums& cluster : clusters) whole.add(cluster);
  if (!whole.has_both()) return {};
  const std::vector<double> differences = resampled_differences(clusters);
  if (differences.empty()) return {whole.difference(), whole.difference(), whole.difference()};
  const auto percentile = [&](double share) {
    return differences[static_cast<std::size_t>(share * static_cast<double>(differences.size() - 1))];
  };
  return {whole.difference(), percentile(0.025), percentile(0.975)};
}

double proportion_error(std::span<const ClusterCount> clusters) {
  ClusterCount whole;
  for (const ClusterCount& cluster : clusters) {
    whole.trials += cluster.trials;
    whole.successes += cluster.successes;
  }
  const double share = whole.successes / whole.trials;
  double squares = 0;
  double count = 0;
  for (const ClusterCount& cluster : clusters) {
    if (cluster.trials == 0) continue;
    count += 1;
    const double residual = cluster.successes - share * cluster.trials;
    squares += residual * residual;
  }
  if (count < 2) return 1;
  return std::sqrt(squares * count / (count - 1)) / whole.trials;
}

Interval<double> difference_of_proportions(std::span<const ClusterCounts> clusters, double level) {
  ClusterCount first;
  ClusterCount second;
  double count = 0;
  // Whole numbers are added before they are divided, so that all of both samples are the same share exactly.
  for (const ClusterCounts& cluster : clusters) {
    first.trials += cluster.first.trials;
    first.successes += cluster.first.successes;
    second.trials += cluster.second.trials;
    second.successes += cluster.second.successes;
    count += cluster.first.trials + cluster.second.trials > 0 ? 1 : 0;
  }
  const double first_share = first.successes / first.trials;
  const double second_share = second.successes / second.trials;
  double squares = 0;
  for (const ClusterCounts& cluster : clusters) {
    const double residual =
        (cluster.second.successes - second_share * cluster.second.trials) / second.trials -
        (cluster.first.successes - first_share * cluster.first.trials) / first.trials;
    squares += residual * residual;
  }
  const double estimate = second_share - first_share;
  if (count < 2) return {estimate, -1, 1};
  const double error = std::sqrt(squares * count / (count - 1));
  const double reach = student_quantile((1 - level) / 2, count - 1) * error;
  return {estimate, estimate - reach, estimate + reach};
}

}  // namespace insyn::insight
