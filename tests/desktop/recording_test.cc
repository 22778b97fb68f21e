// Windows on a real X server, recorded by the real program and opened with both keys.
#include <gtest/gtest.h>

#include "support/desk.h"
#include "support/until.h"

namespace insyn {
namespace {

using support::Desk;

constexpr std::uint32_t kMail = 0xFF00FF;

TEST(Recording, TheLastFrameIsTheWindowBitForBit) {
  Desk desk;
  const std::string window = desk.open_support_window();
  const auto recorder = desk.record();
  recorder->wait_for_chunks(1);
  for (int seed = 2; seed < 12; ++seed) desk.support.ask("pattern main " + std::to_string(seed));
  recorder->wait_for_next_chunk();
  recorder->stop();
  const support::Shown shown = support::watch(recorder->recording(), desk.parties);
  EXPECT_TRUE(shown.verification.closed);
  EXPECT_TRUE(shown.verification.intact());
  EXPECT_EQ(support::largest(shown.last).pixels, support::pixels_of(desk.server, window));
}

TEST(Recording, AWindowThatWasResizedIsStillExact) {
  Desk desk;
  const std::string window = desk.open_support_window();
  const auto recorder = desk.record();
  recorder->wait_for_chunks(1);
  desk.support.ask("resize main 517 431");
  recorder->wait_for_next_chunk();
  desk.support.ask("pattern main 7");
  recorder->wait_for_next_chunk();
  recorder->stop();
  const support::Shown shown = support::watch(recorder->recording(), desk.parties);
  EXPECT_EQ(support::largest(shown.last).pixels, support::pixels_of(desk.server, window));
}

TEST(Recording, ASpoolThatIsNotThereIsMadeForThisUserAlone) {
  Desk desk;
  desk.open_support_window();
  std::filesystem::remove(desk.spool);
  const auto recorder = desk.record();
  recorder->wait_for_chunks(1);
  recorder->stop();
  EXPECT_EQ(std::filesystem::status(desk.spool).permissions(), std::filesystem::perms::owner_all);
}

// Over, under, beside; uncovering, moving, growing, unmapping and mapping, with a support system that has no
// background and one that has, as in the table of docs/leaks.md.
class MailIsNowhere : public testing::TestWithParam<const char*> {};

TEST_P(MailIsNowhere, InNoFrame) {
  Desk desk;
  desk.open_mail(50, 50, 900, 700);
  ASSERT_GT(support::count(support::pixels_of_screen(desk.server), kMail), 500'000U);
  desk.open_support_window(GetParam());
  const auto recorder = desk.record();
  recorder->wait_for_chunks(1);
  for (int round = 0; round < 3; ++round) {
    desk.mail.ask("raise mail");
    desk.support.ask("resize main 300 200");
    recorder->wait_for_next_chunk();
    desk.support.ask("raise main");
    desk.support.ask("resize main 640 480");
    recorder->wait_for_next_chunk();
    desk.support.ask("unmap main");
    desk.support.ask("map main");
    desk.support.ask("move main 10 10");
    desk.mail.ask("move mail 200 0");
    desk.support.ask("pattern main " + std::to_string(round));
    recorder->wait_for_next_chunk();
    desk.mail.ask("move mail 50 50");
  }
  recorder->stop();
  const support::Shown shown = support::watch(recorder->recording(), desk.parties, kMail);
  EXPECT_GT(shown.moments, 10U);
  EXPECT_EQ(shown.colour_seen, 0U);
}

INSTANTIATE_TEST_SUITE_P(Backgrounds, MailIsNowhere, testing::Values("", "background=ffffff"));

TEST(Recording, WhatTheApplicationDoesNotRepaintIsWithheldAndNotTheMailBelow) {
  Desk desk;
  desk.open_mail(0, 0, 1000, 750);
  desk.open_support_window("");
  desk.support.ask("repaint main nothing");
  const auto recorder = desk.record();
  recorder->wait_for_chunks(1);
  desk.support.ask("resize main 700 500");
  // The recorder has scrubbed the new picture once it has told of it.
  recorder->wait_for_next_chunk();
  desk.support.ask("fill main 0 0 100 100 00ff00");
  recorder->wait_for_next_chunk();
  recorder->stop();
  const support::Shown shown = support::watch(recorder->recording(), desk.parties, kMail);
  EXPECT_EQ(shown.colour_seen, 0U);
  const track::Surface& surface = support::largest(shown.last);
  EXPECT_EQ(surface.pixels.at(50, 50), 0x00ff00U);
  EXPECT_EQ(surface.withheld_at({600, 400}), track::Withheld::kNotYetDrawn);
}

// A picture of it every tenth of a second, each of other pixels.
void play_until_lossy(Desk& desk, support::Recorder& recorder) {
  const std::size_t before = recorder.chunks();
  for (unsigned seed = 0; recorder.chunks() < before + 3; ++seed) {
    desk.support.ask(fmt::format("dots main {}", seed));
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
  }
}

TEST(Recording, AVideoIsLossyWhileItPlaysAndExactOnceItRests) {
  Desk desk;
  const std::string window = desk.open_support_window();
  const auto recorder = desk.record();
  recorder->wait_for_chunks(1);
  play_until_lossy(desk, *recorder);
  recorder->wait_for_next_chunk();
  recorder->stop();
  const support::Shown shown = support::watch(recorder->recording(), desk.parties);
  EXPECT_GT(shown.lossy_tiles, 0U);
  EXPECT_EQ(support::largest(shown.last).pixels, support::pixels_of(desk.server, window));
  EXPECT_TRUE(support::largest(shown.last).lossy_tiles.empty());
}

TEST(Recording, APopupIsASurfaceOfItsOwn) {
  Desk desk;
  desk.open_support_window();
  const auto recorder = desk.record();
  recorder->wait_for_chunks(1);
  desk.support.ask("create menu 150 150 120 80 override");
  desk.support.ask("map menu");
  desk.support.ask("pattern menu 3");
  recorder->wait_for_next_chunk();
  recorder->stop();
  const support::Shown shown = support::watch(recorder->recording(), desk.parties);
  ASSERT_EQ(shown.last.surfaces().size(), 2U);
  EXPECT_EQ(shown.last.surfaces().back().kind, track::SurfaceKind::kPopup);
  EXPECT_EQ(shown.last.surfaces().back().place, (Rect{150, 150, 120, 80}));
}

TEST(Recording, AForeignWindowInsideWithholdsTheWholeSurface) {
  Desk desk;
  const std::string window = desk.open_support_window();
  desk.open_mail(600, 100, 200, 200);
  const auto recorder = desk.record();
  recorder->wait_for_chunks(1);
  desk.mail.ask("reparent mail " + window + " 20 20");
  desk.mail.ask("fill mail 0 0 200 200 FF00FF");
  recorder->wait_for_next_chunk();
  desk.support.ask("fill main 300 0 50 50 00ff00");
  recorder->stop();
  const support::Shown shown = support::watch(recorder->recording(), desk.parties, kMail);
  EXPECT_EQ(shown.colour_seen, 0U);
  EXPECT_EQ(support::largest(shown.last).withheld_at({310, 10}), track::Withheld::kForeignInside);
}

TEST(Recording, NothingOfAForeignWindowStaysWhenItHasLeft) {
  Desk desk;
  const std::string window = desk.open_support_window();
  desk.open_mail(600, 100, 200, 200);
  const auto recorder = desk.record();
  recorder->wait_for_chunks(1);
  desk.mail.ask("reparent mail " + window + " 20 20");
  desk.mail.ask("fill mail 0 0 200 200 FF00FF");
  recorder->wait_for_next_chunk();
  desk.support.ask("repaint main nothing");
  desk.mail.ask("unmap mail");
  recorder->wait_for_next_chunk();
  recorder->stop();
  EXPECT_EQ(support::watch(recorder->recording(), desk.parties, kMail).colour_seen, 0U);
}

TEST(Recording, AWindowOfAnotherProgramBesideItIsNoSurface) {
  Desk desk;
  desk.open_support_window();
  desk.open_mail(600, 100, 200, 200);
  const auto recorder = desk.record();
  recorder->wait_for_chunks(1);
  recorder->stop();
  EXPECT_EQ(support::watch(recorder->recording(), desk.parties).last.surfaces().size(), 1U);
}

TEST(Recording, NothingIsReadWhileNothingChanges) {
  Desk desk;
  desk.open_support_window();
  const auto recorder = desk.record({"--for", "4"});
  recorder->wait_for_chunks(1);
  EXPECT_EQ(recorder->program().wait(), 0);
  const auto recording = recording::Recording::read(recorder->recording()).value();
  EXPECT_LE(desk.parties.end_of(recorder->recording()).balance.kept.times, 3U);
  EXPECT_LE(recording.closing->chunks.size(), 3U);  // the end statement is one
}

TEST(Recording, ReadsNoMoreOftenThanTheAgreementSays) {
  Desk desk;
  desk.open_support_window();
  support::TestTerms terms = desk.terms();
  terms.max_fps = 2;
  const auto recorder = desk.record_under(terms, {"--for", "3"});
  recorder->recording();
  int seed = 0;
  while (!recorder->program().ended()) desk.support.ask("pattern main " + std::to_string(++seed));
  const auto recording = recording::Recording::read(recorder->recording()).value();
  EXPECT_GT(seed, 20);
  EXPECT_LE(desk.parties.end_of(recorder->recording()).balance.kept.times, 2U * 3U + 2U);
}

}  // namespace
}  // namespace insyn
