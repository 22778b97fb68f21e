#include "calls/log/statement_log.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <thread>

#include "calls/statement/testing.h"

namespace insyn::calls {
namespace {

using Notes = std::vector<std::string>;

const Mono kThen{};

Statement about(const std::string& leg, const std::string& number, Event event = Event::kBegin) {
  Statement said = example_statement();
  said.leg = leg;
  said.agent = number;
  said.event = event;
  return said;
}

StatementLog::Numbers of(std::initializer_list<const char*> numbers) {
  return std::set<std::string>(numbers.begin(), numbers.end());
}

class StatementLogTest : public ::testing::Test {
 protected:
  bool add(const std::string& leg, const std::string& number, const std::string& note,
           Event event = Event::kBegin) {
    return log.add(about(leg, number, event), note, now);
  }
  Notes read(std::string& cursor, const StatementLog::Numbers& numbers = of({"201"})) {
    auto reading = log.read(cursor, numbers, now);
    cursor = reading.next;
    return reading.notes;
  }
  Notes fresh(const StatementLog::Numbers& numbers = of({"201"})) { return log.read("", numbers, now).notes; }

  LogLimits limits{4, 5, 1000};
  StatementLog log{limits, {3, 100}};
  Mono now = kThen;
};

TEST_F(StatementLogTest, IsReadOnFromWhereOneWas) {
  std::string cursor;
  EXPECT_EQ(read(cursor), Notes());
  add("a", "201", "1");
  add("b", "202", "2");
  add("a", "201", "3", Event::kHold);
  EXPECT_EQ(read(cursor), (Notes{"1", "3"}));
  EXPECT_EQ(read(cursor), Notes());
  std::string all;
  EXPECT_EQ(read(all, {}), (Notes{"1", "2", "3"}));
  EXPECT_EQ(fresh(of({"202", "201"})), (Notes{"1", "2", "3"}));
  EXPECT_EQ(fresh(of({"203"})), Notes());
  EXPECT_EQ(fresh(of({})), Notes());
}

TEST_F(StatementLogTest, WhatIsToldTwiceIsThereOnce) {
  EXPECT_TRUE(add("a", "201", "1"));
  EXPECT_FALSE(add("a", "201", "1"));
  EXPECT_EQ(fresh(), Notes{"1"});
}

TEST_F(StatementLogTest, WithoutACursorOfThisRunWhatIsOverIsNotTold) {
  add("a", "201", "1");
  add("b", "201", "2");
  std::string cursor;
  read(cursor);
  add("a", "201", "3", Event::kEnd);
  EXPECT_EQ(read(cursor), Notes{"3"});
  StatementLog other;
  std::string another = other.read("", of({"201"}), now).next;
  for (const std::string& foreign :
       {std::string(), std::string("nonsense"), another, cursor + "x", cursor.substr(0, cursor.size() - 2)})
    EXPECT_EQ(log.read(foreign, of({"201"}), now).notes, Notes{"2"}) << foreign;
  // One of this run's that it has not given.
  const std::string run = cursor.substr(0, cursor.find('-'));
  EXPECT_EQ(log.read(run + "-99-0", of({"201"}), now).notes, Notes{"2"});
}

TEST_F(StatementLogTest, WhatHasEndedIsToldForAMinute) {
  std::string cursor, later;
  read(cursor);
  later = cursor;
  add("a", "201", "1");
  now += std::chrono::hours(11);
  add("a", "201", "2", Event::kEnd);
  now += std::chrono::seconds(59);
  EXPECT_EQ(read(cursor), (Notes{"1", "2"}));
  now += std::chrono::seconds(1);
  EXPECT_EQ(read(later), Notes());
  EXPECT_EQ(log.legs(), 0U);
  EXPECT_EQ(log.bytes(), 0U);
}

TEST_F(StatementLogTest, ALegOfWhichNothingIsHeardIsForgottenInTheEnd) {
  add("a", "201", "1");
  now += std::chrono::hours(12);
  EXPECT_EQ(fresh(), Notes());
}

TEST_F(StatementLogTest, TheNumberThatALegHadHearsThatItHasGone) {
  add("a", "201", "1");
  add("a", "202", "2", Event::kHold);
  add("a", "202", "3", Event::kResume);
  EXPECT_EQ(fresh(), (Notes{"1", "2"}));
  EXPECT_EQ(fresh(of({"202"})), (Notes{"2", "3"}));
}

TEST_F(StatementLogTest, TheSameLegOfTwoSourcesIsTwo) {
  Statement other = about("a", "201", Event::kEnd);
  other.source = "other";
  add("a", "201", "1");
  log.add(other, "2", now);
  EXPECT_EQ(fresh(), Notes{"1"});
}

TEST_F(StatementLogTest, MuchIsReadInParts) {
  for (const char* leg : {"a", "b", "c", "d"}) add(leg, "201", leg);
  std::string cursor;
  EXPECT_EQ(read(cursor), (Notes{"a", "b", "c"}));
  EXPECT_EQ(read(cursor), Notes{"d"});
  EXPECT_EQ(read(cursor), Notes());
  add("a", "201", std::string(60, 'x'));
  add("b", "201", std::string(60, 'y'));
  EXPECT_EQ(read(cursor).size(), 1U);
  EXPECT_EQ(read(cursor).size(), 1U);
  add("c", "201", std::string(300, 'z'));
  EXPECT_EQ(read(cursor).size(), 1U);
}

TEST_F(StatementLogTest, OfManyLegsThoseThatHaveEndedAreForgottenFirst) {
  for (const char* leg : {"a", "b", "c", "d"}) add(leg, "201", leg);
  add("c", "201", "end", Event::kEnd);
  add("e", "201", "e");
  EXPECT_EQ(log.legs(), 4U);
  std::string cursor;
  EXPECT_EQ(read(cursor), (Notes{"a", "b", "d"}));
  add("f", "201", "f");
  EXPECT_EQ(log.legs(), 4U);
  cursor.clear();
  EXPECT_EQ(read(cursor), (Notes{"b", "d", "e"}));
}

TEST_F(StatementLogTest, OfManyStatementsAboutOneLegTheFirstStays) {
  for (int i = 0; i < 50; ++i) add("a", "201", std::to_string(i), i == 0 ? Event::kBegin : Event::kHold);
  std::string cursor;
  EXPECT_EQ(read(cursor), (Notes{"0", "46", "47"}));
  EXPECT_EQ(read(cursor), (Notes{"48", "49"}));
}

TEST_F(StatementLogTest, BytesAreBounded) {
  for (int i = 0; i < 100; ++i) add(std::to_string(i), "201", std::to_string(i) + std::string(300, 'x'));
  EXPECT_LE(log.bytes(), limits.bytes);
  EXPECT_EQ(log.legs(), 3U);
}

TEST_F(StatementLogTest, WakesThoseAloneWhoWaitForTheNumber) {
  std::string cursor, all;
  read(cursor);
  read(all, {});
  EXPECT_EQ(log.wait("", of({"201"}), now), nullptr);
  const auto mine = log.wait(cursor, of({"201", "205"}), now), others = log.wait(cursor, of({"202"}), now),
             everybodys = log.wait(all, {}, now);
  EXPECT_EQ(log.waiting(), 3U);
  add("a", "201", "1");
  EXPECT_TRUE(mine->is_rung());
  EXPECT_TRUE(everybodys->is_rung());
  EXPECT_FALSE(others->is_rung());
  EXPECT_EQ(log.wait(cursor, of({"201"}), now), nullptr);
  EXPECT_NE(log.wait(cursor, of({"202"}), now), nullptr);
}

TEST_F(StatementLogTest, WakesWhoHadTheLegBefore) {
  add("a", "201", "1");
  std::string cursor;
  read(cursor);
  const auto before = log.wait(cursor, of({"201"}), now);
  add("a", "202", "2", Event::kHold);
  EXPECT_TRUE(before->is_rung());
}

TEST_F(StatementLogTest, WhatIsBesideItWakesEverybodyAndEndsTheirNextWait) {
  std::string cursor, all;
  read(cursor);
  read(all, {});
  const auto one = log.wait(cursor, of({"201"}), now), other = log.wait(all, {}, now);
  log.beside_changed();
  EXPECT_TRUE(one->is_rung());
  EXPECT_TRUE(other->is_rung());
  EXPECT_EQ(log.wait(cursor, of({"201"}), now), nullptr);
  read(cursor);
  EXPECT_NE(log.wait(cursor, of({"201"}), now), nullptr);
}

TEST_F(StatementLogTest, WhoHasGoneWaitsNoMore) {
  std::string cursor;
  read(cursor);
  auto bell = log.wait(cursor, of({"201"}), now);
  bell.reset();
  EXPECT_EQ(log.waiting(), 0U);
  add("a", "201", "1");
}

// Somebody waits by a bell, as a server does, while statements come from two threads.
TEST_F(StatementLogTest, NothingIsMissedAndNothingComesTwiceHoweverTheyMeet) {
  StatementLog shared;
  constexpr int kEach = 2000;
  std::vector<std::jthread> tell;
  for (const char* leg : {"a", "b", "c"}) {
    tell.emplace_back([&, leg] {
      for (int i = 0; i < kEach; ++i) {
        const std::string id = leg + std::to_string(i / 100);
        shared.add(about(id, *leg == 'c' ? "202" : "201"), fmt::format("{}{}", leg, i), kThen);
      }
    });
  }
  Notes notes;
  std::string cursor;
  while (notes.size() < 2 * kEach) {
    if (const auto bell = shared.wait(cursor, of({"201"}), kThen)) {
      std::mutex mutex;
      std::condition_variable rung;
      bool woken = false;
      bell->on_ring([&] {
        const std::lock_guard lock(mutex);
        woken = true;
        rung.notify_one();
      });
      std::unique_lock lock(mutex);
      ASSERT_TRUE(rung.wait_for(lock, std::chrono::seconds(20), [&] { return woken; }));
      lock.unlock();
      bell->on_ring(nullptr);
    }
    const auto reading = shared.read(cursor, of({"201"}), kThen);
    cursor = reading.next;
    notes.insert(notes.end(), reading.notes.begin(), reading.notes.end());
  }
  EXPECT_EQ(std::set<std::string>(notes.begin(), notes.end()).size(), std::size_t{2 * kEach});
}

}  // namespace
}  // namespace insyn::calls
