// Tails of distributions.
#pragma once

namespace insyn::insight {

// The chance that Student's t with `freedom` degrees of it is above `t`.
double student_upper_tail(double t, double freedom);
// The t above which it is with the chance `tail`, in (0, 0.5).
double student_quantile(double tail, double freedom);

}  // namespace insyn::insight
