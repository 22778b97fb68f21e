// Times of day and lengths of time in digits, the same in each language.
#pragma once

#include <chrono>
#include <string>

#include "base/clock.h"

namespace insyn::words {

// Minutes from midnight as "08:30".
std::string time_of_day(std::chrono::minutes from_midnight);
// "03:12", "1:03:12"; less than nothing is nothing.
std::string elapsed_text(std::chrono::milliseconds elapsed);
// In this computer's time zone (TZ, /etc/localtime): "2026-11-24 10:05".
std::string local_minute(Utc time);
// The same of a time as a server writes it (RFC 3339 in UTC); what cannot be read comes back as it came.
std::string local_minute(const std::string& time);
// The same with seconds and the zone's abbreviation: "2026-11-24 10:05:00 CET".
std::string local_second(Utc time);

// "10:05:00.250": the time of day alone.
std::string local_millisecond(Utc time);

}  // namespace insyn::words
