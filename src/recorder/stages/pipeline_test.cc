// What the pipeline lets through: once nothing may be kept any more, where there are no pictures; and of a
// scene, from the capture to the disk.
#include "recorder/stages/pipeline.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "agreement/testing.h"
#include "os/process.h"
#include "recorder/call/testing_clock.h"
#include "recorder/capture/scripted/scripted_backend.h"
#include "recorder/capture/testing.h"
#include "recording/testing.h"

namespace insyn::recorder {
namespace {

class PipelineWithoutPictures : public testing::Test {
 protected:
  explicit PipelineWithoutPictures(Storing storing = Storing::kAtOnce) {
    const Path program = workstation_.spool / "kundstod";
    std::ofstream(program) << "the agreed program";
    agreement::Application application;
    application.name = "Kundstöd";
    application.exe = program.string();
    scope_.emplace(Scope({ApplicationInScope::find(application).value()}));
    facts_.window.emplace().program = *identity_of_file(program);
    facts_.doubt.reset();
    terms_.screens = {{"sök", "Sök *", "", "screen"}};
    terms_.insight_recipient = workstation_.events_key.recipient().text();
    pipeline_.emplace(*scope_, std::nullopt,
                      EventStages{EventStage(terms_, "4711"), EventSeal(workstation_.events_key.recipient())},
                      workstation_.begin(recording::without_pictures(workstation_.beginning())).value(),
                      clock_, PipelineTimes{clock_.mono(), clock_.mono() + std::chrono::seconds(10)},
                      storing);
  }

  void show(const std::string& title) { pipeline_->title(RawForTests::raw_title(1, title, facts_)); }
  std::uint64_t kept() const { return pipeline_->balance().kept.times; }

  recording::Workstation workstation_;
  TestingClock clock_;
  agreement::Terms terms_;
  TitleFacts facts_;
  std::optional<Scope> scope_;
  std::optional<Pipeline> pipeline_;
};

TEST_F(PipelineWithoutPictures, KeepsTheLastMomentAndNoneAfterIt) {
  clock_.pass(std::chrono::milliseconds(9'999));
  show("Sök a");
  EXPECT_EQ(kept(), 1U);
  pipeline_->surface_closed(1);
  clock_.pass(std::chrono::milliseconds(1));
  show("Sök b");
  EXPECT_EQ(kept(), 1U);
}

TEST_F(PipelineWithoutPictures, CountsHowOftenNothingWasKept) {
  EXPECT_EQ(pipeline_->hidden_by(), std::nullopt);
  pipeline_->session_hidden();
  EXPECT_EQ(pipeline_->hidden_by(), track::Withheld::kSessionHidden);
  pipeline_->hidden_because(track::Withheld::kPaused);
  EXPECT_EQ(pipeline_->hidden_by(), track::Withheld::kPaused);
  clock_.pass(std::chrono::seconds(1));
  pipeline_->session_shown();
  EXPECT_EQ(pipeline_->hidden_by(), std::nullopt);
  const recording::Balance balance = pipeline_->balance();
  EXPECT_EQ(balance.withheld.at(track::Withheld::kPaused), (recording::Tally{1, 0}));
  EXPECT_EQ(balance.withheld.size(), 1U);
}

TEST_F(PipelineWithoutPictures, AFrameIsABug) {
  const track::Image image(2, 2, 0);
  EXPECT_DEATH(pipeline_->frame(RawForTests::raw_frame(1, {0, 0, 2, 2}, image.view(), {})), "");
}

class PipelineToBeProven : public PipelineWithoutPictures {
 protected:
  PipelineToBeProven() : PipelineWithoutPictures(Storing::kOnceProven) {}
};

TEST_F(PipelineToBeProven, ForgetsWhatIsNotProvenAndWhatCameAfterIt) {
  show("Sök a");
  clock_.pass(Pipeline::kCutToBeProven);
  ASSERT_TRUE(pipeline_->spool_what_is_due());
  ASSERT_TRUE(pipeline_->has_unproven());
  EXPECT_TRUE(pipeline_->spool().chunks().empty());
  ASSERT_TRUE(pipeline_->store_unproven());
  EXPECT_EQ(pipeline_->spool().chunks().size(), 1U);
  pipeline_->surface_closed(1);
  show("Sök b");
  clock_.pass(Pipeline::kCutToBeProven);
  ASSERT_TRUE(pipeline_->spool_what_is_due());
  pipeline_->surface_closed(1);
  show("Sök c");
  EXPECT_EQ(kept(), 3U);
  EXPECT_FALSE(pipeline_->due()) << "one proof is asked for at a time";
  pipeline_->forget_unproven();
  EXPECT_EQ(kept(), 1U);
  EXPECT_FALSE(pipeline_->has_unproven());
  // The capture has not looked afresh.
  show("Sök d");
  EXPECT_EQ(kept(), 1U);
  pipeline_->session_hidden();
  clock_.pass(std::chrono::seconds(1));
  pipeline_->session_shown();
  show("Sök e");
  EXPECT_EQ(kept(), 2U);
  EXPECT_EQ(pipeline_->balance().withheld.at(track::Withheld::kNotConfirmed).times, 1U);
  ASSERT_TRUE(pipeline_->close(recording::EndReason::kStopped));
  // And the statement of its end.
  EXPECT_EQ(pipeline_->spool().chunks().size(), 2U);
}

std::vector<recording::ChunkKind> kinds_of(const Pipeline& pipeline) {
  std::vector<recording::ChunkKind> kinds;
  for (const recording::ChunkRecord& chunk : pipeline.spool().chunks()) kinds.push_back(chunk.kind);
  return kinds;
}

TEST_F(PipelineToBeProven, WhatACallSourceSaidIsStoredWithWhatIsProvenAndBeforeTheEnd) {
  using recording::ChunkKind;
  pipeline_->note_statements({"begin\n"});
  show("Sök a");
  clock_.pass(Pipeline::kCutToBeProven);
  ASSERT_TRUE(pipeline_->spool_what_is_due());
  EXPECT_EQ(kinds_of(*pipeline_), std::vector<ChunkKind>());
  ASSERT_TRUE(pipeline_->store_unproven());
  EXPECT_EQ(kinds_of(*pipeline_), (std::vector<ChunkKind>{ChunkKind::kCalls, ChunkKind::kEvents}));
  pipeline_->note_statements({"hold\n", "end\n"});
  pipeline_->forget_unproven();
  ASSERT_TRUE(pipeline_->close(recording::EndReason::kCallEnded));
  ASSERT_EQ(kinds_of(*pipeline_).size(), 4U);
  const auto read = recording::Recording::read(pipeline_->spool().folder()).value();
  EXPECT_EQ(read_statements(read, workstation_.calls_key).value(),
            (std::vector<std::string>{"begin\n", "hold\n", "end\n"}));
}

// The call is on hold, or its end is held back: what the agent says is kept, and nothing that was shown.
TEST_F(PipelineToBeProven, WhatTheAgentSaysNeedsNoProof) {
  show("Sök a");
  EXPECT_TRUE(pipeline_->did_not_help());
  clock_.pass(Pipeline::kCutToBeProven);
  ASSERT_TRUE(pipeline_->spool_what_is_due());
  pipeline_->forget_unproven();
  EXPECT_FALSE(pipeline_->due());
  ASSERT_TRUE(pipeline_->close(recording::EndReason::kCallEnded));
  const auto read = recording::Recording::read(pipeline_->spool().folder()).value();
  const std::string events = read_events(read, workstation_.events_key).value();
  EXPECT_NE(events.find(",did-not-help,\n"), std::string::npos) << events;
  EXPECT_EQ(events.find("sök"), std::string::npos) << events;
  EXPECT_EQ(pipeline_->balance().kept.times, 1U);
}

TEST_F(PipelineToBeProven, WhatTheAgentSaysIsStoredOnceWithItsScreenWhereTheCallGoesOn) {
  show("Sök a");
  EXPECT_TRUE(pipeline_->did_not_help());
  clock_.pass(Pipeline::kCutToBeProven);
  ASSERT_TRUE(pipeline_->spool_what_is_due());
  ASSERT_TRUE(pipeline_->store_unproven());
  ASSERT_TRUE(pipeline_->close(recording::EndReason::kCallEnded));
  const auto read = recording::Recording::read(pipeline_->spool().folder()).value();
  const std::string events = read_events(read, workstation_.events_key).value();
  EXPECT_TRUE(events.ends_with(",did-not-help,sök\n")) << events;
  EXPECT_EQ(std::count(events.begin(), events.end(), '\n'), 2);
}

TEST_F(PipelineWithoutPictures, TheAgentSaysNothingOnceNothingIsKeptAnyMore) {
  clock_.pass(std::chrono::seconds(10));
  EXPECT_FALSE(pipeline_->did_not_help());
}

// On hold nothing is proven, for a source that says the same for ever, too.
TEST_F(PipelineToBeProven, ManyStatementsAreStoredAtOnceAndNoMoreThanAChunkHoldsWait) {
  pipeline_->note_statements(std::vector<std::string>(10, "hold\n"));
  ASSERT_TRUE(pipeline_->spool_what_is_due());
  EXPECT_TRUE(pipeline_->spool().chunks().empty());
  pipeline_->note_statements(std::vector<std::string>(1000, "hold\n"));
  ASSERT_TRUE(pipeline_->spool_what_is_due());
  ASSERT_EQ(pipeline_->spool().chunks().size(), 1U);
  ASSERT_TRUE(pipeline_->close(recording::EndReason::kCallEnded));
  const auto read = recording::Recording::read(pipeline_->spool().folder()).value();
  EXPECT_EQ(read_statements(read, workstation_.calls_key).value().size(), recording::kMostCallNotes);
}

TEST_F(PipelineWithoutPictures, WhatACallSourceSaidIsStoredWithWhatIsStoredNext) {
  pipeline_->note_statements({"begin\n"});
  ASSERT_TRUE(pipeline_->spool_what_is_due());
  EXPECT_TRUE(pipeline_->spool().chunks().empty());
  show("Sök a");
  clock_.pass(std::chrono::seconds(3));
  ASSERT_TRUE(pipeline_->spool_what_is_due());
  EXPECT_EQ(kinds_of(*pipeline_),
            (std::vector<recording::ChunkKind>{recording::ChunkKind::kCalls, recording::ChunkKind::kEvents}));
}

// A session that is always on the screen, and nobody to be served.
struct NobodyElse final : SessionQuestion, ServicePoints {
  bool on_screen() const override { return true; }
  void before_reading() override {}
  void before_keeping() override {}
};

TEST(PipelineOfAScene, BringsWhatItShowsToTheDisk) {
  const recording::Workstation workstation;
  const Path program = workstation.spool / "kundstod";
  std::ofstream(program) << "the agreed program";
  agreement::Application application;
  application.name = "Kundstöd";
  application.exe = program.string();
  Scope scope({ApplicationInScope::find(application).value()});
  TestingClock clock;
  scripted::Desktop desktop;
  scripted::Indicator indicator(clock);
  NobodyElse nobody;
  WindowFacts facts;
  facts.program = *identity_of_file(program);
  const auto window = desktop.open(facts, {10, 10, 64, 48}, 0x123456).number;
  const auto capture =
      scripted::Backend(desktop).open({true, 30, false}, {scope, nobody, indicator, nobody}, clock).value();
  Pipeline pipeline(
      scope,
      PictureStages{
          Mask::for_level(agreement::Level::kFull).value(), SealStage(workstation.key.recipient()), {}},
      std::nullopt, workstation.begin().value(), clock, {clock.mono(), clock.mono() + std::chrono::hours(1)});
  ASSERT_TRUE(capture->work(pipeline));
  EXPECT_EQ(pipeline.open_surfaces(), 1U);
  EXPECT_EQ(pipeline.balance().kept, (recording::Tally{1, 64 * 48}));
  scripted::Desktop::fill(desktop.window(window), {0, 0, 8, 8}, 0x654321);
  clock.pass(std::chrono::seconds(1));
  ASSERT_TRUE(capture->work(pipeline));
  EXPECT_EQ(pipeline.balance().kept, (recording::Tally{2, 64 * 48 + 8 * 8}));
  ASSERT_TRUE(pipeline.close(recording::EndReason::kStopped));
  EXPECT_GT(pipeline.spool().bytes(), 0U);
}

}  // namespace
}  // namespace insyn::recorder
