// Nothing is kept while the screen is locked, asleep or shows another session, beginning with the request to
// lock. The login manager and the screen saver that say so are simulated, on a real message bus of the test's
// own.
#include <gtest/gtest.h>

#include <csignal>

#include "support/desk.h"
#include "support/until.h"

namespace insyn {
namespace {

using support::Desk;

class Session : public testing::Test {
 protected:
  Session() : bus_(desk_.folder.path(), {"dbus-daemon", "--session", "--nofork", "--print-address"}) {
    support::until("the bus", [&] { return bus_.out().ends_with('\n'); });
    std::string address = bus_.out();
    address.pop_back();
    environment_ = desk_.server.environment();
    environment_["DBUS_SYSTEM_BUS_ADDRESS"] = environment_["DBUS_SESSION_BUS_ADDRESS"] = address;
    manager_.emplace(desk_.folder.path(),
                     std::vector<std::string>{(Path(INSYN_BIN_DIR) / "login_manager").string()},
                     environment_);
    support::until("the login manager", [&] { return manager_->out().ends_with('\n'); });
    desk_.open_support_window();
  }

  void tell(const std::string& what) {
    const std::size_t before = manager_->out().size();
    manager_->write(what + "\n");
    support::until("the login manager's answer", [&] { return manager_->out().size() > before; });
  }

  // Colours the window: green while it may be seen, red while it may not, green again.
  support::Shown record_around(const std::function<void()>& hide, const std::function<void()>& show) {
    support::Recorder recorder(desk_.folder.path(), desk_.record_command(desk_.parties.sign(desk_.terms())),
                               environment_);
    desk_.support.ask("repaint main colour 00aa00");
    recorder.wait_for_chunks(1);
    desk_.support.ask("fill main 100 100 200 100 00bb00");
    recorder.wait_for_next_chunk();
    hide();
    desk_.support.ask("repaint main colour aa0000");
    desk_.support.ask("fill main 0 0 400 300 aa0000");
    for (int i = 0; i < 5; ++i) {
      desk_.support.ask(fmt::format("fill main {} 0 30 300 aa0000", i * 40));
      std::this_thread::sleep_for(std::chrono::milliseconds(120));
    }
    if (show) {
      desk_.support.ask("repaint main colour 00aa00");
      desk_.support.ask("fill main 0 0 400 300 00aa00");
      show();
      recorder.wait_for_next_chunk();
    }
    recorder.stop();
    recorded_ = recording::Recording::read(recorder.recording()).value();
    return support::watch(recorder.recording(), desk_.parties, 0xaa0000);
  }

  void expect_hidden_and_shown(const std::function<void()>& hide, const std::function<void()>& show) {
    const support::Shown shown = record_around(hide, show);
    EXPECT_TRUE(shown.verification.intact());
    EXPECT_EQ(shown.colour_seen, 0U);
    ASSERT_EQ(shown.last.surfaces().size(), 1U);
    EXPECT_EQ(support::largest(shown.last).pixels.at(10, 10), 0x00aa00U);
    EXPECT_EQ(desk_.parties.end_of(recorded_.folder).balance.withheld[track::Withheld::kSessionHidden].times,
              1U);
  }

  Desk desk_;
  support::Program bus_;
  support::Environment environment_;
  std::optional<support::Program> manager_;
  recording::Recording recorded_;
};

TEST_F(Session, IsSeenWhileNothingHidesIt) {
  EXPECT_GT(record_around([] {}, [] {}).colour_seen, 0U);
}

TEST_F(Session, IsNotSeenAfterTheRequestToLock) {
  expect_hidden_and_shown([&] { tell("lock"); }, [&] { tell("unlock"); });
}

TEST_F(Session, IsNotSeenWhileTheLockerSaysThatItIsLocked) {
  expect_hidden_and_shown([&] { tell("locked yes"); }, [&] { tell("locked no"); });
}

TEST_F(Session, IsSeenAgainWhenTheLockerEndsWithoutARequestToUnlock) {
  expect_hidden_and_shown(
      [&] {
        tell("lock");
        tell("locked yes");
      },
      [&] { tell("locked no"); });
}

TEST_F(Session, IsNotSeenWhileAnotherUsersIs) {
  expect_hidden_and_shown([&] { tell("active no"); }, [&] { tell("active yes"); });
}

// A call goes over no sleep, so nothing is kept after it either.
TEST_F(Session, ItsCallEndsOnTheWayToSleep) {
  support::Recorder recorder(desk_.folder.path(), desk_.record_command(desk_.parties.sign(desk_.terms())),
                             environment_);
  recorder.wait_for_chunks(1);
  tell("sleep yes");
  EXPECT_EQ(recorder.program().wait(), 0) << recorder.program().err();
  EXPECT_NE(recorder.program().err().find("the computer went to sleep"), std::string::npos)
      << recorder.program().err();
  recorded_ = recording::Recording::read(recorder.recording()).value();
  EXPECT_STREQ(code_of(desk_.parties.end_of(recorder.recording()).reason), "computer-slept");
}

TEST_F(Session, IsNotSeenUnderAScreenSaver) {
  expect_hidden_and_shown([&] { tell("saver yes"); }, [&] { tell("saver no"); });
}

// What was kept less exactly, as a playing video is, does not become exact when nothing may be kept.
TEST_F(Session, NothingOfAVideoThatPlayedIsKeptAfterTheRequestToLock) {
  support::Recorder recorder(desk_.folder.path(), desk_.record_command(desk_.parties.sign(desk_.terms())),
                             environment_);
  for (unsigned seed = 0; recorder.chunks() < 3; ++seed) {
    desk_.support.ask(fmt::format("dots main {}", seed));
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
  }
  tell("lock");
  const Mono locked = SystemClock().mono();
  recorder.wait_for_next_chunk();
  std::this_thread::sleep_for(std::chrono::milliseconds(1'500));  // in which it would have been
  recorder.stop();
  EXPECT_GT(support::watch(recorder.recording(), desk_.parties).lossy_tiles, 0U);
  EXPECT_LT(support::kept_moments(recorder.recording(), desk_.parties).back(),
            locked + std::chrono::milliseconds(500));
}

TEST_F(Session, IsNotSeenOnceTheLoginManagerIsGone) {
  EXPECT_EQ(record_around(
                [&] {
                  manager_->signal(SIGKILL);
                  manager_->wait();
                },
                {})
                .colour_seen,
            0U);
}

TEST_F(Session, IsNotSeenOnceTheBusIsGone) {
  EXPECT_EQ(record_around(
                [&] {
                  bus_.signal(SIGKILL);
                  bus_.wait();
                },
                {})
                .colour_seen,
            0U);
}

TEST_F(Session, IsNotSeenOnceScreenSaversCannotBeAsked) {
  environment_["DBUS_SYSTEM_BUS_ADDRESS"] = "unix:path=" + (desk_.folder.path() / "none").string();
  EXPECT_EQ(record_around(
                [&] {
                  bus_.signal(SIGKILL);
                  bus_.wait();
                },
                {})
                .colour_seen,
            0U);
}

}  // namespace
}  // namespace insyn
