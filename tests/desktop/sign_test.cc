// Where the sign and the frame lie on desktops with window managers: whole on the screen, and over no title.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <stdexcept>

#include "desktop/framed_window.h"
#include "indicator/border.h"
#include "support/service.h"
#include "support/until.h"

namespace insyn {
namespace {

using support::Desk;
using support::Program;
using support::Service;

struct Situation {
  const char* name;
  std::vector<std::string> manager;
  std::string screen;
  std::string scale;
};

constexpr const char* kI3Settings = "i3-settings";  // in the desk's folder

class SignOnDesktop : public testing::TestWithParam<Situation> {
 protected:
  SignOnDesktop() : desk_({"-screen", "0", GetParam().screen + "x24"}) {
    std::sscanf(GetParam().screen.c_str(), "%dx%d", &screen_.width, &screen_.height);
    const std::string settings =
        "# i3 config file (v4)\nfont pango:monospace 8\nfor_window [title=\".*\"] floating enable\n";
    EXPECT_TRUE(
        write_file(desk_.folder / kI3Settings, view_of(settings), Access::kOwnerOnly, IfExists::kReplace));
    run({"xsetroot", "-solid", "#868e96"});
    // Xfwm4 does not start without one.
    bus_ = std::make_unique<Program>(
        desk_.folder.path(),
        std::vector<std::string>{"dbus-daemon", "--session", "--nofork", "--print-address"}, environment());
    support::until("a session bus", [&] { return bus_->out().ends_with('\n'); });
    support::Environment of_manager = environment();
    of_manager["DBUS_SESSION_BUS_ADDRESS"] = bus_->out().substr(0, bus_->out().size() - 1);
    std::vector<std::string> command = GetParam().manager;
    if (command.back() == kI3Settings) command.back() = (desk_.folder / kI3Settings).string();
    manager_ = std::make_unique<Program>(desk_.folder.path(), command, of_manager);
    support::until("the window manager", [&] {
      if (manager_->ended()) throw std::runtime_error("it has ended: " + manager_->err());
      return run({"xprop", "-root", "_NET_SUPPORTING_WM_CHECK"}).find("0x") != std::string::npos;
    });
    window_ =
        desk_.support.ask("create main 300 200 640 400 class=Kundstod title=Kundstod background=ffffff");
    desk_.support.ask("repaint main colour f1f3f5");
    map_with_title(desk_, "main", window_);
    service_.set_language("sv");
    if (!GetParam().scale.empty()) service_.set_scale(GetParam().scale);
    service_.start(desk_.terms());
    folder_ = service_.begin("4711");
  }

  support::Environment environment() const {
    support::Environment environment = service_.environment();
    environment["GSETTINGS_BACKEND"] = "memory";
    environment["HOME"] = desk_.folder.path().string();
    return environment;
  }
  std::string run(const std::vector<std::string>& command) {
    return support::run(desk_.folder.path(), command, environment()).out;
  }
  Rect client() { return place_of_window(desk_, window_); }
  Rect outer() { return place_with_title(desk_, window_); }
  // The window of the sign that says so; empty: there is none.
  Rect sign(const std::string& words) {
    const std::string found = run({"xdotool", "search", "--onlyvisible", "--name", "^" + words});
    return found.empty() ? Rect() : place_of_window(desk_, found.substr(0, found.find('\n')));
  }
  static bool is_shade(std::uint32_t colour) {
    return colour == indicator::kShades[0] || colour == indicator::kShades[1];
  }
  // Around the title too.
  bool frame_is_around(const Rect& window) {
    if (intersection(window, screen_) != window) return false;
    const track::Image screen = support::pixels_of_screen(desk_.server);
    int x = window.x - 2, right = window.right() + 1, y = window.y - 2, bottom = window.bottom() + 1;
    if (x < 0) x = window.x + 1;
    if (y < 0) y = window.y + 1;
    if (right >= screen.width) right = window.right() - 2;
    if (bottom >= screen.height) bottom = window.bottom() - 2;
    const int middle_x = window.x + window.width / 2, middle_y = window.y + window.height / 2;
    return is_shade(screen.at(middle_x, y)) && is_shade(screen.at(middle_x, bottom)) &&
           is_shade(screen.at(x, middle_y)) && is_shade(screen.at(right, middle_y)) &&
           is_shade(screen.at(x, window.y + 10));
  }
  static Rect with_frame(const Rect& w) {
    constexpr int t = indicator::kThickness;
    return {w.x - t, w.y - t, w.width + 2 * t, w.height + 2 * t};
  }
  // Follows it to where it lies now, and is whole on the screen and beside window and title.
  void expect_outside(const std::string& words) {
    support::until("the sign beside its window: " + words, [&] {
      const Rect at = sign(words);
      return !at.empty() && intersection(at, outer()).empty() && intersection(at, screen_) == at &&
             !intersection(at, {with_frame(outer()).x - 1, with_frame(outer()).y - 1,
                                with_frame(outer()).width + 2, with_frame(outer()).height + 2})
                  .empty();
    });
  }
  // The application draws meanwhile, so that there is something to keep.
  void wait_for(const std::string& activity) {
    int looks = 0;
    support::until(activity, [&] {
      desk_.support.ask(fmt::format("repaint main colour f1f3{:02x}", 0xf0 + looks++ % 16));
      desk_.support.ask("fill main 0 0 640 400 " + fmt::format("f1f3{:02x}", 0xf0 + looks % 16));
      return service_.activity() == activity;
    });
  }
  void press(const std::string& keys) { run({"xdotool", "key", keys}); }

  Desk desk_;
  Service service_{desk_};
  Rect screen_;
  std::unique_ptr<Program> bus_, manager_;
  std::string window_;
  Path folder_;
};

TEST_P(SignOnDesktop, CoversNoTitleWhereverTheWindowIs) {
  support::until("the frame around window and title", [&] { return frame_is_around(outer()); });
  expect_outside("Spelar in Kundst");
  const Rect places[] = {{300, 200, 640, 400},
                         {0, 0, 640, 400},
                         {screen_.width - 700, screen_.height - 460, 640, 400},
                         {0, 0, 640, screen_.height - 60}};
  for (const Rect& one : places) {
    desk_.support.ask(fmt::format("resize main {} {}", one.width, one.height));
    desk_.support.ask(fmt::format("move main {} {}", one.x, one.y));
    support::until("the frame", [&] {
      const Rect at = outer();
      // By i3 it is the window itself that is put there, with its title outside of the screen.
      if (at.x < 0 || at.y < 0) {
        desk_.support.ask(
            fmt::format("move main {} {}", one.x - std::min(at.x, 0), one.y - std::min(at.y, 0)));
        return false;
      }
      return frame_is_around(at);
    });
    expect_outside("Spelar in Kundst");
    Service::wait_for_next_chunk(folder_);
  }
  // In a pause too, when there is no frame.
  press("ctrl+alt+p");
  support::until("the pause", [&] { return service_.activity() == "paused"; });
  expect_outside("Pausad: inget beh");
  EXPECT_TRUE(sign("Spelar in").empty());
}

// The recorder looks for the frame around the title, where the tray has drawn it, and not at the window
// itself.
TEST_P(SignOnDesktop, NothingIsKeptWhileTheFrameOverTheTitleIsCovered) {
  // So that there is room for the frame, wherever its manager has put it.
  desk_.support.ask("move main 300 200");
  support::until("the frame around window and title", [&] {
    const Rect at = outer();
    return at.x > 200 && at.y > 100 && frame_is_around(at);
  });
  wait_for("recording");
  const Rect window = outer();
  desk_.mail.ask(fmt::format("create cover {} {} 40 {} override background=ff00ff",
                             window.x + window.width / 2, window.y - indicator::kThickness,
                             indicator::kThickness));
  desk_.mail.ask("map cover");
  wait_for("withheld");
  desk_.mail.ask("unmap cover");
  wait_for("recording");
}

TEST_P(SignOnDesktop, LiesOverTheLowerEdgeOfAWindowThatFillsTheScreen) {
  support::until("the frame", [&] { return frame_is_around(outer()); });
  desk_.support.ask("fullscreen main");
  support::until("the whole screen", [&] { return client() == screen_; });
  support::until("the frame inside", [&] { return frame_is_around(screen_); });
  support::until("the sign inside, at the lower edge", [&] {
    const Rect at = sign("Spelar in Kundst");
    return !at.empty() && at.bottom() == screen_.height - indicator::kThickness &&
           at.x == indicator::kThickness;
  });
  Service::wait_for_next_chunk(folder_);
  EXPECT_EQ(service_.activity(), "recording");
}

INSTANTIATE_TEST_SUITE_P(
    Managers, SignOnDesktop,
    testing::Values(Situation{"Openbox", {"openbox", "--sm-disable"}, "1280x800", ""},
                    Situation{"Xfwm4", {"xfwm4", "--compositor=on", "--sm-client-disable"}, "1280x800", ""},
                    Situation{"Metacity", {"metacity", "--sm-disable", "--no-composite"}, "1280x800", ""},
                    Situation{"I3", {"i3", "-c", kI3Settings}, "1280x800", ""},
                    Situation{"OpenboxOn4K", {"openbox", "--sm-disable"}, "3840x2160", "2"}),
    [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace insyn
