// Sets of time, as spans that do not touch each other.
#pragma once

#include <algorithm>
#include <vector>

#include "base/clock.h"

namespace insyn::day {

struct Span {
  Mono from{};
  Mono to{};
};

class Spans {
 public:
  // Later than all that is there, or touching the last one.
  void add(Span span) {
    if (span.to <= span.from) return;
    if (!all_.empty() && span.from <= all_.back().to)
      all_.back().to = std::max(all_.back().to, span.to);
    else
      all_.push_back(span);
  }
  const std::vector<Span>& all() const { return all_; }
  bool contains(Mono at) const {
    return std::any_of(all_.begin(), all_.end(),
                       [&](const Span& one) { return one.from <= at && at <= one.to; });
  }
  double seconds() const {
    std::chrono::duration<double> sum{0};
    for (const Span& one : all_) sum += one.to - one.from;
    return sum.count();
  }

  // Of spans in any order.
  static Spans of(std::vector<Span> spans) {
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.from < b.from; });
    Spans made;
    for (const Span& one : spans) made.add(one);
    return made;
  }
  Spans with(const Spans& other) const {
    std::vector<Span> both = all_;
    both.insert(both.end(), other.all_.begin(), other.all_.end());
    return of(std::move(both));
  }
  Spans within(const Spans& other) const {
    Spans common;
    for (const Span& one : all_)
      for (const Span& two : other.all_) common.add({std::max(one.from, two.from), std::min(one.to, two.to)});
    return common;
  }
  Spans without(const Spans& other) const {
    Spans rest;
    for (Span one : all_) {
      for (const Span& two : other.all_) {
        if (two.to <= one.from || two.from >= one.to) continue;
        rest.add({one.from, two.from});
        one.from = two.to;
      }
      rest.add(one);
    }
    return rest;
  }

 private:
  std::vector<Span> all_;  // in order
};

}  // namespace insyn::day
