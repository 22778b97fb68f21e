// Between reading and keeping: what is said, and what happens to the window, while something is being read
// counts for it. Each capture on a real X server with a real indicator; only when it happens is scripted.
#include <gtest/gtest.h>

#include <cstdlib>

#include "agreement/terms.h"
#include "recorder/capture/x11/x11_backend.h"
#include "recorder/service/foreground_recording.h"
#include "recorder/stages/event_stage.h"
#include "support/desk.h"

namespace insyn::recorder {
namespace {

using support::Desk;

constexpr int kMostTurns = 1000;

// The system's, and how much later it is said to be.
class LaterClock final : public Clock {
 public:
  Utc utc() const override { return system_.utc(); }
  Mono mono() const override { return system_.mono() + later; }
  std::chrono::microseconds slept() const override { return system_.slept(); }

  std::chrono::milliseconds later{0};

 private:
  SystemClock system_;
};

// What happens at a capture's service points, and what the session is said to be from then on.
class ScriptedHost final : public SessionQuestion, public ServicePoints {
 public:
  bool on_screen() const override { return shown_; }
  void before_reading() override {
    serve();
    shown_ = true;
    reading();
  }
  void before_keeping() override {
    serve();
    ++reads_;
    shown_ = !paused_while_reading;
    keeping();
  }
  int reads() const { return reads_; }

  std::function<void()> serve, reading = [] {}, keeping = [] {};
  bool paused_while_reading = false;

 private:
  bool shown_ = true;
  int reads_ = 0;
};

// Counts what passes the scope.
class Kept final : public CaptureSink {
 public:
  Kept(const Scope& scope, const agreement::Terms& terms) : scope_(scope), events_(terms, "1") {}

  void title(RawTitle title) override { events_.title({}, {}, scope_.pass(std::move(title))); }
  void frame(RawFrame) override { ++frames_; }
  void surface_opened(track::SurfaceId, track::SurfaceKind, const Rect&) override {}
  void surface_moved(track::SurfaceId, const Rect&) override {}
  void surface_closed(track::SurfaceId) override {}
  void stacking(std::span<const track::SurfaceId>) override {}
  void unreadable(track::SurfaceId, const Rect&, track::Withheld) override {}
  void session_hidden() override {}
  void session_shown() override {}
  void pointer(bool, Point) override {}

  std::uint64_t events() const { return events_.count(); }
  std::size_t frames() const { return frames_; }

 private:
  const Scope& scope_;
  EventStage events_;
  std::size_t frames_ = 0;
};

// Of titles: by the capture that reads nothing else, and by the one that reads pictures too.
enum class Reads { kTitles, kPicturesAndTitles };

class CaptureGuards : public testing::TestWithParam<Reads> {
 protected:
  CaptureGuards() {
    for (const auto& variable : desk_.server.environment())
      ::setenv(variable.first.c_str(), variable.second.c_str(), 1);
    desk_.open_support_window();
    desk_.support.ask("title main Sök");
    agreement::Application application;
    application.name = "Kundstöd";
    application.exe = desk_.support_path.string();
    scope_.emplace(Scope({ApplicationInScope::find(application).value()}));
    terms_.screens = {{"sök", "Sök", "", "screen"}};
    kept_.emplace(*scope_, terms_);
    recorder_ = ForegroundRecording::start_tray(*stop_, clock_).value();
    host_.serve = [this] { recorder_->before_reading(); };
    if (!recorder_->wait_for_tray()) throw std::runtime_error("there is no tray");
  }

  bool reads_pictures() const { return GetParam() == Reads::kPicturesAndTitles; }
  void watch() {
    capture_ =
        x11::X11Backend(desk_.server.display())
            .open({reads_pictures(), 30, true}, {*scope_, host_, recorder_->indicator(), host_}, clock_)
            .value();
  }
  // Turn by turn, until `done`.
  void go_on_until(const std::function<bool()>& done) {
    for (int turn = 0; turn < kMostTurns && !done(); ++turn) {
      recorder_->add_to(loop_);
      loop_.add_source(capture_->fd(), "capture");
      const Mono until = clock_.mono() + std::chrono::milliseconds(20);
      loop_.add_deadline(std::min(until, capture_->due().value_or(until)), "turn");
      loop_.wait(clock_);
      ASSERT_TRUE(capture_->work(*kept_));
    }
    EXPECT_TRUE(done()) << "in vain";
  }
  // The title, and the picture where there is one.
  void go_on_until_all_was_read() {
    const int reads = reads_pictures() ? 2 : 1;
    go_on_until([&] { return host_.reads() >= reads; });
  }

  Desk desk_;
  LaterClock clock_;
  std::optional<StopRequest> stop_ = StopRequest::install().value();
  agreement::Terms terms_;
  std::optional<Scope> scope_;
  std::optional<Kept> kept_;
  std::unique_ptr<ForegroundRecording> recorder_;
  ScriptedHost host_;
  EventLoop loop_;
  std::unique_ptr<Capture> capture_;
};

TEST_P(CaptureGuards, WhatIsReadIsKeptWhereNothingHappens) {
  watch();
  go_on_until([this] { return kept_->events() == 1 && (!reads_pictures() || kept_->frames() > 0); });
}

TEST_P(CaptureGuards, NothingIsKeptWhereAPauseIsSaidWhileItIsRead) {
  watch();
  host_.paused_while_reading = true;
  go_on_until_all_was_read();
  EXPECT_EQ(kept_->events(), 0U);
  EXPECT_EQ(kept_->frames(), 0U);
}

TEST_P(CaptureGuards, NothingIsKeptWhereTheWindowGoesWhileItIsRead) {
  watch();
  // In each turn, so in the one that reads it too.
  host_.reading = [&] {
    desk_.support.ask("unmap main");
    desk_.support.ask("map main");
  };
  go_on_until([this] { return host_.reads() > 0; });
  EXPECT_EQ(kept_->events(), 0U);
  EXPECT_EQ(kept_->frames(), 0U);
}

// The mark was there when the read began, and nobody has looked since.
TEST_P(CaptureGuards, NothingIsKeptWhereItIsReadForLongerThanAMarkCounts) {
  watch();
  // A title comes before its picture.
  host_.keeping = [this] {
    if (!reads_pictures() || host_.reads() > 1) clock_.later += std::chrono::milliseconds(250);
  };
  go_on_until([this] { return host_.reads() >= 3; });
  EXPECT_EQ(kept_->events(), reads_pictures() ? 1U : 0U);
  EXPECT_EQ(kept_->frames(), 0U);
}

INSTANTIATE_TEST_SUITE_P(Both, CaptureGuards, testing::Values(Reads::kTitles, Reads::kPicturesAndTitles));

}  // namespace
}  // namespace insyn::recorder
