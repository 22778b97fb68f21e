// Times of day and lengths of time in digits, the same in each language.
#pragma once

#include <chrono>
#include <string>

namespace insyn::words {

// Minutes from midnight as "08:30".
std::string time_of_day(std::chrono::minutes from_midnight);
// "03:12", "1:03:12"; less than nothing is nothing.
std::string elapsed_text(std::chrono::milliseconds elapsed);

}  // namespace insyn::words
