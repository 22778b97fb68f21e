#include "calls/source/source.h"

#include <atomic>
#include <thread>

#include "calls/statement/testing.h"

namespace insyn::calls {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class StoppedClock final : public Clock {
 public:
  Utc utc() const override { return utc_at_1 + passed_.load(); }
  Mono mono() const override { return Mono(std::chrono::hours(3)) + passed_.load(); }
  std::chrono::microseconds slept() const override { return {}; }
  void pass(milliseconds time) { passed_ = passed_.load() + time; }

 private:
  const Utc utc_at_1 = calls::utc("2026-12-01T08:15:03.000Z");
  std::atomic<milliseconds> passed_{milliseconds(0)};
};

Notice notice_of(What what, const std::string& dialog = "d1", const std::string& number = "201") {
  Notice notice;
  notice.what = what;
  notice.dialog = dialog;
  notice.number = number;
  notice.call = "c1";
  return notice;
}

class SourceTest : public testing::Test {
 protected:
  SourceSet set(milliseconds look_every = std::chrono::hours(1)) {
    return {key_, log_, clock_, [this](const std::string& line) { said_ += line + "\n"; }, {}, look_every};
  }
  void tell(Source& source, std::initializer_list<Told> told) { source.take(std::vector<Told>(told)); }
  // All that was said so far.
  const std::vector<Statement>& statements() {
    for (;;) {
      const auto reading = log_.read(cursor_, StatementLog::Numbers(), clock_.mono());
      cursor_ = reading.next;
      if (reading.notes.empty()) return all_;
      for (const std::string& note : reading.notes) {
        const auto said = verify_statement(note, sources_);
        EXPECT_TRUE(said) << said.error().message;
        if (said) all_.push_back(*said);
      }
    }
  }
  std::string events() {
    std::string text;
    for (const Statement& one : statements())
      text += std::string(text.empty() ? "" : " ") + code_of(one.event);
    return text;
  }
  std::string ask(Source& source, const Statement& about, const std::string& name = "pbx") const {
    const Nonce nonce = random_nonce();
    std::string state = "not called back";
    source.ask({name, about.call, about.leg, nonce}, [&](const Answered& answered) {
      if (const auto* why = std::get_if<NoAnswer>(&answered)) {
        state = *why == NoAnswer::kNoSuchLeg ? "no such leg"
                : *why == NoAnswer::kUnclear ? "unclear"
                                             : "silent";
        return;
      }
      const auto answer = verify_answer(std::get<std::string>(answered), sources_);
      EXPECT_TRUE(answer) << answer.error().message;
      EXPECT_EQ(answer->nonce, nonce);
      state = code_of(answer->state);
    });
    return state;
  }

  StoppedClock clock_;
  const note::Signer key_ = note::Signer::generate("pbx").value();
  const std::vector<agreement::CallSource> sources_ = {source_of(key_)};
  StatementLog log_;
  std::string cursor_ = log_.read("", StatementLog::Numbers(), clock_.mono()).next;
  std::vector<Statement> all_;
  std::string said_;
};

TEST_F(SourceTest, WhatIsToldIsSignedAndAnswered) {
  Source source(set());
  tell(source, {notice_of(What::kOffered), notice_of(What::kConnected)});
  tell(source, {notice_of(What::kHeld)});
  ASSERT_EQ(events(), "begin hold");
  const Statement begin = statements()[0];
  EXPECT_EQ(begin.source, "pbx");
  EXPECT_EQ(begin.agent, "201");
  EXPECT_EQ(statements()[1].previous, begin.sequence);
  EXPECT_EQ(ask(source, begin), "held");
  EXPECT_EQ(ask(source, begin, "another"), "no such leg");
  Statement other = begin;
  other.leg = "made up";
  EXPECT_EQ(ask(source, other), "no such leg");
  tell(source, {notice_of(What::kEnded)});
  EXPECT_EQ(ask(source, begin), "ended");
  EXPECT_EQ(source.legs(), 0U);
}

// Nothing is remembered on a disk: the clock sees to it.
TEST_F(SourceTest, SequencesRiseOverARestart) {
  for (int start = 0; start < 3; ++start) {
    Source source(set());
    clock_.pass(milliseconds(100));
    for (int call = 0; call < 10; ++call)
      tell(source, {notice_of(What::kConnected, fmt::format("{} {}", start, call)),
                    notice_of(What::kEnded, fmt::format("{} {}", start, call))});
  }
  ASSERT_EQ(statements().size(), 60U);
  for (std::size_t i = 1; i < all_.size(); ++i) EXPECT_GT(all_[i].sequence, all_[i - 1].sequence);
}

TEST_F(SourceTest, ATelephoneSystemThatIsGoneEndsItsCallsByItself) {
  Source source(set(milliseconds(1)));
  source.heard();
  tell(source, {notice_of(What::kConnected)});
  const Statement begin = statements().at(0);
  clock_.pass(seconds(6));
  while (source.legs() > 0) std::this_thread::yield();
  EXPECT_EQ(ask(source, begin), "ended");
}

// The thread that looks is as good as asleep here.
TEST_F(SourceTest, AnAnswerAfterALongSleepKnowsWhatTimeHasEnded) {
  Source source(set(seconds(300)));
  source.heard();
  tell(source, {notice_of(What::kConnected)});
  const Statement begin = statements().at(0);
  EXPECT_EQ(ask(source, begin), "connected");
  clock_.pass(std::chrono::minutes(6));
  EXPECT_EQ(ask(source, begin), "ended");
}

TEST_F(SourceTest, ASignOfLifeAfterALongSleepKeepsNothingGoing) {
  Source source(set(seconds(300)));
  source.heard();
  tell(source, {notice_of(What::kConnected)});
  clock_.pass(std::chrono::minutes(6));
  source.heard();
  EXPECT_EQ(source.legs(), 0U);
}

TEST_F(SourceTest, HowACallStandsIsNotSaidAfterAGapUntilItIsToldAnew) {
  Source source(set());
  tell(source, {notice_of(What::kConnected)});
  const Statement begin = statements().at(0);
  tell(source, {Gap{"", true, false, false}});
  EXPECT_EQ(ask(source, begin), "unclear");
  Statement other = begin;
  other.leg = "made up";
  EXPECT_EQ(ask(source, other), "no such leg");
  tell(source, {notice_of(What::kResumed)});
  EXPECT_EQ(ask(source, begin), "connected");
}

TEST_F(SourceTest, WhetherTheTelephoneSystemIsThereIsToldToThoseWhoWait) {
  Source source(set());
  EXPECT_EQ(source.reach(), (std::vector<CarrierReach>{{"pbx", Reach::kNothing}}));
  const auto reading = log_.read("", StatementLog::Numbers(), clock_.mono());
  const auto bell = log_.wait(reading.next, StatementLog::Numbers(), clock_.mono());
  ASSERT_TRUE(bell);
  source.set_there(false);
  EXPECT_FALSE(bell->is_rung()) << "as before";
  source.set_there(true);
  EXPECT_TRUE(bell->is_rung());
  EXPECT_EQ(source.reach(), (std::vector<CarrierReach>{{"pbx", Reach::kSource}}));
}

TEST_F(SourceTest, WhatIsLeftOutIsSaidAndNotEachTime) {
  Source source(set());
  for (int i = 0; i < 100; ++i) tell(source, {notice_of(What::kConnected, "d" + std::to_string(i))});
  EXPECT_EQ(source.legs(), 16U) << "of one number";
  const auto lines = std::count(said_.begin(), said_.end(), '\n');
  EXPECT_GE(lines, 1);
  EXPECT_LE(lines, 8);
  EXPECT_EQ(said_.find("201"), std::string::npos);
}

TEST_F(SourceTest, ManyAtOnce) {
  Source source(set(milliseconds(1)), true);
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 4; ++thread)
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 50; ++i) {
        const std::string dialog = fmt::format("{} {}", thread, i);
        const std::string number = std::to_string(100 + thread);
        tell(source, {notice_of(What::kConnected, dialog, number)});
        source.heard();
        source.ask({"pbx", "c1", dialog, {}}, [](const Answered&) {});
        tell(source, {notice_of(What::kEnded, dialog, number)});
      }
    });
  threads.clear();
  EXPECT_EQ(source.legs(), 0U);
}

}  // namespace
}  // namespace insyn::calls
