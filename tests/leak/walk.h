// A random sequence of steps on several windows of both programs: the same for the same seed.
#pragma once

#include <string>
#include <vector>

namespace insyn::leak {

struct Step {
  enum Who { kOurs, kForeign, kHand } who = kOurs;
  std::string line;  // of test_client's protocol, or the hand's; "@name" stands for a window's number
  int pause_ms = 0;  // afterwards
};

std::string text_of(const Step& step);

// Opens the windows that the walk is over; always the same.
std::vector<Step> opening_steps();
// With `guests`, foreign windows go into the application's too.
std::vector<Step> random_steps(unsigned seed, std::size_t count, bool guests);

}  // namespace insyn::leak
