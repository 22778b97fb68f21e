#include "insight/input/values.h"

#include <charconv>

#include "base/text.h"
#include "insight/input/times.h"

namespace insyn::insight {
std::optional<Instant> parse_instant(std::string_view text) { return TimeReader(nullptr).read(text).at; }

std::optional<std::uint32_t> parse_count(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::uint32_t> parse_seconds(std::string_view text) {
  const std::size_t point = text.find_first_of(".,");
  // "1,234" may be a thousand or one.
  if (point != std::string_view::npos && text[point] == ',' && text.size() - point == 4) return std::nullopt;
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
    if (next.bytes == 0 || misleads(next.character)) return false;
    at += next.bytes;
  }
  return true;
}

}  // namespace insyn::insight
