// Numbers and times as people read them at a terminal, which is in English.
#pragma once

#include <string>

#include "agreement/terms.h"
#include "base/clock.h"

namespace insyn::cli {

// "812 bytes", "1.2 MB" (10^6 bytes).
std::string bytes_text(std::uint64_t bytes);
// "1 234 567": in groups of three.
std::string number_text(std::uint64_t number);
// "1 chunk", "2 chunks".
std::string count_text(std::uint64_t number, std::string_view one, std::string_view many);
// "0.8 s", "42 s", "2 min 3 s", "1 h 2 min".
std::string duration_text(std::chrono::milliseconds duration);
// "2026-11-24 10:05:00 CET": in this computer's time zone.
std::string time_text(Utc time);
// "2026-11-24 10:05 (Europe/Stockholm)": in the time zone of the agreement.
std::string time_text(Utc time, const agreement::Terms& terms);
// "from 2026-12-01 up to and including 2027-01-31 (Europe/Stockholm)".
std::string period_text(const agreement::Terms& terms);

}  // namespace insyn::cli
