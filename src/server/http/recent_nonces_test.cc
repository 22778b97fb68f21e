#include "server/http/recent_nonces.h"

#include <gtest/gtest.h>

namespace insyn::server::http {
namespace {

using http_signature::kTolerance;

class SetClock final : public Clock {
 public:
  Utc utc() const override { return now; }
  Mono mono() const override { return Mono(now.time_since_epoch()); }
  std::chrono::microseconds slept() const override { return {}; }
  Utc now{std::chrono::hours(500'000)};
};

class RecentNoncesTest : public testing::Test {
 protected:
  RecentNoncesTest() { clock_.now += 2 * kTolerance; }
  // As of a request that was signed at that moment.
  std::string answer(const std::string& key, const std::string& nonce, Utc signed_at) {
    const auto is_new = nonces_.is_new(key, nonce, signed_at + kTolerance);
    return !is_new ? name_of(is_new.error().code) : *is_new ? "new" : "seen";
  }

  SetClock clock_;
  RecentNonces nonces_{clock_, 3};
};

TEST_F(RecentNoncesTest, ANonceIsNewOnceForEachKey) {
  EXPECT_EQ(answer("a", "1", clock_.now), "new");
  EXPECT_EQ(answer("a", "1", clock_.now), "seen");
  EXPECT_EQ(answer("b", "1", clock_.now), "new");
}

TEST_F(RecentNoncesTest, ItIsRememberedAsLongAsItsSignatureIsTaken) {
  const Utc signed_at = clock_.now;
  EXPECT_EQ(answer("a", "1", signed_at), "new");
  clock_.now = signed_at + kTolerance;
  EXPECT_EQ(answer("a", "1", signed_at), "seen");
  clock_.now += std::chrono::milliseconds(1);
  answer("a", "2", clock_.now);
  EXPECT_EQ(nonces_.count(), 1U);
}

TEST_F(RecentNoncesTest, WhatIsMoreThanCanBeRememberedIsNotDecided) {
  for (const char* nonce : {"1", "2", "3"}) EXPECT_EQ(answer("a", nonce, clock_.now), "new");
  EXPECT_EQ(answer("a", "4", clock_.now), "full");
  EXPECT_EQ(answer("a", "1", clock_.now), "seen");
  EXPECT_EQ(nonces_.count(), 3U);
}

// The process before this one may have taken it.
TEST_F(RecentNoncesTest, WhatCouldHaveBeenUsedBeforeTheStartIsNotDecided) {
  const Utc started = clock_.now - 2 * kTolerance;
  EXPECT_EQ(answer("a", "1", started), "transient");
  EXPECT_EQ(answer("a", "2", started + kTolerance - std::chrono::milliseconds(1)), "transient");
  EXPECT_EQ(answer("a", "3", started + kTolerance), "new");
}

TEST_F(RecentNoncesTest, WhereRequestsOnlyReadThoseSinceTheStartAreDecidedAtOnce) {
  RecentNonces reading(clock_, 3, Requests::kRead);
  const auto is_new = [&](const char* nonce, Utc signed_at) {
    return reading.is_new("a", nonce, signed_at + kTolerance);
  };
  EXPECT_FALSE(is_new("1", clock_.now - std::chrono::seconds(1)));
  EXPECT_TRUE(is_new("2", clock_.now).value());
  EXPECT_FALSE(is_new("2", clock_.now).value()) << "seen";
}

}  // namespace
}  // namespace insyn::server::http
