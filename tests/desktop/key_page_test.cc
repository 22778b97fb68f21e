// The page about the agent's own key, used as an agent does: by the keyboard, through the desktop's dialogs.
#include "desktop/agent_desk.h"
#include "desktop/colours.h"
#include "enrolment/key_files.h"
#include "enrolment/open/identity_file.h"

namespace insyn {
namespace {

class KeyPage : public AgentDesk {
 protected:
  enum Button { kSave = 2, kProve, kBackUp, kRestore, kReplace };  // by Tab from the page's own

  KeyPage() {
    have_own_key();
    start();
    const Point icon = find_icon(kIdleGrey);
    xdotool({"mousemove", std::to_string(icon.x + 3), std::to_string(icon.y + 3), "click", "1"});
    wait_for_windows(1);
    focus_newest();
    for (int i = 0; i < 3; ++i) press("ctrl+Tab");
    keep("key-page");
  }
  // Moves to the button and presses it, and moves back once `meanwhile` has answered what it asks.
  void press_button(Button button, const std::function<void()>& meanwhile) {
    for (int i = 0; i < button; ++i) press("Tab");
    press("space");
    wait_for_windows(2);
    meanwhile();
    wait_for_windows(1);
    focus_newest();
    for (int i = 0; i < button; ++i) press("shift+Tab");
  }
  // What is in front is answered by its button, with another name for it on the picture.
  void acknowledge(const std::string& picture) {
    wait_for_windows(2);
    focus_newest();
    keep(picture);
    press("Return");
  }
  // The safe answer has the focus.
  void want_it(const std::string& picture) {
    wait_for_windows(2);
    focus_newest();
    keep(picture);
    press("Tab");
    press("space");
  }
  std::string public_text() const { return read_text(agent_key() / "agent.pub", kLongestText).value_or(""); }
  // Folders beside `of`, whose names begin so.
  static std::vector<Path> folders(const Path& of, const std::string& begin) {
    std::vector<Path> found;
    const std::vector<std::string> names = list_folder(of, 10'000).value();
    for (const std::string& name : names) {
      if (name.starts_with(begin)) found.push_back(of / name);
    }
    return found;
  }
  static int rights(const Path& path) {
    return static_cast<int>(std::filesystem::status(path).permissions());
  }
  // Makes a backup in the desk's folder: its own folder.
  Path back_up() {
    press_button(kBackUp, [&] {
      fill_in(desk_.folder.path().string());
      acknowledge("key-backed-up");
    });
    const std::vector<Path> copies = folders(desk_.folder.path(), "insyn-agent-key-");
    EXPECT_EQ(copies.size(), 1U);
    return copies.empty() ? Path() : copies.front();
  }
};

TEST_P(KeyPage, MakesTheProofForWhoeverKeepsTheRoster) {
  const Path proof = desk_.folder / "mine.proof";
  press_button(kProve, [&] {
    focus_newest();
    keep("key-prove");
    fill_in("agent-7");
    // The dialog that asks where to.
    support::until("the dialog", [&] { return windows() == 2; });
    fill_in(proof.string());
    support::until("the proof", [&] { return std::filesystem::exists(proof); });
  });
  const auto read = roster::parse_proof(read_text(proof, kLongestText).value());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->agent, "agent-7");
  EXPECT_EQ(read->roster, roster_.id);
  EXPECT_EQ(read->key.age, desk_.parties.agent());
}

TEST_P(KeyPage, ABackupIsMadeAndPutBackAfterTheKeyWasReplaced) {
  const std::string first = public_text();
  const Path copy = back_up();
  EXPECT_EQ(rights(copy), 0700);
  EXPECT_EQ(rights(copy / "agent.age"), 0600);
  EXPECT_EQ(read_text(copy / "agent.pub", kLongestText).value(), first);
  press_button(kReplace, [&] {
    want_it("key-replace");
    acknowledge("key-replaced");
  });
  const std::string second = public_text();
  EXPECT_NE(second, first);
  press_button(kRestore, [&] {
    fill_in(copy.string());
    want_it("key-restore");
    acknowledge("key-restored");
  });
  EXPECT_EQ(public_text(), first);
  EXPECT_EQ(rights(agent_key()), 0700);
  EXPECT_EQ(rights(agent_key() / "agent.age"), 0600);
  EXPECT_EQ(rights(agent_key() / "agent.sign"), 0600);
  EXPECT_EQ(enrolment::read_identities(agent_key() / "agent.age").value().front().recipient().text(),
            desk_.parties.agent());
  // Nothing is lost: the first one until it was replaced, and the second one.
  EXPECT_EQ(folders(agent_key().parent_path(), "agent-key-until-").size(), 2U);
}

TEST_P(KeyPage, AnotherAgentsKeyIsRefusedByName) {
  const std::string before = public_text();
  press_button(kRestore, [&] {
    fill_in(key_of_berit().string());
    want_it("key-restore");
    wait_for_windows(2);
    acknowledge("key-refused");
  });
  EXPECT_EQ(public_text(), before);
  EXPECT_TRUE(folders(agent_key().parent_path(), "agent-key-until-").empty());
}

INSTANTIATE_TEST_SUITE_P(InBoth, KeyPage, testing::Values("sv", "en"),
                         [](const auto& language) { return language.param; });

}  // namespace
}  // namespace insyn
