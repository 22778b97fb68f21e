#include "calls/machine/course.h"

#include <gtest/gtest.h>

namespace insyn::calls {
namespace {

using std::chrono::seconds;

constexpr Phase kOffered = Phase::kOffered, kConnected = Phase::kConnected, kHeld = Phase::kHeld,
                kEnded = Phase::kEnded, kOver = Phase::kOver;

struct Row {
  Phase phase;
  // After offered, connected, held, resumed, ended, wrap-up over.
  std::array<Phase, 6> next;
};
constexpr std::array<Row, 5> kTable = {{
    {kOffered, {kOffered, kConnected, kOffered, kOffered, kOver, kOffered}},
    {kConnected, {kConnected, kConnected, kHeld, kConnected, kEnded, kConnected}},
    {kHeld, {kHeld, kHeld, kHeld, kConnected, kEnded, kHeld}},
    {kEnded, {kEnded, kEnded, kEnded, kEnded, kEnded, kOver}},
    {kOver, {kOver, kOver, kOver, kOver, kOver, kOver}},
}};
constexpr std::array<Turn, 6> kTurns = {Turn::kOffered, Turn::kConnected, Turn::kHeld,
                                        Turn::kResumed, Turn::kEnded,     Turn::kWrapUpOver};

TEST(Course, EveryTurnInEveryPhase) {
  const Mono before(seconds(100)), now(seconds(200));
  for (const Row& row : kTable) {
    for (std::size_t i = 0; i < kTurns.size(); ++i) {
      const Course course{row.phase, before, before};
      const Course next = after(course, kTurns[i], now);
      EXPECT_EQ(next.phase, row.next[i]) << static_cast<int>(row.phase) << " turn " << i;
      EXPECT_EQ(next.since, next.phase == row.phase ? before : now);
      const bool answered = row.phase == kOffered && next.phase == kConnected;
      EXPECT_EQ(next.connected_at, answered ? now : before);
    }
  }
}

TEST(Course, EveryPhaseByTimeAlone) {
  const PhaseLimits limits{seconds(10), seconds(100), seconds(30)};
  const Mono at(seconds(1000));
  struct Case {
    Course course;
    int after;
    Phase phase;
    int since;  // from `at`
  };
  const Case cases[] = {
      {{kOffered, at, {}}, 9, kOffered, 0},
      {{kOffered, at, {}}, 10, kOver, 10},
      {{kConnected, at, at}, 99, kConnected, 0},
      {{kConnected, at, at}, 100, kEnded, 100},
      {{kConnected, at, at}, 130, kOver, 130},
      {{kHeld, at + seconds(90), at}, 99, kHeld, 90},
      {{kHeld, at + seconds(90), at}, 100, kEnded, 100},
      {{kEnded, at, at}, 29, kEnded, 0},
      {{kEnded, at, at}, 30, kOver, 30},
      {{kOver, at, at}, 100000, kOver, 0},
      {{kConnected, at, at}, 100000, kOver, 130},
  };
  for (const Case& one : cases) {
    const Course next = after(one.course, limits, at + seconds(one.after));
    EXPECT_EQ(next.phase, one.phase) << "after " << one.after;
    EXPECT_EQ(next.since, at + seconds(one.since)) << "after " << one.after;
  }
}

}  // namespace
}  // namespace insyn::calls
