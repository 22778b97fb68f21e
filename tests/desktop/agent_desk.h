// A desk as an agent has it: a window manager, a panel with the icon, the recorder and the tray, both of them
// enrolled, and two agents on the roster, agent-7 and agent-8. With $INSYN_PICTURES pictures are kept there.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>

#include "base/sha256.h"
#include "base/text.h"
#include "desktop/colours.h"
#include "note/note.h"
#include "roster/presence.h"
#include "roster/testing.h"
#include "support/service.h"
#include "support/until.h"
#include "track/export/png.h"

namespace insyn {

class AgentDesk : public testing::TestWithParam<std::string> {
 protected:
  AgentDesk() {
    roster_ = desk_.parties.roster();
    roster_.agents.push_back({berit_.name, {}, {berit_.key(roster_.id)}});
    desk_.parties.write_roster(roster_, "roster.note");
    write_key_of_berit();
    service_.set_language(GetParam());
    support::run(desk_.folder.path(), {"xsetroot", "-solid", "#868e96"}, service_.environment());
    manager_ = run_here({"openbox", "--sm-disable"});
    panel_ = run_here({"trayer", "--edge", "bottom", "--align", "right", "--widthtype", "pixel", "--width",
                       "120", "--heighttype", "pixel", "--height", "28", "--SetDockType", "true"});
  }

  std::unique_ptr<support::Program> run_here(const std::vector<std::string>& command) {
    return std::make_unique<support::Program>(desk_.folder.path(), command, service_.environment());
  }
  void write(const Path& file, const std::string& text) {
    ASSERT_TRUE(ensure_folders(file.parent_path()));
    ASSERT_TRUE(write_file(file, view_of(text), Access::kOwnerOnly, IfExists::kReplace));
  }
  // The agent has been told what applies, so that no window says it.
  void start() {
    service_.enrol(terms_);
    const std::string note = read_text(service_.enrolment() / "agreement.note", kLongestText).value();
    write(desk_.folder / "state" / "insyn" / "told", to_hex(sha256(view_of(note::parse(note)->text))) + "\n");
    start_recorder();
    start_tray();
  }
  void start_recorder() { service_.start_enrolled({}, "ready; no call"); }
  void start_tray() {
    service_.start_tray(true);
    support::until("the tray to be there", [&] { return status("indicated") == "true"; });
  }
  void end(support::Program& program) {
    program.signal(SIGTERM);
    program.wait();
  }
  // agent-7's, as the tray has made it.
  void have_own_key() {
    for (const char* ending : {".age", ".sign", ".pub"})
      write(agent_key() / ("agent" + std::string(ending)),
            read_text(desk_.parties.file("agent" + std::string(ending)), kLongestText).value());
  }
  Path agent_key() const { return desk_.folder / "share" / "insyn" / "agent-key"; }
  // agent-8's, elsewhere.
  Path key_of_berit() const { return desk_.folder / "berit"; }

  // A member of what insyn call status tells.
  std::string status(const std::string& member) const {
    const std::string told = service_.call({"status", "--json"}).out;
    const std::string name = "\"" + member + "\": ";
    const std::size_t at = told.find(name);
    if (at == std::string::npos) return "";
    std::string value = told.substr(at + name.size(), told.find('\n', at) - at - name.size());
    std::erase_if(value, [](char c) { return c == '"' || c == ','; });
    return value;
  }
  void press(const std::string& keys) { xdotool({"key", "--clearmodifiers", keys}); }
  void type(const std::string& words) { xdotool({"type", "--delay", "5", words}); }
  std::string xdotool(std::vector<std::string> words) {
    words.insert(words.begin(), "xdotool");
    return support::run(desk_.folder.path(), words, service_.environment()).out;
  }
  Point find_icon(std::uint32_t colour) {
    Point found{-1, -1};
    support::until("the icon", [&] {
      const track::Image screen = support::pixels_of_screen(desk_.server);
      for (int y = screen.height - 28; y < screen.height; ++y) {
        for (int x = screen.width - 120; x < screen.width; ++x) {
          if (screen.at(x, y) != colour) continue;
          found = {x, y};
          return true;
        }
      }
      return false;
    });
    return found;
  }
  // Those of the tray that a window manager lists: its windows and questions.
  std::size_t windows() {
    const std::string all = listed();
    std::size_t count = 0;
    for (std::size_t at = all.find("0x"); at != std::string::npos; at = all.find("0x", at + 2)) {
      const std::string window = all.substr(at, all.find_first_of(", \n", at) - at);
      const std::string about =
          support::run(desk_.folder.path(), {"xprop", "-id", window, "WM_CLASS"}, service_.environment()).out;
      count += about.find("insyn-tray") != std::string::npos ? 1 : 0;
    }
    return count;
  }
  void wait_for_windows(std::size_t count) {
    support::until(std::to_string(count) + " windows of the tray", [&] { return windows() == count; });
  }
  // A dialog's answer, into the window that came last, which is gone then. Keys that it did not hear yet are
  // pressed again.
  void fill_in(const std::string& words) {
    const std::string window = newest();
    support::until("the window to take “" + words + "”", [&] {
      xdotool({"windowactivate", "--sync", window});
      press("ctrl+a");
      type(words);
      press("Return");
      const auto enough = std::chrono::steady_clock::now() + std::chrono::seconds(3);
      while (is_listed(window) && std::chrono::steady_clock::now() < enough) {
      }
      return !is_listed(window);
    });
  }
  // Those that the window manager manages.
  std::string listed() {
    return support::run(desk_.folder.path(), {"xprop", "-root", "_NET_CLIENT_LIST"}, service_.environment())
        .out;
  }
  bool is_listed(const std::string& window) {
    const std::string all = listed();
    return all.find(window + ",") != std::string::npos || all.find(window + "\n") != std::string::npos;
  }
  std::string newest() {
    const std::string all = listed();
    const std::size_t at = all.rfind("0x");
    return at == std::string::npos ? "" : all.substr(at, all.find_first_of(", \n", at) - at);
  }
  // By the window manager, as a click into it does.
  void focus_newest() {
    const std::string window = newest();
    ASSERT_NE(window, "");
    xdotool({"windowactivate", "--sync", window});
  }
  // In a list or a menu, as the screen shows it.
  bool is_something_chosen() {
    return support::count(support::pixels_of_screen(desk_.server), kChosen) > 1000;
  }
  void keep(const std::string& what, const Rect& around = {0, 0, 1280, 800}) {
    const char* folder = std::getenv("INSYN_PICTURES");
    if (folder == nullptr) return;
    const track::Image screen = support::pixels_of_screen(desk_.server);
    track::Image part(around.width, around.height, 0xffffff);
    part.paste({0, 0}, screen.view().part(around));
    const Bytes png = track::encode_png(part).value();
    ASSERT_TRUE(write_file(Path(folder) / fmt::format("tray-{}-{}.png", what, GetParam()), png,
                           Access::kEveryoneReads, IfExists::kReplace));
  }

  support::Desk desk_;
  support::Service service_{desk_};
  support::TestTerms terms_ = desk_.terms();
  roster::TestAgent berit_{"agent-8"};
  roster::Roster roster_;
  std::unique_ptr<support::Program> manager_, panel_;

 private:
  void write_key_of_berit() {
    write(key_of_berit() / "agent.pub", note::public_keys_text(berit_.keys()));
    write(key_of_berit() / "agent.sign", berit_.signer.secret_text() + "\n");
    write(key_of_berit() / "agent.age", seal::identity_file_text(berit_.identity, "test"));
  }
};

}  // namespace insyn
