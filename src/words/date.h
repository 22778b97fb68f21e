// Dates and lengths of time as people read them in every room.
#pragma once

#include <chrono>
#include <string>

#include "base/clock.h"
#include "words/language.h"

namespace insyn::words {

// "24 nov 2026"
std::string day_text(std::chrono::sys_days day, Language language);
// In this computer's time zone (TZ, /etc/localtime): "24 nov 2026 09:21".
std::string minute_text(Utc time, Language language);
// "42 s", "6 min 42 s", "1 h 02 min"; less than nothing is nothing.
std::string length_text(std::chrono::milliseconds length);

}  // namespace insyn::words
