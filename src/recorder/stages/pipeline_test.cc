// What the pipeline lets through once nothing may be kept any more, where there are no pictures.
#include "recorder/stages/pipeline.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "recorder/call/testing_clock.h"
#include "recorder/capture/testing.h"
#include "recording/testing.h"

namespace insyn::recorder {
namespace {

class PipelineWithoutPictures : public testing::Test {
 protected:
  PipelineWithoutPictures() {
    const Path program = workstation_.spool / "kundstod";
    std::ofstream(program) << "the agreed program";
    agreement::Application application;
    application.name = "Kundstöd";
    application.exe = program.string();
    scope_.emplace(Scope({ApplicationInScope::find(application).value()}));
    facts_.window.program = *identity_of_file(program);
    facts_.program_running = facts_.still_there = true;
    terms_.screens = {{"sök", "Sök *", "", "screen"}};
    terms_.insight_recipient = workstation_.insight.recipient().text();
    recording::Opening opening = workstation_.opening();
    opening.level = agreement::Level::kMetrics;
    opening.recipient = "";
    pipeline_.emplace(
        *scope_, std::nullopt,
        EventStages{EventStage(terms_, "4711"), EventSeal::for_recording(terms_, "").value()},
        recording::RecordingWriter::begin(workstation_.spool, opening, {}, workstation_.device).value(),
        clock_, clock_.mono(), clock_.mono() + std::chrono::seconds(10));
  }

  void show(const std::string& title) { pipeline_->title(ScriptedCapture::title(1, title, facts_)); }
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
  pipeline_->session_hidden();
  pipeline_->hidden_because(track::Withheld::kPaused);
  clock_.pass(std::chrono::seconds(1));
  pipeline_->session_shown();
  const recording::Balance balance = pipeline_->balance();
  EXPECT_EQ(balance.withheld.at(track::Withheld::kPaused), (recording::Tally{1, 0}));
  EXPECT_EQ(balance.withheld.size(), 1U);
}

TEST_F(PipelineWithoutPictures, AFrameIsABug) {
  const track::Image image(2, 2, 0);
  EXPECT_DEATH(pipeline_->frame(ScriptedCapture::frame(1, {0, 0, 2, 2}, image.view(), {})), "");
}

}  // namespace
}  // namespace insyn::recorder
