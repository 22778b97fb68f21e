// insyn-sim: a centre that does not exist, for trying insyn report out and for measuring it.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "base/clock.h"
#include "insight/sim/write_centre.h"

namespace {

int run(int count, char** values) {
  using namespace insyn::insight::sim;
  Centre centre;
  std::string out;
  bool sound = false;
  CLI::App app("Makes up a centre's calls and events, with faults planted in its support system.",
               "insyn-sim");
  app.add_option("--seed", centre.seed, "Another number, another centre");
  app.add_option("--calls", centre.calls, "How many calls (10000)");
  app.add_option("--agents", centre.agents, "How many agents (60)")->check(CLI::Range(1, 100'000));
  app.add_option("--weeks", centre.weeks, "How many weeks (8)")->check(CLI::Range(1, 52));
  app.add_option("--steps", centre.extra_steps, "Screens looked at besides, per call (2)");
  app.add_option("--improvement", centre.improvement, "By what share version 2 makes reading faster (0)");
  app.add_option("--shortcut", centre.shortcut, "What share of calls go a shorter way in version 2 (0)");
  std::string begins;
  app.add_option("--begins", begins, "The Monday on which it begins (2026-12-07)");
  app.add_flag("--sound", sound, "Plant no fault");
  app.add_option("--out", out, "A folder that exists, for calls.csv and events.csv")->required();
  CLI11_PARSE(app, count, values);
  if (!begins.empty()) {
    const auto midnight = insyn::parse_utc(begins + "T00:00:00.000Z");
    const auto day = midnight ? std::chrono::floor<std::chrono::days>(*midnight) : centre.begins;
    if (!midnight || std::chrono::weekday(day) != std::chrono::Monday) {
      std::fprintf(stderr, "insyn-sim: %s is no Monday as in 2026-12-07\n", begins.c_str());
      return 2;
    }
    centre.begins = day;
  }
  if (!sound) centre.faults = Centre::usual_faults();
  const auto truth = write_centre(centre, out);
  if (!truth) {
    std::fprintf(stderr, "insyn-sim: %s\n", truth.error().message.c_str());
    return 1;
  }
  std::printf("%llu events\n", static_cast<unsigned long long>(truth->events));
  for (std::size_t i = 0; i < centre.faults.size(); ++i) {
    std::printf("%s, %s: %.1f hours a week\n", std::string(kind_name(centre.faults[i].kind)).c_str(),
                name_of(centre.faults[i].fault), truth->hours_lost_a_week[i]);
  }
  return 0;
}

}  // namespace

int main(int count, char** values) {
  try {
    return run(count, values);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "insyn-sim: %s\n", error.what());
    return 1;
  }
}
