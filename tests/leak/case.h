// One situation with one setup, and its outcome as a line of text.
#pragma once

#include "leak/situation.h"

namespace insyn::leak {

struct Case {
  const Situation* situation = nullptr;
  Cast cast;
  bool alone = false;  // nothing else runs on the machine
};

// A case mostly waits.
inline constexpr std::size_t kCasesAtATime = 3;

// "grow:xcb-slow:openbox:insyn", and back; throws where there is no such case.
std::string name_of(const Case& one);
Case case_named(const std::string& name);
// Whether the combination makes sense; and whether everything that it needs is on this machine.
bool makes_sense(const Case& one);
bool is_here(const Case& one);

// The part of all cases that runs with every build; all of one group where it is named.
std::vector<Case> short_cases(const std::string& group);
// Every situation, application and window manager with Insyn, and every reader without a window manager.
std::vector<Case> all_cases();
// Those in which the plain reader has to leak.
std::vector<Case> control_cases();

struct Outcome {
  std::string name;
  std::string not_here;  // why it could not be run
  Tally tally;
  std::vector<std::string> faults;  // of Insyn: what is wrong
};

Outcome act(const Case& one);

// The reasons and what share of the area-time each has, "-" where nothing was withheld.
std::string withheld_text(const Tally& tally);

// Tab-separated, for docs/leaks.md and for people.
std::string text_of(const Outcome& outcome);

}  // namespace insyn::leak
