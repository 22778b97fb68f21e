// What the estimators take and give. What is observed, and what the clusters are, they do not know.
#pragma once

#include <cstddef>
#include <cstdint>

namespace insyn::insight {

// An estimate and its confidence interval: of 95 % where nothing else is said.
template <class T>
struct Interval {
  T estimate;
  T lower;
  T upper;
};

// An observation of one of two samples. Observations of one cluster are alike.
struct Observation {
  std::uint32_t cluster = 0;
  bool second = false;  // sample
  double value = 0;
};

// An estimate at one time.
struct CurvePoint {
  double time = 0;
  std::size_t at_risk = 0;  // just before
  std::size_t events = 0;   // of the cause in question, or of any
  double estimate = 0;
  double error = 0;  // standard error: of the estimate itself
  double lower = 0;  // 95 %
  double upper = 0;
};

}  // namespace insyn::insight
