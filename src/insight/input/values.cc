#include "insight/input/values.h"

#include <charconv>

#include "base/clock.h"
#include "base/text.h"

namespace insyn::insight {
namespace {

// Directional marks and the byte order mark stand in names that other systems export.
bool may_be_in_name(char32_t character) {
  const bool mark = character == 0x200E || character == 0x200F || character == 0x061C || character == 0xFEFF;
  return mark || !misleads(character);
}

}  // namespace

std::optional<Instant> parse_instant(std::string_view text) {
  const std::optional<Utc> time = parse_rfc3339(text);
  if (!time) return std::nullopt;
  const Instant instant = instant_of(*time);
  if (instant < kFirstInstant || instant > kLastInstant) return std::nullopt;
  return instant;
}

std::optional<std::uint32_t> parse_count(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::uint32_t> parse_seconds(std::string_view text) {
  const std::size_t point = text.find('.');
  const auto seconds = parse_count(text.substr(0, point));
  if (!seconds || *seconds > 86'400) return std::nullopt;
  std::uint32_t ms = 0;
  if (point != std::string_view::npos) {
    std::uint32_t unit = 100;
    if (point + 1 == text.size()) return std::nullopt;
    for (const char digit : text.substr(point + 1)) {
      if (digit < '0' || digit > '9') return std::nullopt;
      ms += static_cast<std::uint32_t>(digit - '0') * unit;
      unit /= 10;
    }
  }
  return *seconds * 1000 + ms;
}

bool is_name(std::string_view text) {
  if (text.size() > kLongestName) return false;
  for (std::size_t at = 0; at < text.size();) {
    const char byte = text[at];
    if (byte >= ' ' && byte < '\x7f') {  // nearly all of most names
      ++at;
      continue;
    }
    const Utf8Character next = decode_utf8(text.substr(at));
    if (next.bytes == 0 || !may_be_in_name(next.character)) return false;
    at += next.bytes;
  }
  return true;
}

}  // namespace insyn::insight
