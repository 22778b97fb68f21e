// Values as they are written in a file.
#pragma once

#include <optional>
#include <string_view>

#include "insight/input/log.h"

namespace insyn::insight {

// A time with its offset, as TimeReader reads it. Nothing where it is anything else.
std::optional<Instant> parse_instant(std::string_view text);

// A whole number, digits only.
std::optional<std::uint32_t> parse_count(std::string_view text);
// The same, perhaps with a fraction of zeros: "3.0" is how pandas writes 3 in a column where values are
// missing.
std::optional<std::uint32_t> parse_whole(std::string_view text);
// Seconds with or without a fraction, as milliseconds; at most a day. "12.5" and "12,5" are the same.
std::optional<std::uint32_t> parse_seconds(std::string_view text);

// Without white space at its ends: what looks the same is the same.
std::string_view trimmed(std::string_view text);
// How databases and statistics programs write in a table that there is no value: "NULL", "\\N", "NaN", "NA".
bool is_no_value(std::string_view text);

// UTF-8 of at most kLongestName bytes, without a character that misleads(): two names that look the same are
// the same.
bool is_name(std::string_view text);

}  // namespace insyn::insight
