// Values as they are written in a file.
#pragma once

#include <optional>
#include <string_view>

#include "insight/input/log.h"

namespace insyn::insight {

// A time as parse_rfc3339() reads it. Nothing where it is anything else, or before 2000 or after 2069.
std::optional<Instant> parse_instant(std::string_view text);

// A whole number, digits only.
std::optional<std::uint32_t> parse_count(std::string_view text);
// Seconds with or without a fraction, as milliseconds; at most a day.
std::optional<std::uint32_t> parse_seconds(std::string_view text);

// UTF-8 of at most kLongestName bytes, without control characters and characters that change how the text
// around them is shown; directional marks and U+FEFF may be there.
bool is_name(std::string_view text);

}  // namespace insyn::insight
