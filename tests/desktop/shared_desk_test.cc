// A computer that two agents share: the tray asks who is working here, and nothing is recorded before
// somebody has answered.
#include <cstdio>
#include <sstream>

#include "control/client.h"
#include "control/place.h"
#include "desktop/agent_desk.h"
#include "indicator/border.h"

namespace insyn {
namespace {

class SharedDesk : public AgentDesk {
 protected:
  SharedDesk() {
    service_.set_shared();
    have_own_key();
    desk_.open_support_window();
  }
  void wait_for_agent(const std::string& agent) {
    support::until("agent “" + agent + "”", [&] { return status("agent") == agent; });
  }
  // A key that may be pressed more than once: a window that has just come may not have the keyboard yet.
  void choose_name(const std::string& key) {
    support::until("a name to be chosen", [&] {
      press(key);
      return is_something_chosen();
    });
  }
  // The first name, by the keyboard.
  void answer_as_first() {
    wait_for_windows(1);
    focus_newest();
    choose_name("space");
    press("Return");
    wait_for_agent("agent-7");
    wait_for_windows(0);
  }
  // What stands in the window below its list and above its buttons.
  track::Image answer() {
    const Rect there{430, 495, 420, 50};
    track::Image part(there.width, there.height, 0xffffff);
    part.paste({0, 0}, support::pixels_of_screen(desk_.server).view().part(there));
    return part;
  }
  // The second name, whose key is elsewhere: the window says so, and the button that chooses the key has the
  // focus.
  void answer_as_second() {
    wait_for_windows(1);
    focus_newest();
    choose_name("End");
    const track::Image before = answer();
    press("Return");
    support::until("an answer", [&] { return answer() != before; });
  }
  // By the mouse: a menu that has just come may not have the keyboard yet.
  void choose_who_in_menu() {
    const Point icon = find_icon(indicator::kShades[0]);
    xdotool({"mousemove", std::to_string(icon.x + 3), std::to_string(icon.y + 3), "click", "3"});
    Rect menu;
    support::until("the menu", [&] {
      std::istringstream shown(xdotool({"search", "--onlyvisible", "--class", "insyn-tray"}));
      for (std::string window; std::getline(shown, window);) {
        const std::string place = xdotool({"getwindowgeometry", "--shell", window});
        std::sscanf(place.c_str(), "WINDOW=%*s X=%d Y=%d WIDTH=%d HEIGHT=%d", &menu.x, &menu.y, &menu.width,
                    &menu.height);
        if (menu.y > 400 && menu.height > 100) return true;
      }
      return false;
    });
    // From below: the key, what applies, the recordings, who works here. Seven entries and two lines.
    const int entry = menu.height / 7;
    xdotool({"mousemove", std::to_string(menu.x + 60), std::to_string(menu.bottom() - 7 * entry / 2)});
    support::until("the entry", [&] { return is_something_chosen(); });
    keep("who-menu");
    xdotool({"click", "1"});
  }
  void choose_key_in(const Path& folder) {
    press("space");
    wait_for_windows(2);
    fill_in((folder / "agent.sign").string());
  }
  void expect_begin_refused(const std::string& call) {
    const support::Ran begun = service_.call({"begin", call});
    EXPECT_EQ(begun.code, 1);
    EXPECT_NE(begun.err.find("nobody has said who is working here; say so in the menu of Insyn's icon"),
              std::string::npos)
        << begun.err;
  }
  std::string whose(const Path& folder) {
    return recording::Recording::read(folder).value().certificate->agent;
  }
};

// What the language makes no difference to.
class SharedDeskOnce : public SharedDesk {};

TEST_P(SharedDesk, TheTrayAsksAndNothingIsRecordedBeforeSomebodyHasAnswered) {
  start();
  wait_for_windows(1);
  keep("who", {395, 216, 492, 392});
  expect_begin_refused("4711");
  EXPECT_EQ(status("activity"), "not-allowed");
  EXPECT_EQ(service_.call({"end", "4711"}).code, 0);
  focus_newest();
  press("Return");
  EXPECT_EQ(status("agent"), "") << "nobody is chosen beforehand";
  answer_as_first();
  const Path folder = service_.begin("4712");
  EXPECT_EQ(service_.call({"end", "4712"}).code, 0);
  EXPECT_EQ(whose(folder), "agent-7");
  EXPECT_EQ(desk_.recordings(), 1U);
}

TEST_P(SharedDesk, AnAgentWhoseKeyIsElsewhereBringsIt) {
  start();
  answer_as_second();
  keep("who-key");
  EXPECT_EQ(status("agent"), "");
  choose_key_in(key_of_berit());
  wait_for_agent("agent-8");
  wait_for_windows(0);
}

TEST_P(SharedDeskOnce, AnothersKeyIsNoAnswer) {
  start();
  answer_as_second();
  choose_key_in(agent_key());
  wait_for_windows(1);
  keep("who-refused");
  EXPECT_EQ(status("agent"), "");
  expect_begin_refused("4711");
}

TEST_P(SharedDeskOnce, ARecorderThatStartsAnewIsAnsweredByTheTrayAndAnotherTrayAsksAnew) {
  start();
  answer_as_first();
  end(service_.program());
  start_recorder();
  wait_for_agent("agent-7");
  EXPECT_EQ(windows(), 0U);
  end(service_.tray());
  wait_for_agent("");
  start_tray();
  wait_for_windows(1);
  EXPECT_EQ(status("agent"), "");
  expect_begin_refused("4711");
}

TEST_P(SharedDeskOnce, WhoeverIsTakenOffTheRosterIsNotRecordedAnyMore) {
  start();
  answer_as_first();
  const Path folder = service_.begin("4711");
  roster::Roster next = roster::next_version(roster_, sha256(view_of(roster::roster_text(roster_))));
  std::erase_if(next.agents, [](const roster::Agent& agent) { return agent.name == "agent-7"; });
  desk_.parties.write_roster(next, "roster.note");
  service_.enrol(terms_);
  support::until("the recording to be closed",
                 [&] { return recording::Recording::read(folder).value().closing.has_value(); });
  service_.program().wait();
  start_recorder();
  wait_for_windows(1);
  keep("who-gone");
  EXPECT_EQ(status("agent"), "");
  expect_begin_refused("4712");
  focus_newest();
  press("space");
  press("Return");
  EXPECT_EQ(status("agent"), "") << "the only one left is agent-8, whose key is elsewhere";
}

// Whatever else runs on the desktop.
TEST_P(SharedDeskOnce, NoOtherProgramIsAskedOrBelieved) {
  start();
  wait_for_windows(1);
  auto client = control::Client::connect(control::socket_in(service_.runtime_folder() / "insyn")).value();
  control::Request who;
  who.verb = control::Verb::kWho;
  EXPECT_TRUE(client.ask(who).value().refused);
  control::Request here;
  here.verb = control::Verb::kHere;
  here.agent = "agent-8";
  here.signature = roster::sign_presence("agent-8", std::string(32, '0'), berit_.signer);
  EXPECT_TRUE(client.ask(here).value().refused);
  EXPECT_EQ(status("agent"), "");
  answer_as_first();
  EXPECT_TRUE(client.ask(here).value().refused);
  here.agent.clear();
  EXPECT_TRUE(client.ask(here).value().refused);
  EXPECT_EQ(status("agent"), "agent-7");
}

TEST_P(SharedDeskOnce, TheAgentLeavesByTheMenuAndNobodyTakesTheirPlaceDuringACall) {
  start();
  answer_as_first();
  const Path folder = service_.begin("4711");
  choose_who_in_menu();
  answer_as_second();
  choose_key_in(key_of_berit());
  wait_for_windows(1);
  focus_newest();
  keep("who-in-call");
  EXPECT_EQ(status("agent"), "agent-7");
  support::until("the recording to go on", [&] { return status("activity") == "recording"; });
  // Beside the button that chooses the key: nobody just now.
  press("shift+Tab");
  press("space");
  wait_for_agent("");
  support::until("the recording to be closed",
                 [&] { return recording::Recording::read(folder).value().closing.has_value(); });
  wait_for_windows(0);
  expect_begin_refused("4712");
}

TEST_P(SharedDeskOnce, SeveralAgentsAreEnrolledByTheirKeysAndEachIsOnTheRoster) {
  const std::string anna = desk_.parties.file("agent.pub").string();
  const std::string berit = (key_of_berit() / "agent.pub").string();
  const auto run = [&](const std::vector<std::string>& words, const std::vector<std::string>& agents) {
    std::vector<std::string> command = {support::insyn()};
    command.insert(command.end(), words.begin(), words.end());
    const std::vector<std::string> files = {"--agreement", desk_.parties.sign(terms_).string(),
                                            "--pin",       desk_.parties.file("employer.pub").string(),
                                            "--pin",       desk_.parties.file("union.pub").string(),
                                            "--roster",    desk_.parties.file("roster.note").string(),
                                            "--device",    desk_.parties.file("device.sign").string()};
    command.insert(command.end(), files.begin(), files.end());
    for (const std::string& agent : agents) command.insert(command.end(), {"--agent", agent});
    return support::run(desk_.folder.path(), command, service_.environment());
  };
  const std::vector<std::string> enrol = {"enrol", "--to", service_.enrolment().string()};
  const support::Ran both = run(enrol, {anna, berit});
  EXPECT_EQ(both.code, 0) << both.err;
  EXPECT_NE(both.err.find("2 agents may work here: the tray asks who does"), std::string::npos) << both.err;
  EXPECT_TRUE(std::filesystem::exists(service_.enrolment() / "agent-2.pub"));
  const support::Ran one = run(enrol, {anna});
  EXPECT_EQ(one.code, 0) << one.err;
  EXPECT_EQ(one.err.find("asks who"), std::string::npos) << one.err;
  EXPECT_FALSE(std::filesystem::exists(service_.enrolment() / "agent-2.pub")) << "of the enrolment before";
  const roster::TestAgent stranger("agent-9");
  write(desk_.folder / "stranger.pub", note::public_keys_text(stranger.keys()));
  const support::Ran refused = run(enrol, {anna, (desk_.folder / "stranger.pub").string()});
  EXPECT_EQ(refused.code, 1);
  EXPECT_NE(refused.err.find("the agent with the key " + stranger.age() + " is not on the roster"),
            std::string::npos)
      << refused.err;
  const support::Ran recorded =
      run({"record", "--call", "4711", "--spool", desk_.spool.string()}, {anna, berit});
  EXPECT_EQ(recorded.code, 2);
  EXPECT_NE(recorded.err.find("is the one agent who is recorded; give it once"), std::string::npos)
      << recorded.err;
}

INSTANTIATE_TEST_SUITE_P(InEnglish, SharedDeskOnce, testing::Values("en"),
                         [](const auto& language) { return language.param; });
INSTANTIATE_TEST_SUITE_P(InBoth, SharedDesk, testing::Values("sv", "en"),
                         [](const auto& language) { return language.param; });

}  // namespace
}  // namespace insyn
