#include "insight/stats/distributions.h"

// Included here only: these headers take more than four seconds to compile.
#include <boost/math/distributions/students_t.hpp>

namespace insyn::insight {

double student_upper_tail(double t, double freedom) {
  return boost::math::cdf(boost::math::complement(boost::math::students_t(freedom), t));
}

double student_quantile(double tail, double freedom) {
  return boost::math::quantile(boost::math::complement(boost::math::students_t(freedom), tail));
}

}  // namespace insyn::insight
