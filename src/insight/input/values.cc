#include "insight/input/values.h"

#include <algorithm>
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

std::optional<std::uint32_t> parse_whole(std::string_view text) {
  const std::size_t point = text.find('.');
  const std::string_view fraction = text.substr(std::min(point, text.size()));
  if (fraction.size() == 1 || fraction.find_first_not_of('0', 1) != std::string_view::npos)
    return std::nullopt;
  return parse_count(text.substr(0, point));
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kNoBreak = "\xc2\xa0";
  const auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (!text.empty()) {
    if (is_space(text.front())) {
      text.remove_prefix(1);
    } else if (is_space(text.back())) {
      text.remove_suffix(1);
    } else if (text.starts_with(kNoBreak)) {
      text.remove_prefix(kNoBreak.size());
    } else if (text.ends_with(kNoBreak)) {
      text.remove_suffix(kNoBreak.size());
    } else {
      break;
    }
  }
  return text;
}

bool is_no_value(std::string_view text) {
  static constexpr std::string_view kWords[] = {"NULL", "null", "\\N",  "NaN",  "nan",
                                                "NaT",  "NA",   "<NA>", "#N/A", "None"};
  if (text.size() < 2 || text.size() > 4) return false;
  return std::find(std::begin(kWords), std::end(kWords), text) != std::end(kWords);
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
