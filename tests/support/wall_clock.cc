#include "support/wall_clock.h"

#include <fstream>

namespace insyn::support {

WallClock::WallClock(const Path& folder) : file_(folder / "clock") { shift({}); }

void WallClock::shift(std::chrono::milliseconds by) const { write(by, {}); }

void WallClock::sleep(std::chrono::milliseconds time) const { write(time, time); }

void WallClock::write(std::chrono::milliseconds wall, std::chrono::milliseconds boot) const {
  // Written in place: the programs have it mapped.
  std::fstream file(file_, std::filesystem::exists(file_) ? std::ios::in | std::ios::out | std::ios::binary
                                                          : std::ios::out | std::ios::binary);
  const std::int64_t nanoseconds[] = {std::chrono::nanoseconds(wall).count(),
                                      std::chrono::nanoseconds(boot).count()};
  file.write(reinterpret_cast<const char*>(nanoseconds), sizeof nanoseconds);
}

std::vector<std::string> WallClock::before() const {
  return {"/usr/bin/env", "LD_PRELOAD=" INSYN_SHIFTED_CLOCK, "INSYN_TEST_CLOCK_FILE=" + file_.string()};
}

}  // namespace insyn::support
