// Figures as the report's language writes them.
#pragma once

#include <string>
#include <string_view>

#include "insight/findings/report.h"
#include "words/report.h"

namespace insyn::insight {

using words::ReportWords;
static_assert(std::tuple_size_v<decltype(ReportWords::activities)> == kActivities);
static_assert(std::tuple_size_v<decltype(ReportWords::outcomes)> == kOutcomes);

// A text of the report's words with `values` in its braces.
std::string filled(std::string_view text, const auto&... values) {
  return fmt::format(fmt::runtime(text), values...);
}

// "1 234", "1,5" or "1.5".
std::string number_text(std::uint64_t number);
std::string decimal_text(double number, int digits, const ReportWords& words);
// "12 s", "6:05 min".
std::string seconds_text(Seconds seconds, const ReportWords& words);

}  // namespace insyn::insight
