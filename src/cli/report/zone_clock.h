// The clocks of a zone by its name, for times without an offset.
#pragma once

#include <string>

#include "base/result.h"
#include "insight/input/times.h"

namespace insyn::cli {

class ZoneClock final : public insight::WallClock {
 public:
  // kCorrupt where this computer's zone database does not have it.
  static Result<ZoneClock> of(const std::string& zone);

  std::optional<Shown> shows(std::chrono::sys_days day, int minute) const override;

 private:
  explicit ZoneClock(std::string zone) : zone_(std::move(zone)) {}
  std::string zone_;
};

}  // namespace insyn::cli
