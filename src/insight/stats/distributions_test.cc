#include "insight/stats/distributions.h"

#include <gtest/gtest.h>

namespace insyn::insight {
namespace {

TEST(Student, QuantilesAreThoseOfTheTables) {
  EXPECT_NEAR(student_quantile(0.025, 10), 2.228139, 1e-6);
  EXPECT_NEAR(student_quantile(0.0005, 23), 3.767627, 1e-6);
  EXPECT_NEAR(student_quantile(0.025, 1e6), 1.959966, 1e-6);
}

TEST(Student, TheUpperTailIsTheQuantilesInverse) {
  for (const double tail : {0.4, 0.05, 1e-3, 1e-6}) {
    for (const double freedom : {1.0, 9.0, 240.0})
      EXPECT_NEAR(student_upper_tail(student_quantile(tail, freedom), freedom) / tail, 1, 1e-9);
  }
  EXPECT_NEAR(student_upper_tail(-2.228139, 10), 0.975, 1e-6);
}

TEST(Normal, TheIntervalsReachIsStudentsOfManyDegreesOfFreedom) {
  EXPECT_NEAR(student_quantile(0.025, 1e12), kNormal975, 1e-9);
}

}  // namespace
}  // namespace insyn::insight
