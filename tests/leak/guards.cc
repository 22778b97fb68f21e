#include "leak/guards.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include "leak/case.h"

namespace insyn::leak {
namespace {

struct Without {
  const char* guard;      // as in src/recorder/capture/guards.h
  const char* situation;  // that must fail then
};

constexpr Without kAll[] = {
    // Without the scrub what was there before looks like a background that is a picture.
    {"scrub,own-background", "line-only"},
    {"scrub-seen", "line-only"},
    // One stands behind the other here: with the second alone taken away the first still holds.
    {"undrawn,scrub-seen", "never-painted"},
    {"drain,marked", "foreign-mid-read"},
    {"settled,marked", "foreign-mid-read"},
    {"foreign-inside", "foreign-comes-in"},
    {"foreign-left", "foreign-leaves-picture"},
    {"own-background", "parent-relative"},
    {"own-background", "parent-relative-late"},
    {"program-each-read", "exec"},
    {"program-each-read", "left-to-child"},
    {"server-says-who", "forged-pid"},
    {"popup-owner,marked", "foreign-popup"},
    {"session-shown,marked", "locked"},
    {"popup-small", "dot"},
    {"popup-small", "far-popup"},
    {"popup-small", "lasting-popup"},
    {"popup-small", "other-process-popup"},
    {"popup-small", "widowed-popup"},
    {"popup-class", "classless-popup"},
    {"lit", "monitor-off"},
    {"lit", "colours-gone"},
    {"lit", "dead-zone"},
    // The frame stands around what the window says to be seen.
    {"margin,marked", "own-shadow"},
};

// What happens in between two looks depends on the machine; a guard counts as noticed where one of a few
// attempts does.
constexpr int kAttempts = 3;

bool noticed(const Without& without) {
  ::setenv("INSYN_LEAK_RECORDER", (Path(INSYN_BIN_DIR) / "insyn_unguarded").c_str(), 1);
  ::setenv("INSYN_GUARDS_OFF", without.guard, 1);
  Case one;
  one.situation = find_situation(without.situation);
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const Outcome outcome = act(one);
    std::cout << without.guard << '\t' << text_of(outcome) << std::endl;
    const bool seen = outcome.tally.foreign_pixels > 0 || outcome.tally.unknown_pixels > 0;
    if (seen && !outcome.faults.empty()) return true;
  }
  return false;
}

}  // namespace

// Each in a process of its own, since a guard is switched off through the environment.
int try_without_guards() {
  int missed = 0;
  std::size_t running = 0;
  const auto one_ends = [&] {
    int status = 0;
    ::wait(&status);
    missed += WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : 1;
    --running;
  };
  for (const Without& without : kAll) {
    if (running == kCasesAtATime) one_ends();
    if (::fork() == 0) {
      const bool seen = noticed(without);
      if (!seen)
        std::cout << fmt::format("{} in {}\tNOT NOTICED", without.guard, without.situation) << std::endl;
      std::_Exit(seen ? 0 : 1);
    }
    ++running;
  }
  while (running > 0) one_ends();
  return missed == 0 ? 0 : 1;
}

}  // namespace insyn::leak
