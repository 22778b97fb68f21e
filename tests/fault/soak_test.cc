// A long call in which the agent pauses at random: nothing of a pause is kept, and the recorder does not
// grow. A few seconds in ./dev test; ./dev soak sets INSYN_SOAK_SECONDS.
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "support/service.h"
#include "support/until.h"

namespace insyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using support::Desk;
using support::Service;

constexpr seconds kShort(8);
constexpr std::size_t kMostGrowthKiB = std::size_t{24} << 10;
constexpr const char* kSecret = "FF00FF";  // what support::watch() looks for

seconds how_long() {
  const char* set = std::getenv("INSYN_SOAK_SECONDS");
  return set != nullptr ? seconds(std::atoi(set)) : kShort;
}

std::size_t memory_of(pid_t process) {
  const std::string status = support::status_of(process);
  const std::size_t at = status.find("VmRSS:");
  return at == std::string::npos ? 0 : std::strtoul(status.c_str() + at + 6, nullptr, 10);
}

class LongCall : public testing::Test {
 protected:
  void SetUp() override {
    desk_.open_support_window();
    support::TestTerms terms = desk_.terms();
    terms.max_minutes = 8 * 60;  // the longest that can be agreed
    service_.start(terms);
    recording_ = service_.begin("soak");
  }

  void paint(const std::string& colour) { desk_.support.ask("fill main 0 0 400 300 " + colour); }
  void paint_any() { paint(fmt::format("{:06x}", random_() % 0xFFFF)); }

  // Work, of one to a hundred pictures: each changes all of the window, or a line of it.
  void work() {
    for (auto left = 1 + random_() % 100; left > 0; --left) {
      if (random_() % 4 == 0) paint_any();
      desk_.support.ask(fmt::format("line main {:06x}", random_() % 0xFFFF));
    }
  }

  // A pause or a hold, in which the window shows what nobody may see.
  void rest() {
    const bool pause = random_() % 2 == 0;
    const std::vector<std::string> stop =
        pause ? std::vector<std::string>{"pause"} : std::vector<std::string>{"hold", "soak"};
    ASSERT_EQ(service_.call(stop).code, 0);
    for (auto left = 1 + random_() % 20; left > 0; --left) paint(kSecret);
    paint_any();
    ASSERT_EQ(pause ? service_.call_at_terminal({"unpause"}).code : service_.call({"resume", "soak"}).code,
              0);
  }

  Desk desk_;
  Service service_{desk_};
  Path recording_;
  std::mt19937 random_{std::random_device()()};
};

TEST_F(LongCall, OfRandomPausesNothingIsKeptAndTheRecorderDoesNotGrow) {
  const auto until_when = std::chrono::steady_clock::now() + how_long();
  std::size_t at_first = 0, rests = 0;
  while (std::chrono::steady_clock::now() < until_when) {
    work();
    ASSERT_NO_FATAL_FAILURE(rest());
    // The first turns fill caches that are bounded.
    if (++rests == 3) at_first = memory_of(service_.program().pid());
  }
  constexpr std::uint32_t kLast = 0x123456;
  // Anew each time: a look after a pause lets the window paint itself as it was at first.
  support::until("the last picture on the disk", [&] {
    paint("123456");
    return support::watch(recording_, desk_.parties, kLast).colour_seen > 0;
  });
  const std::size_t at_last = memory_of(service_.program().pid());
  ASSERT_EQ(service_.call({"end", "soak"}).code, 0);
  const support::Shown shown = support::watch(recording_, desk_.parties);
  EXPECT_TRUE(shown.verification.intact());
  EXPECT_EQ(shown.colour_seen, 0U) << "shown in a pause";
  EXPECT_GT(shown.moments, rests);
  EXPECT_LE(at_last, at_first + kMostGrowthKiB) << "KiB, after " << rests << " rests";
}

}  // namespace
}  // namespace insyn
