// What the agent sees and can do, on a desktop with a window manager and a panel: every state in both
// languages, looked for on the screen, with real keys. With $INSYN_PICTURES the pictures are kept there.
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>

#include "base/sha256.h"
#include "base/text.h"
#include "desktop/colours.h"
#include "desktop/framed_window.h"
#include "indicator/border.h"
#include "note/note.h"
#include "support/service.h"
#include "support/until.h"
#include "track/export/png.h"

namespace insyn {
namespace {

using support::Desk;
using support::Program;
using support::Service;

constexpr Rect kWindow{300, 200, 640, 400};
// Where the panel is told to be.
constexpr Rect kPanel{1280 - 120, 800 - 28, 120, 28};

std::size_t count_in(const track::Image& screen, const Rect& area, std::uint32_t colour) {
  std::size_t count = 0;
  for (int y = area.y; y < area.bottom(); ++y) {
    for (int x = area.x; x < area.right(); ++x) count += screen.at(x, y) == colour ? 1 : 0;
  }
  return count;
}

class TrayTest : public testing::TestWithParam<std::string> {
 protected:
  TrayTest() {
    support::run(desk_.folder.path(), {"xsetroot", "-solid", "#868e96"}, service_.environment());
    manager_ = run_here({"openbox", "--sm-disable"});
    panel_ = run_here({"trayer", "--edge",        "bottom",  "--align",       "right", "--widthtype",
                       "pixel",  "--width",       "120",     "--heighttype",  "pixel", "--height",
                       "28",     "--SetDockType", "true",    "--transparent", "true",  "--alpha",
                       "255",    "--tint",        "0xdddddd"});
    window_ = desk_.support.ask(
        fmt::format("create main {} {} {} {} class=Kundstod title=Kundstod background=ffffff", kWindow.x,
                    kWindow.y, kWindow.width, kWindow.height));
    desk_.support.ask("repaint main colour f1f3f5");
    map_with_title(desk_, "main", window_);
    // The manager has put it somewhere, with a frame of its own, which is put where it belongs.
    desk_.support.ask(fmt::format("move main {} {}", kWindow.x, kWindow.y));
    support::until("the window in its place", [&] {
      const Rect at = place_with_title(desk_, window_);
      return at.x == kWindow.x && at.y == kWindow.y;
    });
    service_.set_language(GetParam());
    service_.start(terms_ = desk_.terms());
  }

  std::unique_ptr<Program> run_here(const std::vector<std::string>& command) {
    return std::make_unique<Program>(desk_.folder.path(), command, service_.environment());
  }
  void press(const std::string& keys) {
    ASSERT_EQ(support::run(desk_.folder.path(), {"xdotool", "key", keys}, service_.environment()).code, 0);
  }
  track::Image screen() { return support::pixels_of_screen(desk_.server); }
  void expect_icon(std::uint32_t colour, const std::string& what) {
    support::until(what, [&] { return count_in(screen(), kPanel, colour) > 20; });
  }
  std::size_t shades_on_border() {
    const track::Image now = screen();
    return support::count(now, indicator::kShades[0]) + support::count(now, indicator::kShades[1]);
  }
  static bool is_shade(std::uint32_t colour) {
    return colour == indicator::kShades[0] || colour == indicator::kShades[1];
  }
  // A sign without a frame: its state's colour on a plain ground, above the window's title.
  void expect_drawn(const Rect& at, std::uint32_t colour) {
    support::until("the sign to be drawn", [&] {
      const track::Image now = screen();
      return count_in(now, at, colour) > 100 && 2 * count_in(now, at, kCard) > std::size_t(at.area());
    });
    EXPECT_EQ(count_in(screen(), at, indicator::kShades[0]), 0U);
    EXPECT_LT(at.bottom(), kWindow.y);
  }
  // Some that are agreed, and not these.
  static std::string hours_without_now() {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(
        SystemClock().utc().time_since_epoch() % std::chrono::hours(24));
    const int from = (static_cast<int>(minutes.count()) / 60 + 8) % 20;
    return fmt::format("from = \"{:02}:00\", to = \"{:02}:00\", zone = \"UTC\"", from, from + 1);
  }
  bool marked() { return shades_on_border() > 2 * 4 * 900; }
  void begin() {
    service_.begin("4711");
    support::until("the border", [&] { return marked(); });
  }
  // The tray, which knows this computer's agent then.
  void restart_enrolled() {
    service_.tray().signal(SIGTERM);
    service_.tray().wait();
    service_.start_tray(true);
  }
  Path agent_key() const { return desk_.folder / "share" / "insyn" / "agent-key"; }
  // As if the agent had been shown what applies.
  void be_told() {
    const std::string note = read_text(service_.enrolment() / "agreement.note", kLongestText).value();
    ASSERT_TRUE(ensure_folders(told().parent_path()));
    ASSERT_TRUE(write_file(told(), view_of(to_hex(sha256(view_of(note::parse(note)->text))) + "\n"),
                           Access::kOwnerOnly, IfExists::kReplace));
  }
  Path told() const { return desk_.folder / "state" / "insyn" / "told"; }
  // The recorder and the tray, under an agreement by which agents may say that the system did not help.
  void start_with_agents_word() {
    terms_.did_not_help = true;
    service_.enrol(terms_);
    service_.program().wait();
    service_.start(terms_);
  }
  // "may", "noted"; empty: that, or the other.
  bool agents_word_is(const std::string& word) {
    return service_.call({"status", "--json"}).out.find("\"did_not_help\": \"" + word) != std::string::npos;
  }
  bool has_agents_word(const std::string& recording) {
    return desk_.parties.events_of(desk_.spool / recording).find(",did-not-help,") != std::string::npos;
  }
  std::string only_recording() const {
    const std::vector<std::string> names = list_folder(desk_.spool, 10).value();
    for (const std::string& name : names) {
      if (std::filesystem::is_directory(desk_.spool / name)) return name;
    }
    ADD_FAILURE() << "nothing was recorded";
    return "";
  }
  std::size_t windows_called(const std::string& title) {
    const std::string found =
        support::run(desk_.folder.path(), {"xdotool", "search", "--onlyvisible", "--name", "^" + title + "$"},
                     service_.environment())
            .out;
    return static_cast<std::size_t>(std::count(found.begin(), found.end(), '\n'));
  }
  bool agent_window_is_there() { return windows_called("Insyn") > 0; }
  void wait_for_agent_window(bool there) {
    support::until("the agent's window", [&] { return agent_window_is_there() == there; });
    // And it has been painted: the light theme's ground.
    if (there) support::until("its picture", [&] { return support::count(screen(), kPaper) > 20'000; });
  }
  void click_icon(std::uint32_t colour) {
    const track::Image now = screen();
    for (int y = kPanel.y; y < kPanel.bottom(); ++y) {
      for (int x = kPanel.x; x < kPanel.right(); ++x) {
        if (now.at(x, y) != colour) continue;
        support::run(desk_.folder.path(),
                     {"xdotool", "mousemove", std::to_string(x + 3), std::to_string(y + 3), "click", "1"},
                     service_.environment());
        return;
      }
    }
  }
  // The window that says so, and where it lies; empty: there is none.
  Rect sign(const std::string& words) {
    const auto ask = [&](std::vector<std::string> command) {
      return support::run(desk_.folder.path(), command, service_.environment()).out;
    };
    const std::string found = ask({"xdotool", "search", "--onlyvisible", "--name", "^" + words});
    return found.empty() ? Rect() : place_of_window(desk_, found.substr(0, found.find('\n')));
  }
  Rect wait_for_sign(const std::string& swedish, const std::string& english) {
    const std::string words = GetParam() == "sv" ? swedish : english;
    Rect place;
    support::until("the sign: " + words, [&] { return !(place = sign(words)).empty(); });
    return place;
  }
  // The title that the window manager has drawn.
  track::Image title() {
    const Rect there{kWindow.x + 30, kWindow.y + 1, kWindow.width - 100, 16};
    track::Image part(there.width, there.height, 0);
    part.paste({0, 0}, screen().view().part(there));
    return part;
  }
  // Of the whole desk, or what `around` it is about.
  void keep(const std::string& state, const Rect& around = {240, 120, 760, 540}) {
    const char* folder = std::getenv("INSYN_PICTURES");
    if (folder == nullptr) return;
    track::Image now = screen();
    track::Image part(around.width, around.height + kPanel.height, now.at(kPanel.x + 2, kPanel.y + 2));
    part.paste({0, 0}, now.view().part(around));
    part.paste({around.width - kPanel.width, around.height}, now.view().part(kPanel));
    const Bytes png = track::encode_png(part).value();
    ASSERT_TRUE(write_file(Path(folder) / fmt::format("tray-{}-{}.png", state, GetParam()), png,
                           Access::kEveryoneReads, IfExists::kReplace));
  }

  Desk desk_;
  Service service_{desk_};
  support::TestTerms terms_;
  std::unique_ptr<Program> manager_, panel_;
  std::string window_;  // its number
};

TEST_P(TrayTest, NotInACall) {
  expect_icon(kIdleGrey, "the icon for no call");
  EXPECT_FALSE(marked());
  keep("idle");
}

TEST_P(TrayTest, InACallTheWindowIsMarkedAndNamed) {
  const track::Image before = title();
  begin();
  expect_icon(indicator::kShades[0], "the icon for recording");
  const Rect at = wait_for_sign("Spelar in Kundst.*0[0-9]:", "Recording Kundst.*0[0-9]:");
  support::until("its fill", [&] { return 2 * count_in(screen(), at, kFrameFill) > std::size_t(at.area()); });
  EXPECT_GT(count_in(screen(), at, indicator::kShades[0]), 2U * static_cast<std::size_t>(at.width));
  EXPECT_EQ(title(), before) << "neither the frame nor the sign covers it";
  EXPECT_TRUE(is_shade(screen().at(kWindow.x + 300, at.bottom() + 1))) << "a tab on the frame";
  const track::Image seen = support::pixels_of(desk_.server, window_);
  EXPECT_TRUE(seen.is_filled(seen.bounds(), 0xf1f3f5))
      << "the border and the sign cover nothing of the application";
  keep("recording");
}

TEST_P(TrayTest, OneKeyPressPausesAndAnotherResumes) {
  begin();
  press("ctrl+alt+p");
  support::until("the pause", [&] { return service_.activity() == "paused"; });
  support::until("the border to go", [&] { return !marked(); });
  expect_icon(kPausedGrey, "the icon for a pause");
  const Rect at = wait_for_sign("Pausad: inget beh.*0[0-9]:", "Paused: nothing is kept 0[0-9]:");
  expect_drawn(at, kPausedGrey);
  keep("paused");
  press("ctrl+alt+p");
  support::until("the border", [&] { return marked() && service_.activity() == "recording"; });
}

// The keys are up again before the tray hears that they went down.
TEST_P(TrayTest, AKeyPressThatIsHeardLatePauses) {
  begin();
  service_.tray().signal(SIGSTOP);
  press("ctrl+alt+p");
  service_.tray().signal(SIGCONT);
  support::until("the pause", [&] { return service_.activity() == "paused"; });
}

TEST_P(TrayTest, WithheldSaysWhy) {
  begin();
  desk_.support.ask("unmap main");
  support::until("nothing to record", [&] { return service_.activity() == "withheld"; });
  expect_icon(kPetrol, "the icon for withheld");
  const Rect at = wait_for_sign("Inget beh.*lls just nu: ", "Nothing is kept just now: ");
  expect_drawn(at, kPetrol);
  keep("withheld");
}

TEST_P(TrayTest, OnHold) {
  begin();
  EXPECT_EQ(service_.call({"hold", "4711"}).code, 0);
  support::until("the border to go", [&] { return !marked(); });
  expect_icon(kPausedGrey, "the icon for a call on hold");
  const Rect at = wait_for_sign("Samtalet v.*ntar: inget beh", "On hold: nothing is kept");
  expect_drawn(at, kPausedGrey);
  keep("held");
}

TEST_P(TrayTest, NotAllowed) {
  terms_.not_after = SystemClock().utc() - std::chrono::hours(1);
  service_.enrol(terms_);
  service_.program().wait();
  service_.start(terms_);
  EXPECT_EQ(service_.activity(), "not-allowed");
  expect_icon(kViolet, "the icon for not allowed");
  EXPECT_FALSE(marked());
  EXPECT_TRUE(sign("(Spelas inte in|Not recorded)").empty()) << "not in a call";
}

// A call that may not be recorded: the sign says why, where it would be recorded.
TEST_P(TrayTest, ACallThatIsNotAllowedIsNamedAtTheWindow) {
  terms_.hours = hours_without_now();
  service_.enrol(terms_);
  service_.program().wait();
  service_.start(terms_);
  be_told();
  restart_enrolled();
  EXPECT_TRUE(sign("(Spelas inte in|Not recorded)").empty()) << "not in a call";
  EXPECT_EQ(service_.call({"begin", "4711"}).code, 1);
  expect_icon(kViolet, "the icon for not allowed");
  const track::Image before = title();
  Rect at = wait_for_sign("Spelas inte in i dag: ", "Not recorded today: ");
  expect_drawn(at, kViolet);
  EXPECT_EQ(at.bottom(), kWindow.y - indicator::kThickness) << "at its window, and over no title";
  EXPECT_FALSE(marked());
  EXPECT_EQ(title(), before);
  keep("not-allowed");
  desk_.support.ask("move main 400 400");
  support::until("the sign to follow", [&] {
    at = sign(GetParam() == "sv" ? "Spelas inte in i dag: " : "Not recorded today: ");
    return at.x > 380 && at.bottom() < 400 && at.bottom() > 300;
  });
  EXPECT_EQ(service_.call({"end", "4711"}).code, 0);
  support::until("the sign to go", [&] { return sign("(Spelas inte in|Not recorded)").empty(); });
}

TEST_P(TrayTest, TheFirstStartShowsTheAgreementAndTheAgentConfirmsIt) {
  service_.tray().signal(SIGTERM);
  service_.tray().wait();
  service_.start_tray(true);
  wait_for_agent_window(true);
  keep("told", {0, 0, 1280, 772});
  EXPECT_FALSE(std::filesystem::exists(told()));
  press("space");
  support::until("the agent to have been told", [&] { return std::filesystem::exists(told()); });
  wait_for_agent_window(false);
  service_.tray().signal(SIGTERM);
  service_.tray().wait();
  service_.start_tray(true);
  expect_icon(kIdleGrey, "the icon for no call");
  EXPECT_FALSE(agent_window_is_there()) << "told once";
}

TEST_P(TrayTest, TheAgentSeesTheOwnRecordingsAndDiscardsOneByTheKeyboard) {
  restart_enrolled();
  // What applies has to be read first.
  wait_for_agent_window(true);
  press("space");
  wait_for_agent_window(false);
  restart_enrolled();
  begin();
  const Path folder = desk_.spool / only_recording();
  EXPECT_EQ(service_.call({"end", "4711"}).code, 0);
  expect_icon(kIdleGrey, "the icon for no call");
  click_icon(kIdleGrey);
  wait_for_agent_window(true);
  press("ctrl+Tab");
  // The table is white.
  support::until("the page", [&] { return support::count(screen(), kCard) > 200'000; });
  keep("recordings", {0, 0, 1280, 772});
  // From the page's tab to the table, the player's button and the one that discards.
  for (int i = 0; i < 3; ++i) press("Tab");
  press("space");
  support::until("the question", [&] { return windows_called("Insyn") > 1; });
  // The safe answer has the focus.
  press("Tab");
  press("space");
  support::until("the keys to be gone", [&] { return !std::filesystem::exists(folder / "key.age"); });
}

TEST_P(TrayTest, InACallTheAgentSaysThatTheSystemDidNotHelp) {
  start_with_agents_word();
  EXPECT_FALSE(agents_word_is(""));
  begin();
  EXPECT_TRUE(agents_word_is("may"));
  EXPECT_EQ(service_.call({"did-not-help"}).code, 1) << "a script is not the agent";
  EXPECT_TRUE(agents_word_is("may"));
  expect_icon(indicator::kShades[0], "the icon for recording");
  click_icon(indicator::kShades[0]);
  wait_for_agent_window(true);
  keep("may-say", {0, 0, 1280, 772});
  // From the page's tab over what is said to the button.
  for (int i = 0; i < 2; ++i) press("Tab");
  press("space");
  support::until("the word to be noted", [&] { return agents_word_is("noted"); });
  keep("noted", {0, 0, 1280, 772});
  EXPECT_EQ(service_.call({"end", "4711"}).code, 0);
  EXPECT_FALSE(agents_word_is(""));
  EXPECT_TRUE(has_agents_word(only_recording()));
}

TEST_P(TrayTest, OneKeyPressSaysThatTheSystemDidNotHelp) {
  start_with_agents_word();
  press("ctrl+alt+h");
  begin();
  EXPECT_TRUE(agents_word_is("may")) << "before the call nothing was said";
  press("ctrl+alt+h");
  support::until("the word to be noted", [&] { return agents_word_is("noted"); });
  keep("noted-by-key");
  EXPECT_EQ(service_.call({"end", "4711"}).code, 0);
  EXPECT_TRUE(has_agents_word(only_recording()));
}

// The keys are up again before the tray hears that they went down.
TEST_P(TrayTest, AWordThatIsHeardLateIsNoted) {
  start_with_agents_word();
  begin();
  service_.tray().signal(SIGSTOP);
  press("ctrl+alt+h");
  service_.tray().signal(SIGCONT);
  support::until("the word to be noted", [&] { return agents_word_is("noted"); });
}

TEST_P(TrayTest, TheFirstStartMakesTheAgentsKeyAndSaysWhatToHandOver) {
  restart_enrolled();
  wait_for_agent_window(true);
  const Path key = agent_key();
  support::until("the key", [&] { return std::filesystem::exists(key / "agent.pub"); });
  press("ctrl+Tab");
  // It has less text on white than the page before.
  support::until("the page", [&] { return support::count(screen(), kCard) < 150'000; });
  keep("key", {0, 0, 1280, 772});
  // The same one at the next start.
  const std::string before = read_text(key / "agent.pub", 10'000).value();
  restart_enrolled();
  wait_for_agent_window(true);
  EXPECT_EQ(read_text(key / "agent.pub", 10'000).value(), before);
}

INSTANTIATE_TEST_SUITE_P(InBoth, TrayTest, testing::Values("sv", "en"),
                         [](const auto& language) { return language.param; });

}  // namespace
}  // namespace insyn
