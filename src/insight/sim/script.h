// How one call goes.
#pragma once

#include "insight/sim/centre.h"

namespace insyn::insight::sim {

struct Step {
  double at = 0;  // seconds from the call's start
  const char* event = "";
  std::string object;
  int results = -1;  // of a search
};

struct Script {
  std::vector<Step> steps;
  double seconds = 0;
  const char* outcome = "solved";
  // What the planted fault cost in this call, by its place in Centre::faults.
  std::vector<double> lost;
};

// `speed` is the agent's own: 1 is usual, more is slower.
Script play(const Centre& centre, std::size_t kind, bool second_version, double speed, Dice& dice);

}  // namespace insyn::insight::sim
