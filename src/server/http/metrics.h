// Figures about this process, as Prometheus reads them (text format 0.0.4).
#pragma once

#include <array>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.h"

namespace insyn::server::http {

inline constexpr const char* kMetricsType = "text/plain; version=0.0.4; charset=utf-8";

// May be used by several threads at once. Names, labels and helps are literals of ours; values of labels are
// one of a few: never what a client sent.
class Metrics {
 public:
  using Labels = std::vector<std::pair<std::string, std::string>>;

  // What only grows.
  void add(const std::string& counter, const char* help, const Labels& labels = {}, double by = 1);
  // Sorted into buckets from 1 ms to 30 s.
  void observe(const std::string& histogram, const char* help, const Labels& labels,
               std::chrono::microseconds took);
  // Asked each time. `value` outlives this.
  void ask(const std::string& gauge, const char* help, std::function<double()> value);

  std::string text() const;

 private:
  static constexpr std::array<double, 10> kBounds = {0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 10, 30};
  struct Histogram {
    std::array<std::uint64_t, kBounds.size() + 1> counts{};
    double sum = 0;
  };
  struct Family {
    const char* help = "";
    std::map<std::string, double> counters;  // by their labels as text
    std::map<std::string, Histogram> histograms;
    std::function<double()> gauge;
  };

  mutable std::mutex mutex_;
  std::map<std::string, Family> families_;
};

}  // namespace insyn::server::http
