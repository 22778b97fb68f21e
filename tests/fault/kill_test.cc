// A recorder that is killed at any moment: what was closed opens, and no more than two seconds are lost.
#include <gtest/gtest.h>

#include <csignal>
#include <random>

#include "support/desk.h"
#include "support/until.h"

namespace insyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using support::Desk;

constexpr int kRounds = 10;
constexpr int kAtOnce = 10;  // recorders of the same window, each killed at a moment of its own
constexpr milliseconds kLongestLife(5000);
constexpr std::chrono::seconds kMostLost(2);

// A recorder that will be killed, and when it was.
struct Victim {
  std::unique_ptr<support::Recorder> recorder;
  steady_clock::time_point dies;
  bool killed = false;
};

// A window that is painted over and over, each time in the colour that is its number.
class Painting {
 public:
  explicit Painting(Desk& desk) : desk_(desk) { desk_.open_support_window(); }

  void paint() {
    times_.push_back(steady_clock::now());
    desk_.support.ask(fmt::format("fill main 0 0 400 300 {:06x}", times_.size()));
  }
  // When the picture that came after `colour` was painted; long ago for none that was painted.
  steady_clock::time_point after(std::uint32_t colour) const {
    return colour < times_.size() ? times_[colour] : steady_clock::now();
  }

 private:
  Desk& desk_;
  std::vector<steady_clock::time_point> times_;
};

// All under the agreement that lies there already: a recorder whose agreement is replaced ends by itself.
std::vector<Victim> start_recorders(Desk& desk, const Path& agreement, std::mt19937& random) {
  std::vector<Victim> victims;
  for (int i = 0; i < kAtOnce; ++i) {
    Victim victim;
    victim.recorder = std::make_unique<support::Recorder>(desk.folder.path(), desk.record_command(agreement),
                                                          desk.server.environment());
    victim.dies = steady_clock::now() + milliseconds(random() % static_cast<unsigned>(kLongestLife.count()));
    victims.push_back(std::move(victim));
  }
  return victims;
}

void paint_until_all_are_dead(Painting& painting, std::vector<Victim>& victims) {
  std::size_t alive = victims.size();
  while (alive > 0) {
    painting.paint();
    for (Victim& victim : victims) {
      if (victim.killed || steady_clock::now() < victim.dies) continue;
      victim.dies = steady_clock::now();
      victim.recorder->program().signal(SIGKILL);
      victim.recorder->program().wait();
      victim.killed = true;
      --alive;
    }
  }
}

// From when on the pictures are lost.
steady_clock::time_point lost_from(Victim& victim, const Desk& desk, const Painting& painting) {
  const Path folder = victim.recorder->recording();
  const support::Shown shown = support::watch(folder, desk.parties);
  EXPECT_FALSE(shown.verification.closed) << victim.recorder->program().err();
  EXPECT_TRUE(shown.verification.intact())
      << (shown.verification.intact() ? "" : shown.verification.findings.front().sentence);
  const auto recording = recording::Recording::read(folder).value();
  if (shown.last.surfaces().empty()) {
    return steady_clock::time_point(recording.opening.start_mono);
  }
  const std::uint32_t colour = support::largest(shown.last).pixels.at(10, 10);
  // Where nothing is drawn yet, all that was painted since the start is lost.
  if (track::is_withheld(colour)) return steady_clock::time_point(recording.opening.start_mono);
  return painting.after(colour);
}

TEST(Killed, AHundredTimesAtRandomMomentsNoMoreThanTwoSecondsAreLost) {
  std::mt19937 random(20261124);
  Desk desk;
  Painting painting(desk);
  const Path agreement = desk.parties.sign(desk.terms());
  int recorded = 0;
  for (int round = 0; round < kRounds; ++round) {
    std::vector<Victim> victims = start_recorders(desk, agreement, random);
    paint_until_all_are_dead(painting, victims);
    for (Victim& victim : victims) {
      // Killed before it had begun: there is nothing, or a folder that says so.
      if (!victim.recorder->program().out().ends_with('\n')) continue;
      ++recorded;
      const auto lost = victim.dies - lost_from(victim, desk, painting);
      EXPECT_LE(lost, kMostLost) << std::chrono::duration_cast<milliseconds>(lost).count() << " ms, "
                                 << victim.recorder->recording();
    }
  }
  EXPECT_GT(recorded, kRounds * kAtOnce / 2);
  // All that a kill left behind has a name, and the next call is recorded all the same.
  const recording::SpoolListing left = recording::list_recordings(desk.spool).value();
  EXPECT_GE(left.recordings.size(), static_cast<std::size_t>(recorded));
  for (const std::string& problem : left.problems) {
    EXPECT_NE(problem.find("a recorder ended while it began this recording"), std::string::npos) << problem;
  }
  const auto next = desk.record();
  next->wait_for_chunks(1);
  next->stop();
}

}  // namespace
}  // namespace insyn
