#include "server/accounts/passphrase.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "server/accounts/testing.h"

namespace insyn::server {
namespace {

TEST(Passphrases, AreKeptSoThatTheyFitAlone) {
  Passphrases all(kCheapPassphrases);
  const std::string kept = all.kept("tolv katter").value();
  EXPECT_TRUE(kept.starts_with("$argon2id$")) << kept;
  EXPECT_EQ(kept.find("tolv"), std::string::npos);
  EXPECT_NE(all.kept("tolv katter").value(), kept);
  EXPECT_TRUE(all.is("tolv katter", kept).value());
  EXPECT_FALSE(all.is("tolv kattor", kept).value());
  EXPECT_FALSE(all.is("nobody's", std::nullopt).value());
  EXPECT_FALSE(all.is("tolv katter", "no hash").value());
}

TEST(Passphrases, CostWhatIsRecommended) {
  const PassphraseCost cost;
  EXPECT_EQ(cost.operations, 3U);
  EXPECT_EQ(cost.memory, std::size_t{256} << 20);
  EXPECT_LE(cost.running * cost.memory, std::size_t{512} << 20);
}

TEST(Passphrases, AreLookedAtByFewThreadsAtATime) {
  PassphraseCost cost{2, std::size_t{32} << 20, 1, 1};
  Passphrases all(cost);
  const std::string kept = all.kept("tolv katter").value();
  std::atomic<int> refused = 0, right = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      const auto is = all.is("tolv katter", kept);
      if (is)
        right += *is;
      else
        refused += is.error().code == Code::kTransient;
    });
  for (std::thread& one : threads) one.join();
  EXPECT_EQ(right + refused, 8);
  EXPECT_GE(right, 1);
  EXPECT_GE(refused, 1);
  EXPECT_TRUE(all.is("tolv katter", kept).value());
}

}  // namespace
}  // namespace insyn::server
