#include "leak/soak.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <thread>

#include "leak/case.h"
#include "leak/stage.h"
#include "leak/walk.h"

namespace insyn::leak {
namespace {

constexpr std::size_t kMemorySamples = 12;

struct Played {
  Tally tally;
  std::vector<Mono> times;  // when each step was done
};

class Player {
 public:
  explicit Player(Manager manager) : stage_({Target::kRaw, manager, Reader::kInsyn}) {
    stage_.paint_desktop_foreign();
    stage_.open_ours();
    windows_["main"] = stage_.main();
    for (const Step& step : opening_steps()) play(step);
    stage_.start_reader();
  }

  Played play_all(const std::vector<Step>& steps) {
    Played played;
    for (const Step& step : steps) {
      played.times.push_back(clock_.mono());
      play(step);
    }
    stage_.beat(4);
    stage_.catch_up();
    played.tally = stage_.finish();
    return played;
  }

 private:
  void play(const Step& step) {
    const std::string line = with_numbers(step.line);
    try {
      if (step.who == Step::kHand) {
        hand(line);
      } else {
        client(step.who, line);
      }
    } catch (const std::exception&) {
      // In a shortened walk a window may not be there.
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(step.pause_ms));
  }

  void client(Step::Who who, const std::string& line) {
    const std::string answer = who == Step::kOurs ? stage_.ours().ask(line) : stage_.foreign().ask(line);
    std::istringstream words(line);
    std::string verb, name;
    words >> verb >> name;
    if (verb == "create") windows_[name] = answer;
  }

  void hand(const std::string& line) {
    std::istringstream words(line);
    std::string verb, window;
    int a = 0, b = 0;
    words >> verb;
    if (verb == "hold" && words >> a) {
      stage_.hand().hold_server();
      std::this_thread::sleep_for(std::chrono::milliseconds(a));
      stage_.hand().let_server_go();
    } else if (verb == "pointer" && words >> a >> b) {
      stage_.hand().move_pointer(a, b);
    } else if (verb == "resize" && words >> window >> a >> b) {
      stage_.hand().resize(window, a, b);
    } else if (verb == "border" && words >> window >> a) {
      stage_.hand().set_border(window, a);
    }
  }

  std::string with_numbers(std::string line) const {
    for (std::size_t at; (at = line.find('@')) != std::string::npos;) {
      const std::size_t end = std::min(line.find(' ', at), line.size());
      const auto window = windows_.find(line.substr(at + 1, end - at - 1));
      line.replace(at, end - at, window == windows_.end() ? "0" : window->second);
    }
    return line;
  }

  SystemClock clock_;
  Stage stage_;
  std::map<std::string, std::string> windows_;
};

Played play(const std::vector<Step>& steps, Manager manager) { return Player(manager).play_all(steps); }

// Whatever is left out without which it still leaks is not part of the script.
class Shrinker {
 public:
  Shrinker(Manager manager, int replays) : manager_(manager), left_(replays) {}

  std::vector<Step> shrink(std::vector<Step> steps) {
    for (std::size_t piece = std::max<std::size_t>(steps.size() / 2, 1); left_ > 0;) {
      bool shorter = false;
      for (std::size_t begin = 0; begin < steps.size() && left_ > 0;) {
        std::vector<Step> fewer = steps;
        const std::size_t end = std::min(begin + piece, steps.size());
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(begin),
                    fewer.begin() + static_cast<std::ptrdiff_t>(end));
        if (!fewer.empty() && leaks(fewer)) {
          steps = std::move(fewer);
          shorter = true;
        } else {
          begin = end;
        }
      }
      if (piece == 1 && !shorter) break;
      if (!shorter) piece = std::max<std::size_t>(piece / 2, 1);
    }
    return steps;
  }

  // What happens between two looks is not the same each time.
  bool leaks(const std::vector<Step>& steps) {
    for (int attempt = 0; attempt < 2 && left_ > 0; ++attempt) {
      --left_;
      if (play(steps, manager_).tally.foreign_pixels != 0) return true;
    }
    return false;
  }

 private:
  Manager manager_;
  int left_;
};

void tell_finding(const std::vector<Step>& steps, const Played& played, const SoakOptions& options) {
  const auto after = std::upper_bound(played.times.begin(), played.times.end(), *played.tally.first_foreign);
  const auto last = static_cast<std::size_t>(after - played.times.begin());
  std::cout << "the first foreign pixel was kept after operation " << last << '\n';
  Shrinker shrinker(options.manager, options.replays);
  for (const std::size_t length : {40U, 150U, 600U}) {
    const std::size_t begin = last > length ? last - length : 0;
    std::vector<Step> tail(steps.begin() + static_cast<std::ptrdiff_t>(begin),
                           steps.begin() + static_cast<std::ptrdiff_t>(last));
    if (!shrinker.leaks(tail)) continue;
    std::cout << "a script that leaks too, after the windows were opened:\n";
    for (const Step& step : shrinker.shrink(std::move(tail))) std::cout << "  " << text_of(step) << '\n';
    return;
  }
  std::cout << "it did not happen again in the last 600 operations alone\n";
}

double mean(std::vector<double>::const_iterator begin, std::vector<double>::const_iterator end) {
  double sum = 0;
  for (auto at = begin; at != end; ++at) sum += *at;
  return begin == end ? 0 : sum / static_cast<double>(end - begin);
}

}  // namespace

int soak(const SoakOptions& options) {
  const std::vector<Step> steps = random_steps(options.seed, options.operations, options.guests);
  const Played played = play(steps, options.manager);
  const Tally& tally = played.tally;
  const auto quarter = static_cast<std::ptrdiff_t>(tally.memory_mb.size() / 4);
  std::cout << fmt::format(
      "soak: seed {}, {} operations in {:.0f} s under {}: {} states, {} foreign pixels, {} own, {} of "
      "neither "
      "(#{:06x}); "
      "withheld {:.1f} % ({}); memory {:.1f} MB in the first quarter, {:.1f} MB in the last; CPU {:.1f} %\n",
      options.seed, options.operations, tally.seconds, name_of(options.manager), tally.moments,
      tally.foreign_pixels, tally.own_pixels, tally.unknown_pixels, tally.an_unknown_colour,
      100 * tally.withheld_share(), withheld_text(tally),
      mean(tally.memory_mb.begin(), tally.memory_mb.begin() + quarter),
      mean(tally.memory_mb.end() - quarter, tally.memory_mb.end()),
      tally.seconds == 0 ? 0 : 100 * tally.cpu_seconds / tally.seconds);
  std::cout << "memory over the walk, in MB:";
  for (std::size_t i = 0; i < kMemorySamples && !tally.memory_mb.empty(); ++i)
    std::cout << fmt::format(" {:.1f}",
                             tally.memory_mb[i * (tally.memory_mb.size() - 1) / (kMemorySamples - 1)]);
  std::cout << '\n';
  for (const std::string& problem : tally.problems) std::cout << "problem: " << problem << '\n';
  if (tally.first_foreign) tell_finding(steps, played, options);
  std::cout << std::flush;
  return tally.foreign_pixels == 0 && tally.unknown_pixels == 0 && tally.problems.empty() ? 0 : 1;
}

}  // namespace insyn::leak
