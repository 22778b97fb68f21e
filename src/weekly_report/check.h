// Whether an insyn-insight can do its work as it is set up.
#pragma once

#include "base/clock.h"
#include "weekly_report/place.h"

namespace insyn::weekly_report {

// What is wrong, so that there would be no report now or later; it asks the centre too. Empty: nothing.
std::vector<std::string> check_setup(const Furnished& with, const Clock& clock);

}  // namespace insyn::weekly_report
