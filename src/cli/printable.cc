#include "cli/printable.h"

#include <fmt/format.h>

#include "base/text.h"

namespace insyn::cli {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

bool is_layout(char32_t character) { return character == '\n' || character == '\t'; }

// `text` with `replace(character)` for each character that misleads.
template <class Replace>
std::string replaced(std::string_view text, const Replace& replace) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const std::string_view before = text;
    const auto character = take_character(text);
    if (!character) {
      result += kReplacement;
      text = before.substr(1);
    } else if (misleads(*character) && !is_layout(*character)) {
      result += replace(*character);
    } else {
      result += before.substr(0, before.size() - text.size());
    }
  }
  return result;
}

}  // namespace

std::string printable(std::string_view text) {
  return replaced(text, [](char32_t) { return std::string(kReplacement); });
}

std::string printable_json(std::string_view json) {
  return replaced(
      json, [](char32_t character) { return fmt::format("\\u{:04x}", static_cast<unsigned>(character)); });
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (const char byte : text) {
    if ((static_cast<unsigned char>(byte) & 0xC0U) != 0x80U) ++columns;
  }
  return columns;
}

}  // namespace insyn::cli
