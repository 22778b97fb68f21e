// The wall clock of the programs that a test starts, which it can set while they run.
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
  // The command that runs a program with this clock.
  std::vector<std::string> before() const;

 private:
  Path file_;
};

}  // namespace insyn::support
