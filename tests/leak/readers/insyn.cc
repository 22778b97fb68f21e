#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

#include "leak/watch_recording.h"
#include "leak/witness.h"
#include "support/until.h"

namespace insyn::leak {
namespace {

constexpr std::chrono::seconds kPatience(60);

// Resident memory in MB and processor time in seconds of a process.
struct Usage {
  double memory = 0, cpu = 0;
};

Usage usage_of(pid_t pid) {
  std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  std::getline(stat, text);
  std::istringstream fields(text.substr(std::min(text.size(), text.rfind(')') + 1)));
  std::string field;
  std::vector<std::string> all;
  while (fields >> field) all.push_back(field);
  if (all.size() < 22) return {};
  const double ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
  return {std::stod(all[21]) * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6,
          (std::stod(all[11]) + std::stod(all[12])) / ticks};
}

Path recorder_program() {
  const char* other = std::getenv("INSYN_LEAK_RECORDER");
  return other != nullptr ? Path(other) : Path(support::insyn());
}

class Insyn final : public Witness {
 public:
  explicit Insyn(const WitnessNeeds& needs)
      : needs_(needs), recorder_(needs.folder, command(needs), needs.server.environment()) {}
  ~Insyn() override { stop_watching(); }

  void wait_until_ready() override {
    recorder_.recording();
    began_ = std::chrono::steady_clock::now();
    watch_usage_ = std::thread([this] { watch_usage(); });
    // The first state is on the disk: the windows that are there have been seen.
    support::until("the recorder's first look",
                   [&] { return recorder_.chunks() > 0 || recorder_.program().ended() || nothing_to_see(); });
  }

  void catch_up() override {
    if (recorder_.program().ended()) return;
    const std::size_t before = recorder_.chunks();
    const auto enough = std::chrono::steady_clock::now() + std::chrono::seconds(3);
    support::until("a chunk", [&] {
      return recorder_.chunks() > before || recorder_.program().ended() ||
             std::chrono::steady_clock::now() > enough;
    });
  }

  // What is on the disk so far is opened and looked at whenever more of it is there.
  bool until_kept(const std::function<bool(const Tally&)>& condition) override {
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    std::size_t looked_at = 0;
    while (std::chrono::steady_clock::now() < deadline) {
      const bool ended = recorder_.program().ended();
      const std::size_t chunks = recorder_.chunks();
      if (chunks > looked_at) {
        looked_at = chunks;
        if (condition(watch_recording(recorder_.recording(), needs_.parties, {}))) return true;
      }
      if (ended) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return false;
  }

  Tally finish(const std::vector<Mark>& marks) override {
    std::vector<std::string> problems;
    const Usage usage = recorder_.program().ended() ? last_ : usage_of(recorder_.program().pid());
    try {
      recorder_.stop();
    } catch (const std::exception& error) {
      problems.push_back(error.what());
    }
    stop_watching();
    Tally tally = watch_recording(recorder_.recording(), needs_.parties, marks);
    tally.problems.insert(tally.problems.end(), problems.begin(), problems.end());
    tally.cpu_seconds = usage.cpu;
    tally.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    tally.memory_mb = memory_;
    return tally;
  }

 private:
  static std::vector<std::string> command(const WitnessNeeds& needs) {
    support::TestTerms terms;
    terms.exe = needs.program;
    terms.wm_class = needs.wm_class;
    const Path agreement = needs.parties.sign(terms);
    return {recorder_program().string(),
            "record",
            "--agreement",
            agreement.string(),
            "--pin",
            needs.parties.file("employer.pub").string(),
            "--pin",
            needs.parties.file("union.pub").string(),
            "--roster",
            needs.parties.file("roster.note").string(),
            "--agent",
            needs.parties.file("agent.pub").string(),
            "--device",
            needs.parties.file("device.sign").string(),
            "--call",
            "call-1",
            "--spool",
            needs.spool.string()};
  }

  // Where no window in scope is open there is no chunk to wait for: a few looks have to do.
  bool nothing_to_see() const {
    return std::chrono::steady_clock::now() > began_ + std::chrono::milliseconds(2500);
  }

  void watch_usage() {
    const pid_t pid = recorder_.program().pid();
    while (!done_) {
      const Usage now = usage_of(pid);
      if (now.memory > 0) {
        last_ = now;
        memory_.push_back(now.memory);
      }
      for (int i = 0; i < 10 && !done_; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }
  void stop_watching() {
    done_ = true;
    if (watch_usage_.joinable()) watch_usage_.join();
  }

  const WitnessNeeds needs_;
  support::Recorder recorder_;
  std::chrono::steady_clock::time_point began_{};
  std::atomic<bool> done_ = false;
  std::thread watch_usage_;
  Usage last_;
  std::vector<double> memory_;
};

}  // namespace

std::unique_ptr<Witness> make_insyn(const WitnessNeeds& needs) { return std::make_unique<Insyn>(needs); }

std::unique_ptr<Witness> make_witness(Reader reader, const WitnessNeeds& needs) {
  switch (reader) {
    case Reader::kInsyn:
      return make_insyn(needs);
    case Reader::kPlain:
      return make_plain(needs);
    case Reader::kFfmpeg:
      return make_ffmpeg(needs);
    case Reader::kCrop:
      return make_crop(needs);
  }
  return nullptr;
}

}  // namespace insyn::leak
