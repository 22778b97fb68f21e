#include "insight/register/counted.h"

#include <gtest/gtest.h>

#include "insight/input/log_part.h"

namespace insyn::insight {
namespace {

constexpr Floor kFloor{10, 30, 10};

// `calls` calls of each of `agents` agents, from the number `first` on, about one kind. Those whose number is
// in `longer` take a second more.
struct Made {
  int agents = 12;
  int calls = 10;
  int first = 0;
  std::vector<int> longer;
  std::vector<int> without;
  int of_a_screen = -1;  // the number of the call that has an event more
  std::string kind = "K";
};

Counted counted(const std::vector<Made>& all, std::uint64_t key = 7) {
  LogPart part(0);
  for (const Made& made : all) {
    for (int i = 0; i < made.agents * made.calls; ++i) {
      const int number = made.first + i;
      const auto among = [&](const std::vector<int>& some) {
        return std::find(some.begin(), some.end(), number) != some.end();
      };
      if (among(made.without)) continue;
      const int seconds = among(made.longer) ? 31 : 30;
      const std::string id = fmt::format("c{}", number);
      const std::string agent = fmt::format("a{}", made.first + i / made.calls);
      const std::string start = fmt::format("2026-12-07T{:02}:00:00Z", i % made.calls);
      const std::string end = fmt::format("2026-12-07T{:02}:00:{}Z", i % made.calls, seconds);
      CallFacts facts;
      facts.id = id;
      facts.agent = agent;
      facts.kind = made.kind;
      facts.start = start;
      facts.end = end;
      part.call(facts, 1);
      if (number == made.of_a_screen) part.event({id, start, "screen", "S", ""}, 1);
    }
  }
  Rejects rejects;
  std::vector<LogPart> parts;
  parts.push_back(std::move(part));
  const Log log = assemble(std::move(parts), {}, rejects);
  EXPECT_EQ(rejects.total(), 0U);
  std::vector<KindCalls> kinds;
  for (std::uint32_t call = 0; call < log.calls.size(); ++call) {
    const NameId kind = log.calls[call].kind;
    if (kinds.empty() || kinds.back().kind != kind) kinds.push_back({kind, {}, 1});
    kinds.back().calls.push_back(call);
  }
  return counted_calls(log, kinds, key);
}

// Of the last set of calls with the reports before it; the number of the report that it conflicts with, or 0.
std::uint32_t conflict(const std::vector<std::vector<Made>>& reports) {
  Division division;
  for (std::size_t i = 0; i + 1 < reports.size(); ++i)
    division.add(counted(reports[i]), static_cast<std::uint32_t>(i + 1));
  const auto found = division.conflict_of(counted(reports.back()), kFloor);
  return found ? found->report : 0;
}

TEST(Counted, TheSameCallsAgainAreNoDifference) {
  EXPECT_EQ(conflict({{{}}, {{}}}), 0U);
  EXPECT_EQ(conflict({{{}}, {{}}, {{}}}), 0U);
}

TEST(Counted, ACallLessOrMoreIsRefused) {
  Made less;
  less.without = {5};
  EXPECT_EQ(conflict({{{}}, {less}}), 1U);
  EXPECT_EQ(conflict({{less}, {{}}}), 1U);
}

TEST(Counted, ACallThatIsReadOtherwiseIsRefused) {
  Made longer;
  longer.longer = {5};
  EXPECT_EQ(conflict({{{}}, {longer}}), 1U);
  Made with_screen;
  with_screen.of_a_screen = 5;
  EXPECT_EQ(conflict({{{}}, {with_screen}}), 1U);
}

// As whoever moves all calls by a second would do it to hide one.
TEST(Counted, AChangeOfAllCallsHidesNone) {
  Made all;
  for (int i = 0; i < 120; ++i) all.longer.push_back(i);
  EXPECT_EQ(conflict({{{}}, {all}}), 0U);
  Made all_but_one = all;
  all_but_one.without = {5};
  EXPECT_EQ(conflict({{{}}, {all_but_one}}), 1U);
}

TEST(Counted, EnoughCallsOfEnoughAgentsMayBeAdded) {
  EXPECT_EQ(conflict({{{}}, {{}, {12, 10, 1000, {}, {}}}}), 0U);
  EXPECT_NE(conflict({{{}}, {{}, {9, 10, 1000, {}, {}}}}), 0U) << "of too few agents";
  EXPECT_NE(conflict({{{}}, {{}, {12, 2, 1000, {}, {}}}}), 0U) << "too few calls";
}

// Each differs from each other by enough, and all three together by too few.
TEST(Counted, ThreeReportsTogetherAreLookedAtToo) {
  const Made a{12, 10, 0, {}, {}}, b{12, 10, 1000, {}, {}}, c{12, 10, 2000, {}, {}}, few{2, 3, 3000, {}, {}};
  EXPECT_EQ(conflict({{a, b}, {b, c}}), 0U);
  EXPECT_EQ(conflict({{a, b}, {a, c}, {a, b, c}}), 0U);
  EXPECT_EQ(conflict({{a, b, few}, {a, c, few}}), 0U);
  EXPECT_EQ(conflict({{a, c, few}, {b, c, few}}), 0U);
  EXPECT_EQ(conflict({{a, b, few}, {b, c, few}}), 0U);
  EXPECT_EQ(conflict({{a, b, few}, {a, c, few}, {b, c, few}}), 2U);
}

// As whoever gives a kind another name, to leave one call out of it.
TEST(Counted, AnotherNameForAKindHidesNoCall) {
  Made renamed;
  renamed.kind = "L";
  EXPECT_EQ(conflict({{{}}, {renamed}}), 0U) << "all of it";
  Made less = renamed;
  less.without = {5};
  EXPECT_EQ(conflict({{{}}, {less}}), 1U);
  EXPECT_EQ(conflict({{less}, {{}}}), 1U);
  // Divided into two kinds that are large enough, or not.
  Made half{12, 10, 0, {}, {}}, other{12, 10, 1000, {}, {}};
  EXPECT_EQ(conflict({{half, other}, {half, {12, 10, 1000, {}, {}, -1, "L"}}}), 0U);
  const Made few{2, 3, 3000, {}, {}};
  EXPECT_EQ(conflict({{half, few}, {{12, 10, 0, {}, {}, -1, "L"}, {2, 3, 3000, {}, {}, -1, "K"}}}), 1U);
  // One call more under the other name.
  Made and_one = renamed;
  EXPECT_EQ(conflict({{{}}, {and_one, {1, 1, 5000, {}, {}, -1, "L"}}}), 1U);
}

TEST(Counted, IsReadAsItIsWritten) {
  const Counted made = counted({{}});
  EXPECT_EQ(decode_counted(encode(made)).value(), made);
  Bytes bytes = encode(made);
  for (const std::size_t size : {std::size_t{0}, std::size_t{10}, std::size_t{25}, bytes.size() - 1})
    EXPECT_FALSE(decode_counted(ByteView(bytes).subspan(0, size))) << size;
  bytes.push_back(0);
  EXPECT_FALSE(decode_counted(bytes));
}

TEST(Counted, NothingOfItIsTheSameUnderAnotherKey) {
  const Counted one = counted({{}}, 1), other = counted({{}}, 2);
  EXPECT_NE(one[0].kind, other[0].kind);
  EXPECT_NE(one[0].calls[0].id, other[0].calls[0].id);
}

}  // namespace
}  // namespace insyn::insight
