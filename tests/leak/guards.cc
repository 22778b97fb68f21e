#include "leak/guards.h"

#include <cstdlib>
#include <iostream>

#include "leak/case.h"

namespace insyn::leak {
namespace {

struct Without {
  const char* guard;      // as in src/recorder/capture/guards.h
  const char* situation;  // that must fail then
  bool by_pixels = true;  // foreign ones; else by what else has to hold of it
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
    {"session-shown,marked", "locked", false},
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
    if ((seen || !without.by_pixels) && !outcome.faults.empty()) return true;
  }
  return false;
}

}  // namespace

int try_without_guards() {
  int missed = 0;
  for (const Without& without : kAll) {
    if (noticed(without)) continue;
    std::cout << without.guard << "\tNOT NOTICED" << std::endl;
    ++missed;
  }
  return missed == 0 ? 0 : 1;
}

}  // namespace insyn::leak
