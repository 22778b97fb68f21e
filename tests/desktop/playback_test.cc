// The agent plays an own recording, with the own key alone.
#include "tray/playback.h"

#include <gtest/gtest.h>

#include "note/key.h"
#include "support/desk.h"

namespace insyn {
namespace {

using support::Desk;
using tray::Playback;

class PlaybackTest : public testing::Test {
 protected:
  PlaybackTest() {
    make_keys("other");
    desk_.open_support_window();
    const auto recorder = desk_.record();
    folder_ = recorder->recording();
    recorder->wait_for_chunks(1);
    for (const char* colour : {"0000aa", "00aa00"}) {
      desk_.support.ask(std::string("repaint main colour ") + colour);
      desk_.support.ask(std::string("fill main 0 0 400 300 ") + colour);
      recorder->wait_for_next_chunk();
    }
    recorder->stop();
  }
  void make_keys(const std::string& name) {
    const support::Ran ran = support::run(
        desk_.folder.path(),
        {support::insyn(), "keys", "new", "--role", "agent", "--name", name, "--out", key(name).string()});
    EXPECT_EQ(ran.code, 0) << ran.err;
  }
  Path key(const std::string& name) const {
    return name.starts_with("agent") ? desk_.parties.file(name) : desk_.folder / name;
  }

  Desk desk_;
  Path folder_;
};

TEST_F(PlaybackTest, WithTheOwnKeyAllOfItIsSeenInOrder) {
  auto playback = Playback::open(folder_, key("agent.age"));
  ASSERT_TRUE(playback) << playback.error().message;
  std::vector<QRgb> seen;
  track::TrackTime before(0);
  ASSERT_TRUE(playback->play(track::TrackTime(0), [&](track::TrackTime at, const QImage& picture) {
    EXPECT_GE(at, before);
    before = at;
    const QRgb pixel = picture.pixel(200, 150) & 0xffffff;
    if (seen.empty() || seen.back() != pixel) seen.push_back(pixel);
    return true;
  }));
  ASSERT_GE(seen.size(), 2U);
  EXPECT_EQ(seen[seen.size() - 2], 0x0000aaU);
  EXPECT_EQ(seen.back(), 0x00aa00U);
  EXPECT_EQ(before, playback->length());
}

TEST_F(PlaybackTest, ItEndsWhenItIsToldToAndBeginsWhereItIsTold) {
  Playback playback = Playback::open(folder_, key("agent.age")).value();
  int pictures = 0;
  const auto one = [&](track::TrackTime, const QImage& picture) {
    EXPECT_EQ(picture.pixel(200, 150) & 0xffffff, 0x00aa00U);
    return ++pictures < 1;
  };
  EXPECT_TRUE(playback.play(playback.length(), one));
  EXPECT_EQ(pictures, 1);
}

TEST_F(PlaybackTest, AFileOfAnotherKindInThePlaceOfTheKeyIsNamed) {
  for (const auto& [name, words] : {std::pair{"agent.pub", "holds public keys only (.pub)"},
                                    std::pair{"desk.sign", "is a key that signs (.sign)"}}) {
    if (std::string(name) == "desk.sign") {
      const std::string text = note::Signer::generate("desk")->secret_text();
      ASSERT_TRUE(write_file(key(name), view_of(text), Access::kOwnerOnly, IfExists::kReplace));
    }
    const auto refused = Playback::open(folder_, key(name));
    ASSERT_FALSE(refused) << name;
    EXPECT_EQ(refused.error().code, Code::kDenied);
    EXPECT_NE(refused.error().message.find(words), std::string::npos) << refused.error().message;
  }
}

TEST_F(PlaybackTest, AnotherAgentsKeyOpensNothing) {
  const auto playback = Playback::open(folder_, key("other.age"));
  ASSERT_FALSE(playback);
  EXPECT_EQ(playback.error().code, Code::kDenied);
}

}  // namespace
}  // namespace insyn
