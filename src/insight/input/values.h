// Values as they are written in a file.
#pragma once

#include <optional>
#include <string_view>

#include "insight/input/log.h"

namespace insyn::insight {

// RFC 3339 with its zone, "2026-11-24T09:05:00.123+01:00", also with a space for the T and with fewer or more
// digits behind the point, of which three count. Nothing where it is anything else, or out of range.
std::optional<Instant> parse_instant(std::string_view text);

// "screen", "search", "article", "copy", "link", "back", "answer".
std::optional<Activity> parse_activity(std::string_view text);
const char* name_of(Activity activity);

// "solved", "unsolved", "transferred", "dropped"; empty is unknown.
std::optional<Outcome> parse_outcome(std::string_view text);
const char* name_of(Outcome outcome);

// A whole number, digits only.
std::optional<std::uint32_t> parse_count(std::string_view text);
// Seconds with or without a fraction, as milliseconds; at most a day.
std::optional<std::uint32_t> parse_seconds(std::string_view text);

// UTF-8 without control characters, of at most kLongestName bytes.
bool is_name(std::string_view text);

}  // namespace insyn::insight
