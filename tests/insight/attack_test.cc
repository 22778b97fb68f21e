// Somebody with the reports in hand, and the intention to learn about one agent. Each attack is made on the
// engine as it is, where it has to fail, and on one without a floor, where it has to succeed: an attack that
// finds nothing there would prove nothing here. Counts are not rounded here, so that it is not the rounding
// that is tested.
#include <gtest/gtest.h>

#include <set>

#include "insight/findings/engine.h"
#include "insight/sim/testing_log.h"

namespace insyn::insight {
namespace {

using sim::Centre;

constexpr Floor kGuarded{10, 30, 1};
constexpr Floor kOpen{1, 1, 1};
constexpr std::uint64_t kNothing = ~std::uint64_t{0};

// The smallest number of calls that can be worked out of a report: counts as they stand, what is left of the
// whole without them, and differences of sets of which one is known to lie in the other.
std::uint64_t smallest_of(const KindReport& kind) {
  std::uint64_t smallest = kNothing;
  const auto derive = [&](std::uint64_t whole, std::uint64_t part) {
    if (part > 0) smallest = std::min(smallest, part);
    if (whole > part) smallest = std::min(smallest, whole - part);
  };
  const std::uint64_t all = kind.calls.value();
  for (const PlaceUse& place : kind.places) derive(all, place.calls.value());
  for (const EdgeUse& edge : kind.edges) {
    derive(kind.places[edge.from].calls.value(), edge.calls.value());  // who went from there was there
    derive(kind.places[edge.to].calls.value(), edge.calls.value());
  }
  std::uint64_t in_variants = 0;
  for (const VariantUse& variant : kind.variants) {
    derive(all, variant.calls.value());
    in_variants += variant.calls.value();
    for (const std::size_t place : variant.places)
      derive(kind.places[place].calls.value(), variant.calls.value());
  }
  derive(all, in_variants);
  for (const ArticleUse& article : kind.articles) derive(all, article.calls.value());
  for (const Comparison::By by : {Comparison::kGroup, Comparison::kVersion}) {
    std::uint64_t compared = 0;
    for (const Comparison& comparison : kind.comparisons) {
      if (comparison.by != by) continue;
      compared += (compared == 0 ? comparison.first_calls.value() : 0) + comparison.second_calls.value();
      derive(all, comparison.first_calls.value());
      derive(all, comparison.second_calls.value());
    }
    derive(all, compared);
  }
  return smallest;
}

std::uint64_t smallest_of(const Report& report) {
  std::uint64_t smallest = kNothing;
  for (const KindReport& kind : report.kinds) smallest = std::min(smallest, smallest_of(kind));
  for (const Friction& friction : report.frictions) {
    smallest = std::min(smallest, friction.affected.value());
    if (friction.exposed > friction.affected)
      smallest = std::min(smallest, friction.exposed.value() - friction.affected.value());
  }
  for (const AgentsWord& word : report.did_not_help) {
    smallest = std::min(smallest, word.affected.value());
    if (word.calls > word.affected) smallest = std::min(smallest, word.calls.value() - word.affected.value());
  }
  return smallest;
}

Centre small_centre(std::uint64_t seed) {
  Centre centre;
  centre.seed = seed;
  centre.calls = 1'500;
  centre.agents = 24;
  centre.weeks = 6;
  centre.faults = Centre::usual_faults();
  return centre;
}

TEST(Attack, DifferencingWithinAReport) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const sim::SimLog made = sim::sim_log(small_centre(seed));
    EXPECT_LT(smallest_of(analyse(made.log, kOpen, {})), kGuarded.calls) << "seed " << seed;
    const std::uint64_t guarded = smallest_of(analyse(made.log, kGuarded, {}));
    EXPECT_GE(guarded, kGuarded.calls) << "seed " << seed;
    EXPECT_NE(guarded, kNothing) << "nothing went out: seed " << seed;
  }
}

// A report a day, each day on everything until then: what does a day add?
std::uint64_t smallest_growth(const Centre& centre, const Floor& floor) {
  constexpr Instant kDay = 86'400'000;
  const Instant first = sim::sim_log(centre).log.calls.front().start / kDay * kDay;
  std::uint64_t smallest = kNothing;
  std::vector<KindReport> before;
  for (int day = 1; day <= 45; ++day) {
    const Report report = analyse(sim::sim_log(centre, {0, first + day * kDay}).log, floor, {});
    for (const KindReport& kind : report.kinds) {
      const auto same =
          std::find_if(before.begin(), before.end(), [&](const auto& b) { return b.kind == kind.kind; });
      const std::uint64_t old = same == before.end() ? 0 : same->calls.value();
      if (kind.calls.value() > old) smallest = std::min(smallest, kind.calls.value() - old);
    }
    before = report.kinds;
  }
  return smallest;
}

TEST(Attack, RepeatedReportsOnALogThatGrows) {
  const Centre centre = small_centre(1);
  EXPECT_LT(smallest_growth(centre, kOpen), kGuarded.calls);
  const std::uint64_t guarded = smallest_growth(centre, kGuarded);
  EXPECT_GE(guarded, kGuarded.calls);
  EXPECT_NE(guarded, kNothing);
}

// A kind, a group and a screen that are one agent's own.
Log log_with_an_agent_apart() {
  LogPart part(0);
  std::uint64_t place = 0;
  for (int agent = 0; agent < 20; ++agent) {
    for (int number = 0; number < 60; ++number) {
      const bool apart = agent == 7;
      const std::string id = fmt::format("{}-{}", agent, number);
      const std::string name = fmt::format("agent {}", agent);
      const std::string at =
          fmt::format("2026-12-{:02}T{:02}:{:02}", 7 + number / 12, 9 + number % 12 / 2, number % 2 * 30);
      const std::string start = at + ":00Z";
      const std::string end = at + ":50Z";
      CallFacts facts;
      facts.id = id;
      facts.agent = name;
      facts.kind = apart && number % 3 == 0 ? "Chefsärende" : "Faktura";
      facts.start = start;
      facts.end = end;
      facts.outcome = "solved";
      facts.group = apart ? "Pilot" : "Alla";
      part.call(facts, ++place);
      part.event({id, start, "screen", "Start", ""}, ++place);
      part.event({id, end, "screen", apart ? "Hemlig" : "Kund", ""}, ++place);
    }
  }
  // A call of the week after, so that this one is over.
  CallFacts last;
  last.id = "last";
  last.agent = "agent 0";
  last.kind = "Faktura";
  last.start = "2026-12-14T09:00:00Z";
  last.end = "2026-12-14T09:00:50Z";
  part.call(last, ++place);
  Rejects rejects;
  std::vector<LogPart> parts;
  parts.push_back(std::move(part));
  return assemble(std::move(parts), {}, rejects);
}

bool names(const Report& report, std::string_view word) {
  for (const KindReport& kind : report.kinds) {
    if (kind.kind == word) return true;
    for (const PlaceUse& place : kind.places) {
      if (place.name == word) return true;
    }
    for (const Comparison& comparison : kind.comparisons) {
      if (comparison.first == word || comparison.second == word) return true;
    }
  }
  return false;
}

TEST(Attack, WhatIsOneAgentsOwnIsNotNamedAndNotLeftOver) {
  const Log log = log_with_an_agent_apart();
  const Report open = analyse(log, kOpen, {});
  const Report guarded = analyse(log, kGuarded, {});
  for (const char* word : {"Chefsärende", "Hemlig", "Pilot"}) {
    EXPECT_TRUE(names(open, word)) << word;
    EXPECT_FALSE(names(guarded, word)) << word;
  }
  ASSERT_EQ(guarded.kinds.size(), 1U);
  EXPECT_EQ(guarded.without_article, std::vector<std::size_t>{0});
  for (const PlaceUse& place : guarded.kinds[0].places)
    EXPECT_EQ(place.calls, guarded.kinds[0].calls) << place.name << ": the whole less it is the agent's";
  EXPECT_FALSE(names(guarded, "Alla"));
  EXPECT_TRUE(names(guarded, "Start"));
}

// Also where one of them has nearly half of the calls: whoever may see examples sees the system in them and
// not somebody's week.
TEST(Attack, ExamplesAreOfAnotherAgentEach) {
  Centre centre;
  centre.calls = 20'000;
  centre.faults = Centre::usual_faults();
  Log log = sim::sim_log(centre).log;
  for (Call& call : log.calls) call.agent = std::max(call.agent, centre.agents * 2 / 5);
  Examples examples;
  const Report report = analyse(log, kGuarded, {}, &examples);
  ASSERT_GE(report.frictions.size(), 3U);
  ASSERT_EQ(examples.size(), report.frictions.size());
  for (std::size_t i = 0; i < examples.size(); ++i) {
    std::set<std::uint32_t> agents;
    for (const std::uint32_t call : examples[i]) {
      agents.insert(log.calls[call].agent);
      EXPECT_EQ(log.labels.text(log.calls[call].kind), report.kinds[report.frictions[i].kind].kind);
    }
    EXPECT_GE(examples[i].size(), 5U);
    EXPECT_EQ(agents.size(), examples[i].size());
  }
}

}  // namespace
}  // namespace insyn::insight
