// Tails of distributions.
#pragma once

namespace insyn::insight {

// The chance that Student's t with `freedom` degrees of it is above `t`.
double student_upper_tail(double t, double freedom);

}  // namespace insyn::insight
