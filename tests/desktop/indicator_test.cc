// What is not marked on the screen is not recorded: every way of losing the indicator, as the recording shows
// it. In each the window turns red once the indicator is lost, and nobody may ever see that red.
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>

#include "control/client.h"
#include "control/place.h"
#include "desktop/colours.h"
#include "indicator/border.h"
#include "support/service.h"
#include "support/until.h"

namespace insyn {
namespace {

using recording::EndReason;
using support::Desk;
using support::Service;
using track::Withheld;

class IndicatorTest : public testing::Test {
 protected:
  IndicatorTest() {
    desk_.open_support_window();
    service_.start(desk_.terms());
    folder_ = service_.begin("4711");
    paint("00aa00");
    Service::wait_for_next_chunk(folder_);
  }

  void paint(const std::string& colour) {
    desk_.support.ask("repaint main colour " + colour);
    desk_.support.ask("fill main 0 0 400 300 " + colour);
  }
  void wait_for(const std::string& activity) {
    support::until(activity, [&] { return service_.activity() == activity; });
  }
  // What was drawn until the indicator was lost counts as seen: it is waited for that the loss is noticed,
  // which it is when something is drawn, and then the window turns red.
  void expect_nothing_kept_from_now_on() {
    support::until("the loss to be noticed", [&] {
      paint(service_.activity() == "withheld" ? "0000aa" : "00bb00");
      return service_.activity() == "withheld";
    });
    EXPECT_NE(service_.call({"status"}).out.find("no indicator"), std::string::npos);
    for (int i = 0; i < 5; ++i) {
      paint("aa0000");
      desk_.support.ask(fmt::format("fill main {} 0 30 300 aa0000", i * 40));
      service_.activity();
    }
    paint("00aa00");
  }
  void expect_goes_on_when_back() {
    support::until("the recording to go on", [&] {
      paint(service_.activity() == "recording" ? "00aa00" : "00cc00");
      return service_.activity() == "recording";
    });
    Service::wait_for_next_chunk(folder_);
  }
  void expect_still_recorded() {
    Service::wait_for_next_chunk(folder_);
    paint("0000aa");
    Service::wait_for_next_chunk(folder_);
    EXPECT_EQ(service_.activity(), "recording");
    EXPECT_EQ(service_.call({"end", "4711"}).code, 0);
    support::until("the recording to be closed",
                   [&] { return recording::Recording::read(folder_).value().closing.has_value(); });
    EXPECT_GT(support::watch(folder_, desk_.parties, 0x0000aa).colour_seen, 0U);
  }
  void expect_no_red() {
    EXPECT_EQ(service_.call({"end", "4711"}).code, 0);
    support::until("the recording to be closed",
                   [&] { return recording::Recording::read(folder_).value().closing.has_value(); });
    const support::Shown shown = support::watch(folder_, desk_.parties, kRed);
    EXPECT_EQ(shown.colour_seen, 0U);
    EXPECT_GT(shown.moments, 1U);
    EXPECT_TRUE(desk_.parties.end_of(folder_).balance.withheld.contains(Withheld::kNoIndicator));
  }
  // One of the border's sides around the window at 100,100 with 400×300 pixels.
  std::string top_side() const { return "94 94 412 8"; }

  Desk desk_;
  Service service_{desk_};
  Path folder_;
};

TEST_F(IndicatorTest, IsOnTheScreenAndAllIsKept) {
  EXPECT_EQ(service_.activity(), "recording");
  const track::Image screen = support::pixels_of_screen(desk_.server);
  std::size_t shades =
      support::count(screen, indicator::kShades[0]) + support::count(screen, indicator::kShades[1]);
  EXPECT_GE(shades, 2U * 4 * (400 + 300)) << "the four sides, and the sign's border";
  paint("aa0000");
  Service::wait_for_next_chunk(folder_);
  EXPECT_EQ(service_.call({"end", "4711"}).code, 0);
  EXPECT_GT(support::watch(folder_, desk_.parties, kRed).colour_seen, 0U);
}

TEST_F(IndicatorTest, TrayKilled) {
  service_.tray().signal(SIGKILL);
  service_.tray().wait();
  expect_nothing_kept_from_now_on();
  service_.start_tray();
  expect_goes_on_when_back();
  expect_no_red();
}

TEST_F(IndicatorTest, TrayHung) {
  service_.tray().signal(SIGSTOP);
  expect_nothing_kept_from_now_on();
  service_.tray().signal(SIGCONT);
  expect_goes_on_when_back();
  expect_no_red();
}

TEST_F(IndicatorTest, CoveredByAnotherProgramsWindow) {
  desk_.mail.ask("create cover " + top_side() + " override");
  desk_.mail.ask("map cover");
  expect_nothing_kept_from_now_on();
  desk_.mail.ask("destroy cover");
  expect_goes_on_when_back();
  expect_no_red();
}

TEST_F(IndicatorTest, OnePixelOfItCovered) {
  desk_.mail.ask("create cover 300 97 1 1 override background=D9480F");
  desk_.mail.ask("map cover");
  desk_.mail.ask("fill cover 0 0 1 1 D9480E");
  expect_nothing_kept_from_now_on();
  desk_.mail.ask("destroy cover");
  expect_goes_on_when_back();
  expect_no_red();
}

// The upper side's window, in another program's hand: X11 does not keep windows apart.
class StolenTest : public IndicatorTest {
 protected:
  StolenTest() { desk_.mail.ask("adopt side 96 96 408 4"); }
};

TEST_F(StolenTest, Unmapped) {
  desk_.mail.ask("unmap side");
  expect_nothing_kept_from_now_on();
  desk_.mail.ask("map side");
  expect_goes_on_when_back();
  expect_no_red();
}

TEST_F(StolenTest, MovedAway) {
  desk_.mail.ask("move side 700 700");
  expect_nothing_kept_from_now_on();
  desk_.mail.ask("move side 96 96");
  expect_goes_on_when_back();
  expect_no_red();
}

TEST_F(StolenTest, MadeSmaller) {
  desk_.mail.ask("resize side 100 4");
  expect_nothing_kept_from_now_on();
  expect_no_red();
}

TEST_F(StolenTest, PutInsideAnotherWindow) {
  const std::string other = desk_.open_mail(700, 500, 100, 100);
  desk_.mail.ask("reparent side " + other + " 0 0");
  expect_nothing_kept_from_now_on();
  expect_no_red();
}

TEST_F(StolenTest, Destroyed) {
  desk_.mail.ask("destroy side");
  expect_nothing_kept_from_now_on();
  expect_no_red();
}

TEST_F(IndicatorTest, CoveredByItsOwnPicture) {
  desk_.mail.ask("create cover 96 96 408 4 override");
  desk_.mail.ask("mirror cover 96 96");
  expect_nothing_kept_from_now_on();
  desk_.mail.ask("destroy cover");
  expect_goes_on_when_back();
  expect_no_red();
}

TEST_F(IndicatorTest, AnotherProgramSaysThatItIsTheTray) {
  service_.tray().signal(SIGKILL);
  service_.tray().wait();
  auto client = control::Client::connect(control::socket_in(service_.runtime_folder() / "insyn")).value();
  control::Request indicate;
  indicate.verb = control::Verb::kIndicate;
  const control::Reply reply = client.ask(indicate).value();
  ASSERT_TRUE(reply.refused);
  EXPECT_EQ(error_code_of(*reply.refused), Code::kDenied);
  expect_nothing_kept_from_now_on();
  expect_no_red();
}

TEST_F(IndicatorTest, ATrayWithALibraryPutIntoItIsNotBelieved) {
  service_.tray().signal(SIGKILL);
  service_.tray().wait();
  service_.start_tray_with_library();
  expect_nothing_kept_from_now_on();
  EXPECT_FALSE(service_.tray().ended()) << "it runs, and is not asked to mark anything";
  service_.tray().signal(SIGKILL);
  service_.tray().wait();
  service_.start_tray();
  expect_goes_on_when_back();
  expect_no_red();
}

TEST_F(IndicatorTest, TheWindowMovesAndTheFrameWithIt) {
  for (int i = 0; i < 10; ++i) desk_.support.ask(fmt::format("move main {} {}", 100 + 20 * i, 100 + 10 * i));
  expect_goes_on_when_back();
  const track::Image screen = support::pixels_of_screen(desk_.server);
  const std::uint32_t shade = screen.at(280 - 2, 300);
  EXPECT_TRUE(shade == indicator::kShades[0] || shade == indicator::kShades[1])
      << fmt::format("{:06x}", shade);
}

TEST_F(IndicatorTest, AWindowOverTheWholeScreenIsMarkedInside) {
  desk_.support.ask("move main 0 0");
  desk_.support.ask("resize main 1280 800");
  expect_goes_on_when_back();
}

TEST_F(IndicatorTest, TheSignOfOneWindowLeavesTheFrameOfAnotherOpen) {
  // Its sign lies where the border's upper side does.
  desk_.support.ask("create note 150 110 200 90");
  desk_.support.ask("map note");
  desk_.support.ask("fill note 0 0 200 90 00aa00");
  support::until("the second window to be marked", [&] {
    const std::uint32_t shade = support::pixels_of_screen(desk_.server).at(250, 202);
    return shade == indicator::kShades[0] || shade == indicator::kShades[1];
  });
  expect_still_recorded();
}

TEST_F(IndicatorTest, AMenuOfTheApplicationMayCoverTheFrameWithItsBorderToo) {
  desk_.support.ask("create menu 200 70 100 60 override border=5");
  desk_.support.ask("map menu");
  desk_.support.ask("fill menu 0 0 100 60 00aa00");
  expect_still_recorded();
}

// The process that `parent` has started; 0 where there is none.
pid_t child_of(pid_t parent) {
  const std::vector<std::string> names = list_folder("/proc", 100'000).value();
  for (const std::string& name : names) {
    const pid_t process = std::atoi(name.c_str());
    const std::string status = process > 0 ? support::status_of(process) : "";
    if (status.find(fmt::format("\nPPid:\t{}\n", parent)) != std::string::npos &&
        status.starts_with("Name:\tinsyn-tray\n")) {
      return process;
    }
  }
  return 0;
}

TEST(ForegroundRecording, HasATrayOfItsOwnAndIsUnderTheSameRule) {
  Desk desk;
  desk.open_support_window();
  const auto paint = [&](const std::string& colour) {
    desk.support.ask("repaint main colour " + colour);
    desk.support.ask("fill main 0 0 400 300 " + colour);
  };
  const auto recorder = desk.record();
  const Path folder = recorder->recording();
  paint("00aa00");
  recorder->wait_for_chunks(1);
  const track::Image screen = support::pixels_of_screen(desk.server);
  EXPECT_GE(support::count(screen, indicator::kShades[0]) + support::count(screen, indicator::kShades[1]),
            2U * 4 * (400 + 300));
  const pid_t tray = child_of(recorder->program().pid());
  ASSERT_GT(tray, 0);
  ::kill(tray, SIGKILL);
  // As long as what was painted counts, and a little longer.
  const Mono lost = SystemClock().mono();
  while (SystemClock().mono() < lost + std::chrono::milliseconds(300)) paint("00bb00");
  paint("aa0000");
  paint("00aa00");
  recorder->stop();
  EXPECT_EQ(support::watch(folder, desk.parties, kRed).colour_seen, 0U);
  EXPECT_TRUE(desk.parties.end_of(folder).balance.withheld.contains(Withheld::kNoIndicator));
}

TEST(ForegroundRecording, TakesItsTrayWithIt) {
  Desk desk;
  desk.open_support_window();
  const auto recorder = desk.record();
  recorder->wait_for_chunks(1);
  const pid_t tray = child_of(recorder->program().pid());
  ASSERT_GT(tray, 0);
  recorder->program().signal(SIGKILL);
  recorder->program().wait();
  support::until("the tray to end", [&] {
    const std::string status = support::status_of(tray);
    return status.empty() || status.find("\nState:\tZ") != std::string::npos;
  });
}

}  // namespace
}  // namespace insyn
