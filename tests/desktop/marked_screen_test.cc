// The X screen is not what the eye sees: borders stand where a monitor shows the window, and what none shows,
// or shows without its border, is not kept.
#include <gtest/gtest.h>

#include "desktop/colours.h"
#include "indicator/border.h"
#include "support/monitor.h"
#include "support/service.h"
#include "support/until.h"

namespace insyn {
namespace {

using support::Desk;
using support::Service;
using track::Withheld;

bool is_shade(std::uint32_t colour) {
  return colour == indicator::kShades[0] || colour == indicator::kShades[1];
}

class MarkedScreen : public testing::Test {
 protected:
  MarkedScreen() {
    desk_.open_support_window();
    service_.start(desk_.terms());
    folder_ = service_.begin("4711");
  }
  void paint(const std::string& colour) {
    desk_.support.ask("repaint main colour " + colour);
    desk_.support.ask("fill main 0 0 400 300 " + colour);
  }
  void wait_until(const std::string& activity) {
    int turn = 0;
    support::until(activity, [&] {
      paint(++turn % 2 == 0 ? "00aa00" : "00bb00");
      return service_.activity() == activity;
    });
  }
  // In red, which nobody may ever see.
  void draw_what_is_not_shown() {
    wait_until("withheld");
    EXPECT_NE(service_.call({"status"}).out.find("no indicator"), std::string::npos);
    for (int i = 0; i < 3; ++i) {
      paint("aa0000");
      service_.activity();
    }
    paint("00aa00");
  }
  support::Shown end(std::uint32_t colour = kRed) {
    EXPECT_EQ(service_.call({"end", "4711"}).code, 0);
    support::until("the recording to be closed",
                   [&] { return recording::Recording::read(folder_).value().closing.has_value(); });
    return support::watch(folder_, desk_.parties, colour);
  }
  bool shade_at(int x, int y) const { return is_shade(support::pixels_of_screen(desk_.server).at(x, y)); }

  Desk desk_;
  Service service_{desk_};
  support::Monitor monitor_{desk_.server};
  Path folder_;
};

TEST_F(MarkedScreen, AMonitorThatIsSwitchedOffShowsNoMark) {
  wait_until("recording");
  monitor_.switch_off();
  draw_what_is_not_shown();
  monitor_.switch_on();
  wait_until("recording");
  EXPECT_EQ(end().colour_seen, 0U);
}

TEST_F(MarkedScreen, AWindowWhereNoMonitorIsIsNotKept) {
  wait_until("recording");
  monitor_.show_only(600, 600);
  wait_until("recording");
  desk_.support.ask("move main 700 100");
  draw_what_is_not_shown();
  desk_.support.ask("move main 100 100");
  wait_until("recording");
  EXPECT_EQ(end().colour_seen, 0U);
}

TEST_F(MarkedScreen, TheBorderStandsInsideWhereTheMonitorEnds) {
  monitor_.show_only(500, 600);
  wait_until("recording");
  support::until("the border inside", [&] { return shade_at(498, 250); });
  EXPECT_FALSE(shade_at(502, 250)) << "where no monitor is";
  EXPECT_TRUE(shade_at(98, 250)) << "where there is room";
}

TEST_F(MarkedScreen, ABacklightThatIsOutShowsNoMark) {
  wait_until("recording");
  monitor_.set("Backlight", {0});
  draw_what_is_not_shown();
  monitor_.set("Backlight", {40});
  wait_until("recording");
  EXPECT_EQ(end().colour_seen, 0U);
}

TEST_F(MarkedScreen, AMatrixThatMakesAllBlackShowsNoMark) {
  wait_until("recording");
  monitor_.set("CTM", std::vector<std::uint32_t>(18, 0));
  draw_what_is_not_shown();
  monitor_.set("CTM", {0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1});
  wait_until("recording");
  EXPECT_EQ(end().colour_seen, 0U);
}

TEST_F(MarkedScreen, AGammaThatMakesAllColoursOneShowsNoMark) {
  wait_until("recording");
  monitor_.show_one_colour();
  draw_what_is_not_shown();
  monitor_.show_colours();
  wait_until("recording");
  EXPECT_EQ(end().colour_seen, 0U);
}

TEST_F(MarkedScreen, BordersThatCrossAreBothSeen) {
  desk_.support.ask("create other 300 250 400 300");
  desk_.support.ask("repaint other colour 00aa00");
  desk_.support.ask("map other");
  wait_until("recording");
  desk_.support.ask("repaint other colour aa0000");
  desk_.support.ask("fill other 0 0 400 300 aa0000");
  Service::wait_for_next_chunk(folder_);
  EXPECT_EQ(service_.activity(), "recording");
  EXPECT_GT(end().colour_seen, 0U);
}

TEST_F(MarkedScreen, ALargePopupBesideADotHasABorderOfItsOwn) {
  desk_.support.ask("resize main 1 1");
  desk_.support.ask("create huge 200 150 900 500 override");
  desk_.support.ask("repaint huge colour 0000aa");
  desk_.support.ask("map huge");
  desk_.support.ask("fill huge 0 0 900 500 0000aa");
  support::until("a border around the popup", [&] {
    desk_.support.ask("fill huge 0 0 900 500 0000bb");
    desk_.support.ask("fill huge 0 0 900 500 0000aa");
    return shade_at(198, 400) && shade_at(600, 148) && shade_at(1102, 400) && shade_at(600, 652);
  });
  Service::wait_for_next_chunk(folder_);
  EXPECT_GT(end(0x0000aa).colour_seen, 0U);
}

// xterm's menu: with an edge of its own, and as high as the screen.
TEST_F(MarkedScreen, ALargePopupAtTheEdgeOfTheScreenIsKeptUnderItsBorder) {
  desk_.support.ask("create huge 600 98 256 696 override border=2");
  desk_.support.ask("repaint huge colour 0000aa");
  desk_.support.ask("map huge");
  support::until("a border around the popup", [&] { return shade_at(600, 400) && shade_at(859, 400); });
  desk_.support.ask("fill huge 0 0 256 696 0000bb");
  Service::wait_for_next_chunk(folder_);
  desk_.support.ask("fill huge 0 0 256 696 0000aa");
  Service::wait_for_next_chunk(folder_);
  EXPECT_GT(end(0x0000aa).colour_seen, 0U);
}

TEST_F(MarkedScreen, APopupFarFromItsWindowHasABorderOfItsOwn) {
  desk_.support.ask("create far 800 500 100 80 override");
  desk_.support.ask("repaint far colour 00aa00");
  desk_.support.ask("map far");
  support::until("a border around the popup", [&] {
    desk_.support.ask("fill far 0 0 100 80 00bb00");
    return shade_at(798, 540) && shade_at(902, 540);
  });
}

TEST_F(MarkedScreen, APopupThatStaysIsMarkedInTheEnd) {
  desk_.support.ask("create menu 200 200 100 80 override");
  desk_.support.ask("repaint menu colour 00aa00");
  desk_.support.ask("map menu");
  Service::wait_for_next_chunk(folder_);
  EXPECT_FALSE(shade_at(198, 240)) << "a menu is recorded under its window's border";
  support::until("a border around it", [&] { return shade_at(198, 240) && shade_at(302, 240); });
}

TEST_F(MarkedScreen, WindowsOfASecondProcessOfTheProgramInsideAreKept) {
  support::Client second(desk_.folder.path(), desk_.server, desk_.support_path);
  const std::string main = desk_.support.ask("create outer 600 100 400 300");
  desk_.support.ask("repaint outer colour 00aa00");
  desk_.support.ask("map outer");
  second.ask("create inner 50 40 200 150 parent=" + main);
  second.ask("repaint inner colour 0000aa");
  second.ask("map inner");
  support::until("a picture with the inner window",
                 [&] { return support::watch(folder_, desk_.parties, 0x0000aa).colour_seen > 0; });
  EXPECT_TRUE(end(0x0000aa).verification.intact());
}

TEST(Margin, OfAWindowThatDrawsItsOwnShadowIsNeitherFramedNorRecorded) {
  Desk desk;
  desk.support.ask("create csd 600 150 460 360");
  desk.support.ask("extents csd 30 30 20 40");
  desk.support.ask("repaint csd colour 0000aa");
  desk.support.ask("map csd");
  const auto recorder = desk.record();
  recorder->wait_for_chunks(1);
  desk.support.ask("fill csd 0 0 460 360 aa0000");
  desk.support.ask("fill csd 30 20 400 300 0000bb");
  recorder->wait_for_next_chunk();
  const track::Image screen = support::pixels_of_screen(desk.server);
  EXPECT_TRUE(is_shade(screen.at(628, 300)) && is_shade(screen.at(1032, 300)) &&
              is_shade(screen.at(700, 168)) && is_shade(screen.at(700, 472)))
      << "where the eye sees the window";
  recorder->stop();
  const support::Shown shown = support::watch(recorder->recording(), desk.parties, 0x0000bb);
  ASSERT_EQ(shown.last.surfaces().size(), 1U);
  EXPECT_EQ(shown.last.surfaces().front().place, (Rect{630, 170, 400, 300}));
  EXPECT_GT(shown.colour_seen, 0U);
  EXPECT_EQ(support::count(support::largest(shown.last).pixels, 0xaa0000), 0U);
}

// How a green that the server holds in so many bits comes back.
class Depths : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(Depths, AreRecordedAndMarked) {
  Desk desk({"-screen", "0", std::string("1280x800x") + GetParam().first});
  desk.open_support_window();
  desk.support.ask("repaint main colour 000000");
  const auto recorder = desk.record();
  recorder->wait_for_chunks(1);
  desk.support.ask(std::string("fill main 0 0 400 300 ") + GetParam().second);
  recorder->wait_for_next_chunk();
  recorder->stop();
  EXPECT_GT(support::watch(recorder->recording(), desk.parties, 0x00ff00).colour_seen, 100'000U);
}

INSTANTIATE_TEST_SUITE_P(OfScreens, Depths,
                         testing::Values(std::pair("16", "0007e0"), std::pair("15", "0003e0"),
                                         std::pair("30", "000ffc00")),
                         [](const auto& one) { return std::string("Bits") + one.param.first; });

TEST(Depth, OfWhichNothingCanBeKeptIsNamedBeforeAnythingBegins) {
  Desk desk({"-screen", "0", "1280x800x8"});
  const support::Ran ran = desk.try_to_record(desk.parties.sign(desk.terms()));
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("8 bits a pixel"), std::string::npos) << ran.err;
  EXPECT_EQ(desk.recordings(), 0U);
}

}  // namespace
}  // namespace insyn
