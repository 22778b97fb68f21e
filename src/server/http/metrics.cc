#include "server/http/metrics.h"

#include <fmt/format.h>

#include <algorithm>

namespace insyn::server::http {
namespace {

// `method="GET",route="/readyz"`.
std::string text_of(const Metrics::Labels& labels) {
  std::string text;
  for (const auto& [name, value] : labels)
    text += fmt::format("{}{}=\"{}\"", text.empty() ? "" : ",", name, value);
  return text;
}

std::string in_braces(const std::string& labels) { return labels.empty() ? "" : "{" + labels + "}"; }

void begin_family(std::string& text, const std::string& name, const char* help, const char* type) {
  text += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type);
}

}  // namespace

void Metrics::add(const std::string& counter, const char* help, const Labels& labels, double by) {
  const std::lock_guard lock(mutex_);
  Family& family = families_[counter];
  family.help = help;
  family.counters[text_of(labels)] += by;
}

void Metrics::observe(const std::string& histogram, const char* help, const Labels& labels,
                      std::chrono::microseconds took) {
  const double seconds = std::chrono::duration<double>(took).count();
  const auto bucket = std::lower_bound(kBounds.begin(), kBounds.end(), seconds) - kBounds.begin();
  const std::lock_guard lock(mutex_);
  Family& family = families_[histogram];
  family.help = help;
  Histogram& one = family.histograms[text_of(labels)];
  ++one.counts[static_cast<std::size_t>(bucket)];
  one.sum += seconds;
}

void Metrics::ask(const std::string& gauge, const char* help, std::function<double()> value) {
  const std::lock_guard lock(mutex_);
  Family& family = families_[gauge];
  family.help = help;
  family.gauge = std::move(value);
}

std::string Metrics::text() const {
  const std::lock_guard lock(mutex_);
  std::string text;
  for (const auto& [name, family] : families_) {
    if (family.gauge) {
      begin_family(text, name, family.help, "gauge");
      text += fmt::format("{} {}\n", name, family.gauge());
    }
    if (!family.counters.empty()) begin_family(text, name, family.help, "counter");
    for (const auto& [labels, value] : family.counters)
      text += fmt::format("{}{} {}\n", name, in_braces(labels), value);
    if (!family.histograms.empty()) begin_family(text, name, family.help, "histogram");
    for (const auto& [labels, histogram] : family.histograms) {
      const std::string before = labels.empty() ? "" : labels + ",";
      std::uint64_t so_far = 0;
      for (std::size_t i = 0; i < kBounds.size(); ++i) {
        so_far += histogram.counts[i];
        text += fmt::format("{}_bucket{{{}le=\"{}\"}} {}\n", name, before, kBounds[i], so_far);
      }
      so_far += histogram.counts.back();
      text += fmt::format("{}_bucket{{{}le=\"+Inf\"}} {}\n", name, before, so_far);
      text += fmt::format("{}_sum{} {}\n", name, in_braces(labels), histogram.sum);
      text += fmt::format("{}_count{} {}\n", name, in_braces(labels), so_far);
    }
  }
  return text;
}

}  // namespace insyn::server::http
