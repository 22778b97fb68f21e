// Quantiles and tails of distributions, from Boost.Math.
#pragma once

namespace insyn::insight {

// The 97.5 % quantile of the standard normal distribution: half the width of a 95 % interval, in errors.
inline constexpr double kNormal975 = 1.959963984540054;

// The probability that Student's t with `freedom` degrees of freedom (above 0) exceeds `t`.
double student_upper_tail(double t, double freedom);
// The t that is exceeded with the probability `tail`, in (0, 0.5).
double student_quantile(double tail, double freedom);

}  // namespace insyn::insight
