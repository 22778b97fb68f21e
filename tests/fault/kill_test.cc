// A recorder that is killed at any moment: what was closed opens, and no more than two seconds are lost.
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <optional>
#include <random>

#include "support/desk.h"
#include "support/until.h"

namespace insyn {
namespace {

using std::chrono::milliseconds;
using support::Desk;

// In ./dev test; ./dev soak sets INSYN_SOAK_ROUNDS, and has other random moments each time.
constexpr int kRounds = 10;
constexpr unsigned kSeed = 20261124;
constexpr int kAtOnce =
    10;  // applications, each with a recorder of its own that is killed at a moment of its own
constexpr milliseconds kLongestLife(5000);
constexpr std::chrono::seconds kMostLost(2);

const char* soak_rounds() { return std::getenv("INSYN_SOAK_ROUNDS"); }

// An application whose window is painted over and over, each time in the colour that is its number.
class Painted {
 public:
  Painted(const Desk& desk, int number)
      : path_(support::copy_of_test_client(desk.folder / fmt::format("support{}", number) / "kundstod")),
        client_(desk.folder.path(), desk.server, path_) {
    client_.ask(fmt::format("create main {} {} 200 100", 20 + number % 4 * 300, 60 + number / 4 * 220));
    client_.ask("map main");
    support::TestTerms terms = desk.terms();
    terms.exe = path_;
    agreement_ = path_.parent_path() / "agreement";
    std::filesystem::copy_file(desk.parties.sign(terms), agreement_);
  }

  const Path& agreement() const { return agreement_; }
  void paint() {
    times_.push_back(SystemClock().mono());
    client_.ask(fmt::format("fill main 0 0 200 100 {:06x}", times_.size()));
  }
  // When the picture that came after `colour` was painted; nothing if it is the last one.
  std::optional<Mono> after(std::uint32_t colour) const {
    if (colour == 0 || colour > times_.size()) throw std::out_of_range("a colour that nobody has painted");
    if (colour == times_.size()) return std::nullopt;
    return times_[colour];
  }

 private:
  Path path_, agreement_;
  support::Client client_;
  std::vector<Mono> times_;
};

// A recorder that will be killed, and when it was.
struct Victim {
  Victim(const Desk& desk, Painted& of, milliseconds life)
      : application(&of),
        recorder(std::make_unique<support::Recorder>(desk.folder.path(), desk.record_command(of.agreement()),
                                                     desk.server.environment())),
        dies(SystemClock().mono() + life) {}

  bool has_begun() const { return recorder->program().out().ends_with('\n'); }
  void kill() {
    dies = SystemClock().mono();
    recorder->program().signal(SIGKILL);
    recorder->program().wait();
    killed = true;
  }

  Painted* application;
  std::unique_ptr<support::Recorder> recorder;
  Mono dies;
  bool killed = false;
};

void paint_until_all_are_dead(std::vector<Victim>& victims) {
  std::size_t alive = victims.size();
  while (alive > 0) {
    for (Victim& victim : victims) {
      if (victim.killed) continue;
      victim.application->paint();
      if (SystemClock().mono() < victim.dies) continue;
      victim.kill();
      --alive;
    }
  }
}

// From when on the pictures are lost.
Mono lost_from(const Victim& victim, const Desk& desk) {
  const Path folder = victim.recorder->recording();
  const support::Shown shown = support::watch(folder, desk.parties);
  EXPECT_FALSE(shown.verification.closed) << victim.recorder->program().err();
  EXPECT_TRUE(shown.verification.intact())
      << (shown.verification.intact() ? "" : shown.verification.findings.front().file);
  const auto began = Mono(recording::Recording::read(folder)->certificate.value().begin_mono);
  if (shown.last.surfaces().empty()) return began;
  const std::uint32_t colour = support::largest(shown.last).pixels.at(10, 10);
  // Where nothing is drawn yet, all that was painted since the start is lost.
  if (track::is_withheld(colour)) return began;
  // A chunk may reach the disk between the last picture and the kill: then nothing is lost.
  return victim.application->after(colour).value_or(victim.dies);
}

TEST(Killed, AHundredTimesAtRandomMomentsNoMoreThanTwoSecondsAreLost) {
  const int rounds = soak_rounds() != nullptr ? std::atoi(soak_rounds()) : kRounds;
  const unsigned seed = soak_rounds() != nullptr ? std::random_device()() : kSeed;
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  Desk desk;
  std::vector<std::unique_ptr<Painted>> applications;
  applications.reserve(kAtOnce);
  for (int i = 0; i < kAtOnce; ++i) applications.push_back(std::make_unique<Painted>(desk, i));
  int recorded = 0;
  for (int round = 0; round < rounds; ++round) {
    std::vector<Victim> victims;
    for (const auto& application : applications) {
      const milliseconds life(random() % static_cast<unsigned>(kLongestLife.count()));
      victims.emplace_back(desk, *application, life);
    }
    paint_until_all_are_dead(victims);
    for (const Victim& victim : victims) {
      // Killed before it had begun: there is nothing, or a folder that says so.
      if (!victim.has_begun()) continue;
      ++recorded;
      const auto lost = victim.dies - lost_from(victim, desk);
      EXPECT_GE(lost, milliseconds(0)) << victim.recorder->recording();
      EXPECT_LE(lost, kMostLost) << std::chrono::duration_cast<milliseconds>(lost).count() << " ms, "
                                 << victim.recorder->recording();
    }
  }
  EXPECT_GT(recorded, rounds * kAtOnce / 2);
  // Everything that a kill leaves behind is reported, and the next call is recorded nevertheless.
  const recording::SpoolListing left = recording::list_recordings(desk.spool).value();
  EXPECT_GE(left.recordings.size(), static_cast<std::size_t>(recorded));
  for (const std::string& problem : left.problems) {
    EXPECT_NE(problem.find("a recorder ended while it began this recording"), std::string::npos) << problem;
  }
  desk.open_support_window();
  const auto next = desk.record();
  next->wait_for_chunks(1);
  next->stop();
}

}  // namespace
}  // namespace insyn
