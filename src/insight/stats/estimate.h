// What estimates are made from and what they give.
#pragma once

#include <cstdint>

namespace insyn::insight {

// An estimate and its 95 % interval.
template <class T>
struct Interval {
  T estimate;
  T lower;
  T upper;
};

// A call's value in each of two parts; a call that is in neither has none.
struct Valued {
  std::uint32_t agent = 0;
  bool second = false;
  double value = 0;
};

}  // namespace insyn::insight
