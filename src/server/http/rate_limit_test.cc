#include "server/http/rate_limit.h"

#include <gtest/gtest.h>

namespace insyn::server::http {
namespace {

using std::chrono::seconds;

constexpr Mono kStart{seconds(1000)};

TEST(RateLimit, ABucketIsEmptiedAndFilledAgainEvenly) {
  TokenBuckets buckets({0.5, 3}, 10);
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(buckets.take("a", kStart));
  EXPECT_EQ(buckets.take("a", kStart), seconds(2));
  EXPECT_EQ(buckets.take("a", kStart + seconds(1)), seconds(1));
  EXPECT_FALSE(buckets.take("a", kStart + seconds(2)));
  EXPECT_TRUE(buckets.take("a", kStart + seconds(2)));
  // Never fuller than full.
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(buckets.take("a", kStart + seconds(10'000)));
  EXPECT_TRUE(buckets.take("a", kStart + seconds(10'000)));
}

TEST(RateLimit, OneClientTakesNothingFromAnother) {
  TokenBuckets buckets({1, 1}, 10);
  EXPECT_FALSE(buckets.take("a", kStart));
  EXPECT_TRUE(buckets.take("a", kStart));
  EXPECT_FALSE(buckets.take("b", kStart));
}

TEST(RateLimit, MoreClientsThanAreRememberedShareOneBucket) {
  TokenBuckets buckets({1, 2}, 100);
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(buckets.take(std::to_string(i), kStart));
  int let_through = 0;
  for (int i = 100; i < 1000; ++i) let_through += buckets.take(std::to_string(i), kStart) ? 0 : 1;
  EXPECT_EQ(let_through, 2);
  EXPECT_EQ(buckets.clients(), 100U);
  // Those that are remembered keep theirs, and are forgotten once they are full again.
  EXPECT_FALSE(buckets.take("0", kStart));
  EXPECT_FALSE(buckets.take("new", kStart + seconds(2)));
  EXPECT_EQ(buckets.clients(), 1U);
}

TEST(RateLimit, AClockThatGoesBackGivesNothing) {
  TokenBuckets buckets({1, 1}, 10);
  EXPECT_FALSE(buckets.take("a", kStart));
  EXPECT_TRUE(buckets.take("a", kStart - seconds(100)));
}

}  // namespace
}  // namespace insyn::server::http
