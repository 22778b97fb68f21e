// The tray on a desktop that changes: another keyboard layout, programs that hold the keyboard, monitors that
// come and go, a panel that is late.
#include <gtest/gtest.h>

#include <csignal>
#include <sstream>

#include "indicator/border.h"
#include "support/service.h"
#include "support/until.h"
#include "support/x_filter.h"

namespace insyn {
namespace {

using support::Desk;
using support::Program;
using support::Service;

class DesktopChanges : public testing::Test {
 protected:
  // A screen that can also be 1280×800.
  DesktopChanges() : desk_({"-screen", "0", "1920x1080x24"}) {
    window_ = desk_.support.ask("create main 1300 300 400 300 class=Kundstod background=ffffff");
    desk_.support.ask("repaint main colour f1f3f5");
    desk_.support.ask("map main");
    environment_ = service_.environment();
  }

  void run(const std::vector<std::string>& command) {
    const auto ran = support::run(desk_.folder.path(), command, environment_);
    ASSERT_EQ(ran.code, 0) << command.front() << ": " << ran.err;
  }
  std::unique_ptr<Program> holder(const std::string& of) {
    auto program = std::make_unique<Program>(
        desk_.folder.path(), std::vector<std::string>{(Path(INSYN_BIN_DIR) / "keyboard_holder").string(), of},
        environment_);
    support::until("the keyboard", [&] { return program->out() == "ready\n"; });
    return program;
  }
  // By its number, as a hand presses it, whatever the layout makes of it.
  void press(int key) {
    const std::string code = std::to_string(key);
    run({"xdotool", "keydown", "37", "keydown", "64", "keydown", code, "keyup", code, "keyup", "64", "keyup",
         "37"});
  }
  // Whether another program can have Ctrl+Alt+H.
  bool word_key_is_free() {
    Program program(desk_.folder.path(), {(Path(INSYN_BIN_DIR) / "keyboard_holder").string(), "word-key"},
                    environment_);
    support::until("the key, or not", [&] { return program.ended() || program.out() == "ready\n"; });
    return !program.ended();
  }
  void start_with_agents_word() {
    support::TestTerms terms = desk_.terms();
    terms.did_not_help = true;
    service_.start(terms);
  }
  bool agents_word_is(const std::string& word) {
    return service_.call({"status", "--json"}).out.find("\"did_not_help\": \"" + word) != std::string::npos;
  }
  void wait_for_word(const std::string& word) {
    support::until("the word: " + word, [&] { return agents_word_is(word); });
  }
  void set(std::string_view text) {
    ASSERT_TRUE(ensure_folders(desk_.folder / "config" / "insyn"));
    ASSERT_TRUE(write_file(desk_.folder / "config" / "insyn" / "tray.toml", view_of(text), Access::kOwnerOnly,
                           IfExists::kReplace));
  }
  void wait_for(const std::string& activity) {
    support::until(activity, [&] { return service_.activity() == activity; });
  }
  void restart_tray() {
    service_.tray().signal(SIGTERM);
    service_.tray().wait();
    service_.start_tray();
    support::until("the tray to be there", [&] {
      return service_.call({"status", "--json"}).out.find("\"indicated\": true") != std::string::npos;
    });
  }
  std::size_t windows_called(const std::string& title) {
    const std::string found =
        support::run(desk_.folder.path(), {"xdotool", "search", "--onlyvisible", "--name", "^" + title + "$"},
                     environment_)
            .out;
    return static_cast<std::size_t>(std::count(found.begin(), found.end(), '\n'));
  }
  void make_screen(const std::string& mode) { run({"xrandr", "--output", "screen", "--mode", mode}); }
  std::size_t shades_in(const Rect& area) {
    const track::Image screen = support::pixels_of_screen(desk_.server);
    std::size_t count = 0;
    for (int y = area.y; y < std::min(area.bottom(), screen.height); ++y) {
      for (int x = area.x; x < std::min(area.right(), screen.width); ++x) {
        count += screen.at(x, y) == indicator::kShades[0] || screen.at(x, y) == indicator::kShades[1] ? 1 : 0;
      }
    }
    return count;
  }

  static constexpr int kH = 43, kP = 33,
                       kR = 27;  // keys of a keyboard for US English; R is P in Dvorak's layout
  Desk desk_;
  Service service_{desk_};
  std::string window_;
  support::Environment environment_;
};

TEST_F(DesktopChanges, TheShortcutFollowsTheLayout) {
  service_.start(desk_.terms());
  run({"setxkbmap", "us"});
  service_.begin("4711");
  press(kP);
  wait_for("paused");
  press(kP);
  wait_for("recording");
  run({"setxkbmap", "dvorak"});
  press(kR);
  wait_for("paused");
  press(kR);
  wait_for("recording");
  press(kP);  // an L there
  EXPECT_EQ(service_.activity(), "recording");
  // Without any Latin letter: where the key is on other keyboards.
  run({"setxkbmap", "ru"});
  press(kP);
  wait_for("paused");
  restart_tray();
  press(kP);
  wait_for("recording");
  // Of two layouts that which is on counts.
  run({"setxkbmap", "us,dvorak"});
  press(kP);
  wait_for("paused");
}

TEST_F(DesktopChanges, PausesWhileAnotherProgramHoldsTheKeyboardAndDoesNotResumeThen) {
  service_.start(desk_.terms());
  service_.begin("4711");
  auto held = holder("keyboard");
  press(kP);
  wait_for("paused");
  // At a locked screen, say.
  press(kP);
  support::until("the agent to be told", [&] { return windows_called("Insyn") > 0; });
  EXPECT_EQ(service_.activity(), "paused");
  held->signal(SIGTERM);
  held->wait();
  press(kP);
  wait_for("recording");
}

TEST_F(DesktopChanges, PausesAndResumesThoughAnotherProgramHasTheKey) {
  const auto taken = holder("key");
  service_.start(desk_.terms());
  service_.begin("4711");
  press(kP);
  wait_for("paused");
  press(kP);
  wait_for("recording");
}

TEST_F(DesktopChanges, TheKeyIsAnotherByTheSettingsAndTheAgentIsToldWhereThereIsNone) {
  set("pause_key = \"Ctrl+Alt+R\"\n");
  service_.start(desk_.terms());
  service_.begin("4711");
  press(kR);
  wait_for("paused");
  press(kR);
  wait_for("recording");
  EXPECT_EQ(windows_called("Insyn"), 0U) << "nothing has to be told";
  set("pause_key = \"F24\"\n");
  run({"xmodmap", "-e", "keycode 202 ="});
  restart_tray();
  support::until("the agent to be told", [&] { return windows_called("Insyn") > 0; });
  EXPECT_NE(service_.tray().err().find("F24 does not pause"), std::string::npos) << service_.tray().err();
  // Once a keyboard has the key, it works.
  run({"xmodmap", "-e", "keycode 27 = F24"});
  run({"xdotool", "key", "F24"});
  wait_for("paused");
}

// At any other time they are left to the programs.
TEST_F(DesktopChanges, TheKeysForTheAgentsWordAreTheTraysWhileItCanBeSaid) {
  run({"setxkbmap", "us"});
  start_with_agents_word();
  EXPECT_TRUE(word_key_is_free());
  service_.begin("4711");
  support::until("the keys to be the tray's", [&] { return !word_key_is_free(); });
  press(kH);
  wait_for_word("noted");
  EXPECT_EQ(service_.call({"end", "4711"}).code, 0);
  support::until("the keys to be free", [&] { return word_key_is_free(); });
  // Nor are they taken where nobody has agreed on it.
  service_.program().signal(SIGTERM);
  service_.program().wait();
  service_.start(desk_.terms());
  service_.begin("4712");
  press(kP);
  wait_for("paused");
  EXPECT_TRUE(word_key_is_free());
}

TEST_F(DesktopChanges, NothingIsSaidForTheAgentWhileAnotherProgramHoldsTheKeyboard) {
  run({"setxkbmap", "us"});
  start_with_agents_word();
  service_.begin("4711");
  support::until("the keys to be the tray's", [&] { return !word_key_is_free(); });
  auto held = holder("keyboard");
  // At a locked screen, say.
  press(kH);
  support::until("the agent to be told", [&] { return windows_called("Insyn") > 0; });
  EXPECT_TRUE(agents_word_is("may"));
  held->signal(SIGTERM);
  held->wait();
  press(kH);
  wait_for_word("noted");
}

TEST_F(DesktopChanges, TheKeysForTheAgentsWordAreOthersByTheSettingsOrNone) {
  run({"setxkbmap", "us"});
  set("did_not_help_key = \"Ctrl+Alt+R\"\n");
  start_with_agents_word();
  service_.begin("4711");
  wait_for_word("may");
  EXPECT_TRUE(word_key_is_free());
  support::until("the word to be noted", [&] {
    press(kR);
    return agents_word_is("noted");
  });
  EXPECT_EQ(service_.call({"end", "4711"}).code, 0);
  set("did_not_help_key = \"none\"\n");
  restart_tray();
  service_.begin("4712");
  wait_for_word("may");
  press(kH);
  press(kR);
  press(kP);
  wait_for("paused");
  EXPECT_TRUE(agents_word_is("may")) << "the keys that pause were heard after them, and nothing was said";
}

TEST_F(DesktopChanges, TheBorderStaysAroundTheWindowWhenTheScreenGrowsAndShrinks) {
  run({"xrandr", "--newmode", "small", "60", "1280", "1300", "1320", "1340", "800", "810", "820", "830"});
  run({"xrandr", "--addmode", "screen", "small"});
  desk_.support.ask("move main 500 300");
  make_screen("small");
  service_.start(desk_.terms());
  const Path recording = service_.begin("4711");
  make_screen("1920x1080");
  // Where there was no screen before.
  desk_.support.ask("move main 1300 700");
  support::until("the border", [&] { return shades_in({1296, 696, 408, 308}) > 4 * 1400; });
  desk_.support.ask("fill main 0 0 400 300 00aa00");
  Service::wait_for_next_chunk(recording);
  EXPECT_EQ(service_.activity(), "recording");
  // Maximized, so that all of the border lies inside; and undocked.
  desk_.support.ask("move main 0 0");
  desk_.support.ask("resize main 1280 800");
  make_screen("small");
  support::until("the border", [&] { return shades_in({0, 0, 1280, 800}) > 4 * 4100; });
  Service::wait_for_next_chunk(recording);
  desk_.support.ask("fill main 0 0 400 300 0000aa");
  Service::wait_for_next_chunk(recording);
  EXPECT_EQ(service_.activity(), "recording");
}

TEST_F(DesktopChanges, TheSignFollowsItsWindowInAPause) {
  service_.start(desk_.terms());
  service_.begin("4711");
  press(kP);
  wait_for("paused");
  const auto sign_at = [&](int x, int y) {
    std::istringstream found(support::run(desk_.folder.path(),
                                          {"xdotool", "search", "--onlyvisible", "--name",
                                           "^Paused: nothing is kept", "getwindowgeometry", "--shell"},
                                          environment_)
                                 .out);
    const std::string all(std::istreambuf_iterator<char>(found), {});
    return all.find(fmt::format("X={}\n", x)) != std::string::npos &&
           all.find(fmt::format("Y={}\n", y)) != std::string::npos;
  };
  support::until("the sign", [&] { return sign_at(1296, 300 - 4 - 28); });
  desk_.support.ask("move main 200 600");
  support::until("the sign at its window", [&] { return sign_at(196, 600 - 4 - 28); });
}

// On an X server that has no raw key presses to tell of. The borders of a tray behind the filter are not the
// tray's own to the recorder, so that nothing is recorded; a pause is one all the same.
class WithoutRawKeyPresses : public DesktopChanges {
 protected:
  WithoutRawKeyPresses() { service_.set_tray_display(filter_.display()); }

  // Without this extension none are told of; without the other one no memory is passed over the socket.
  support::XFilter filter_{desk_.server.display(), {"XInputExtension", "MIT-SHM"}};
};

TEST_F(WithoutRawKeyPresses, TheGrabbedKeyPausesAndResumesWhileNoOtherProgramHoldsTheKeyboard) {
  service_.start(desk_.terms());
  press(kP);
  wait_for("paused");
  press(kP);
  wait_for("idle");
  auto held = holder("keyboard");
  press(kP);
  held->signal(SIGTERM);
  held->wait();
  EXPECT_EQ(service_.activity(), "idle") << "the grab took that press away";
  EXPECT_EQ(windows_called("Insyn"), 0U) << "nothing has to be told";
  press(kP);
  wait_for("paused");
}

TEST_F(WithoutRawKeyPresses, TheAgentIsToldWhereAnotherProgramHasTheKeyUntilItGivesItBack) {
  auto taken = holder("key");
  service_.start(desk_.terms());
  support::until("the agent to be told", [&] { return windows_called("Insyn") > 0; });
  EXPECT_NE(service_.tray().err().find("Ctrl+Alt+P does not pause"), std::string::npos)
      << service_.tray().err();
  press(kP);
  EXPECT_EQ(service_.activity(), "idle");
  taken->signal(SIGTERM);
  taken->wait();
  support::until("the key to pause", [&] {
    press(kP);
    // One press more would end it again.
    for (int i = 0; i < 10; ++i) {
      if (service_.activity() == "paused") return true;
    }
    return false;
  });
}

class LatePanel : public DesktopChanges {
 protected:
  LatePanel() : bus_(desk_.folder.path(), {"dbus-daemon", "--session", "--nofork", "--print-address"}) {
    support::until("the bus", [&] { return bus_.out().ends_with('\n'); });
    std::string address = bus_.out();
    address.pop_back();
    service_.set_session_bus(address);
    environment_ = service_.environment();
  }
  std::unique_ptr<Program> panel() {
    auto panel = std::make_unique<Program>(
        desk_.folder.path(), std::vector<std::string>{(Path(INSYN_BIN_DIR) / "panel_host").string()},
        environment_);
    support::until("the panel", [&] { return panel->out().starts_with("ready\n"); });
    return panel;
  }
  // The answer alone: the panel tells of an item whenever one registers, before an answer or right after it.
  static std::string ask(Program& panel, const std::string& line) {
    const std::size_t before = panel.out().size();
    panel.write(line + "\n");
    std::string answer;
    support::until("the panel's answer", [&] {
      std::istringstream lines(panel.out().substr(before));
      while (std::getline(lines, answer) && !lines.eof())
        if (!answer.starts_with("item ")) return true;
      return false;
    });
    return answer + "\n";
  }
  void wait_for_item(Program& panel) {
    support::until("the icon", [&] { return panel.out().find("\nitem ") != std::string::npos; });
  }

  Program bus_;
};

TEST_F(LatePanel, TheIconComesWhenThePanelComesAndComesAgain) {
  service_.start(desk_.terms());
  auto first = panel();
  wait_for_item(*first);
  ask(*first, "host yes");
  EXPECT_EQ(ask(*first, "ask Id"), "ok insyn\n");
  first->signal(SIGTERM);
  first->wait();
  auto second = panel();
  wait_for_item(*second);
  ask(*second, "host no");
  ask(*second, "host yes");
  EXPECT_EQ(ask(*second, "ask Menu").substr(0, 5), "error") << "no text, but a path";
  service_.begin("4711");
  const std::string menu = ask(*second, "menu");
  EXPECT_NE(menu.find("Recording "), std::string::npos) << menu;
  EXPECT_NE(menu.find("4 Pause   Ctrl+Alt+P|"), std::string::npos) << menu;
  EXPECT_EQ(ask(*second, "click 4"), "ok\n");
  wait_for("paused");
  EXPECT_EQ(ask(*second, "click 99"), "ok\n") << "no item, and no harm";
  EXPECT_FALSE(service_.tray().ended());
}

}  // namespace
}  // namespace insyn
