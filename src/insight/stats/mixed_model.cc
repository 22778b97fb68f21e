#include "insight/stats/mixed_model.h"

#include <array>
#include <cmath>

namespace insyn::insight {
namespace {

constexpr double kNormal95 = 1.959963984540054;

// Of one agent, of values less their common mean: all that the likelihood needs.
struct AgentSums {
  double calls = 0;
  double second = 0;  // calls of the second part
  double sum = 0;
  double second_sum = 0;
};

struct Data {
  std::vector<AgentSums> agents;
  double calls = 0;
  double squares = 0;

  double freedom() const { return calls - 2; }
};

Data sums_of(const std::vector<Valued>& calls) {
  Data data;
  double mean = 0;
  for (const Valued& call : calls) mean += call.value;
  mean /= static_cast<double>(calls.size());
  for (std::size_t i = 0; i < calls.size(); ++i) {
    if (i == 0 || calls[i].agent != calls[i - 1].agent) data.agents.emplace_back();
    AgentSums& agent = data.agents.back();
    const double value = calls[i].value - mean;
    agent.calls += 1;
    agent.sum += value;
    data.squares += value * value;
    if (!calls[i].second) continue;
    agent.second += 1;
    agent.second_sum += value;
  }
  data.calls = static_cast<double>(calls.size());
  return data;
}

// The fit for one ratio of the variance between agents to that within. With V = I + ratio · 11ᵀ in each
// agent, V⁻¹ = I − weight · 11ᵀ with weight = ratio / (1 + calls · ratio).
struct Fit {
  std::array<double, 3> inverse{};  // of XᵀV⁻¹X: [0][0], [0][1], [1][1]
  std::array<double, 2> estimate{};
  double residual = 0;  // (y − Xb)ᵀ V⁻¹ (y − Xb)
};

Fit fit(const Data& data, double ratio) {
  double a = 0, b = 0, c = 0, u = 0, v = 0, rest = data.squares;
  for (const AgentSums& agent : data.agents) {
    const double weight = ratio / (1 + agent.calls * ratio);
    a += agent.calls - weight * agent.calls * agent.calls;
    b += agent.second - weight * agent.calls * agent.second;
    c += agent.second - weight * agent.second * agent.second;
    u += agent.sum - weight * agent.calls * agent.sum;
    v += agent.second_sum - weight * agent.second * agent.sum;
    rest -= weight * agent.sum * agent.sum;
  }
  const double determinant = a * c - b * b;
  Fit result;
  result.inverse = {c / determinant, -b / determinant, a / determinant};
  result.estimate = {(c * u - b * v) / determinant, (a * v - b * u) / determinant};
  result.residual = rest - result.estimate[0] * u - result.estimate[1] * v;
  return result;
}

// The slope, by the ratio, of −2 times the restricted log likelihood with the variance within profiled out.
double slope(const Data& data, double ratio) {
  const Fit at = fit(data, ratio);
  double sum = 0;
  for (const AgentSums& agent : data.agents) {
    const double shrink = 1 + agent.calls * ratio;
    const double left = agent.sum - at.estimate[0] * agent.calls - at.estimate[1] * agent.second;
    const double spread = at.inverse[0] * agent.calls * agent.calls +
                          2 * at.inverse[1] * agent.calls * agent.second +
                          at.inverse[2] * agent.second * agent.second;
    sum += agent.calls / shrink - (data.freedom() / at.residual * left * left + spread) / (shrink * shrink);
  }
  return sum;
}

// The ratio at which the likelihood is highest: none where it only falls.
double best_ratio(const Data& data) {
  if (slope(data, 0) >= 0) return 0;
  double low = 0;
  double high = 1e-6;
  while (high < 1e9 && slope(data, high) < 0) {
    low = high;
    high *= 2;
  }
  for (int halving = 0; halving < 80; ++halving) {
    const double middle = low + (high - low) / 2;
    (slope(data, middle) < 0 ? low : high) = middle;
  }
  return low + (high - low) / 2;
}

}  // namespace

std::optional<MixedModel> mixed_model(const std::vector<Valued>& calls) {
  std::size_t second = 0;
  for (const Valued& call : calls) second += call.second ? 1 : 0;
  if (calls.size() < 3 || second == 0 || second == calls.size()) return std::nullopt;
  const Data data = sums_of(calls);
  const double ratio = best_ratio(data);
  const Fit at = fit(data, ratio);
  MixedModel model;
  model.within = at.residual / data.freedom();
  model.between = ratio * model.within;
  model.error = std::sqrt(model.within * at.inverse[2]);
  if (!std::isfinite(model.error)) return std::nullopt;
  const double half = kNormal95 * model.error;
  model.difference = {at.estimate[1], at.estimate[1] - half, at.estimate[1] + half};
  return model;
}

}  // namespace insyn::insight
