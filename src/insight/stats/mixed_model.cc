#include "insight/stats/mixed_model.h"

#include <array>
#include <cmath>

#include "insight/stats/distributions.h"

namespace insyn::insight {
namespace {

// Sums over one cluster of the values less their common mean: all that the likelihood needs.
struct ClusterSums {
  double size = 0;
  double second = 0;  // observations of the second sample
  double sum = 0;
  double second_sum = 0;
};

struct Data {
  std::vector<ClusterSums> clusters;
  double size = 0;
  double squares = 0;

  double freedom() const { return size - 2; }
};

Data sums_of(const std::vector<Observation>& observations) {
  Data data;
  double mean = 0;
  for (const Observation& one : observations) mean += one.value;
  mean /= static_cast<double>(observations.size());
  for (std::size_t i = 0; i < observations.size(); ++i) {
    if (i == 0 || observations[i].cluster != observations[i - 1].cluster) data.clusters.emplace_back();
    ClusterSums& cluster = data.clusters.back();
    const double value = observations[i].value - mean;
    cluster.size += 1;
    cluster.sum += value;
    data.squares += value * value;
    if (!observations[i].second) continue;
    cluster.second += 1;
    cluster.second_sum += value;
  }
  data.size = static_cast<double>(observations.size());
  return data;
}

// The fit for one ratio of the variance between clusters to that within. With V = I + ratio · 11ᵀ in each
// cluster, V⁻¹ = I − weight · 11ᵀ with weight = ratio / (1 + size · ratio).
struct Fit {
  std::array<double, 3> inverse{};  // of XᵀV⁻¹X: [0][0], [0][1], [1][1]
  std::array<double, 2> estimate{};
  double residual = 0;  // (y − Xb)ᵀ V⁻¹ (y − Xb)
};

Fit fit(const Data& data, double ratio) {
  double a = 0, b = 0, c = 0, u = 0, v = 0, rest = data.squares;
  for (const ClusterSums& cluster : data.clusters) {
    const double weight = ratio / (1 + cluster.size * ratio);
    a += cluster.size - weight * cluster.size * cluster.size;
    b += cluster.second - weight * cluster.size * cluster.second;
    c += cluster.second - weight * cluster.second * cluster.second;
    u += cluster.sum - weight * cluster.size * cluster.sum;
    v += cluster.second_sum - weight * cluster.second * cluster.sum;
    rest -= weight * cluster.sum * cluster.sum;
  }
  const double determinant = a * c - b * b;
  Fit result;
  result.inverse = {c / determinant, -b / determinant, a / determinant};
  result.estimate = {(c * u - b * v) / determinant, (a * v - b * u) / determinant};
  result.residual = rest - result.estimate[0] * u - result.estimate[1] * v;
  return result;
}

// The derivative, by the ratio, of −2 times the restricted log likelihood with the variance within profiled
// out.
double derivative(const Data& data, double ratio) {
  const Fit at = fit(data, ratio);
  double sum = 0;
  for (const ClusterSums& cluster : data.clusters) {
    const double shrink = 1 + cluster.size * ratio;
    const double left = cluster.sum - at.estimate[0] * cluster.size - at.estimate[1] * cluster.second;
    const double spread = at.inverse[0] * cluster.size * cluster.size +
                          2 * at.inverse[1] * cluster.size * cluster.second +
                          at.inverse[2] * cluster.second * cluster.second;
    sum += cluster.size / shrink - (data.freedom() / at.residual * left * left + spread) / (shrink * shrink);
  }
  return sum;
}

// The ratio of the highest likelihood: 0 where the likelihood only falls.
double best_ratio(const Data& data) {
  if (derivative(data, 0) >= 0) return 0;
  double low = 0;
  double high = 1e-6;
  while (high < 1e9 && derivative(data, high) < 0) {
    low = high;
    high *= 2;
  }
  for (int halving = 0; halving < 80; ++halving) {
    const double middle = low + (high - low) / 2;
    (derivative(data, middle) < 0 ? low : high) = middle;
  }
  return low + (high - low) / 2;
}

}  // namespace

std::optional<MixedModel> mixed_model(const std::vector<Observation>& observations) {
  std::size_t second = 0;
  for (const Observation& one : observations) second += one.second ? 1 : 0;
  if (observations.size() < 3 || second == 0 || second == observations.size()) return std::nullopt;
  const Data data = sums_of(observations);
  const double ratio = best_ratio(data);
  const Fit at = fit(data, ratio);
  MixedModel model;
  model.within = at.residual / data.freedom();
  model.between = ratio * model.within;
  model.error = std::sqrt(model.within * at.inverse[2]);
  if (!std::isfinite(model.error)) return std::nullopt;
  const double half = kNormal975 * model.error;
  model.difference = {at.estimate[1], at.estimate[1] - half, at.estimate[1] + half};
  return model;
}

}  // namespace insyn::insight
