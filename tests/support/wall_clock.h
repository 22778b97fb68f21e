// The clocks of the programs that a test starts, which it can set while they run.
#pragma once

#include "base/clock.h"
#include "support/program.h"

namespace insyn::support {

class WallClock {
 public:
  // The file by which the programs are told lies in `folder`.
  explicit WallClock(const Path& folder);
  // The difference to the true one.
  void shift(std::chrono::milliseconds by) const;
  // How long the computer has slept, as far as the programs can tell: the wall clock goes on meanwhile.
  void sleep(std::chrono::milliseconds time) const;
  // The command that runs a program with this clock.
  std::vector<std::string> before() const;

 private:
  void write(std::chrono::milliseconds wall, std::chrono::milliseconds boot) const;
  Path file_;
};

}  // namespace insyn::support
