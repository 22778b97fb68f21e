#include "base/text.h"

#include <algorithm>
#include <array>

namespace insyn {
namespace {

struct Range {
  char32_t first, last;
};
// Default_Ignorable_Code_Point and Bidi_Control of the Unicode Character Database, DerivedCoreProperties.txt
// and PropList.txt of version 14.0; and what is as invisible without being of these: the controls (general
// category Cc), the separators of lines and paragraphs (Zl, Zp), the empty Braille pattern, and the format
// characters of annotations and hieroglyphs.
constexpr std::array<Range, 23> kInvisible = {
    {{0x0, 0x1F},        {0x7F, 0x9F},       {0xAD, 0xAD},     {0x34F, 0x34F},     {0x61C, 0x61C},
     {0x115F, 0x1160},   {0x17B4, 0x17B5},   {0x180B, 0x180F}, {0x200B, 0x200F},   {0x2028, 0x202E},
     {0x2060, 0x206F},   {0x2800, 0x2800},   {0x3164, 0x3164}, {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},
     {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFF8},   {0xFFF9, 0xFFFB}, {0x13430, 0x1343F}, {0x1BCA0, 0x1BCA3},
     {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}, {0xFFFE, 0xFFFF}}};

// Why `text` does not begin with a character.
Failure not_utf8(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4) return fail(Code::kCorrupt, "byte 0x{:02x} is not UTF-8", first);
  if (text.size() < bytes) return fail(Code::kCorrupt, "the last character is cut off");
  for (const char byte : text.substr(1, bytes - 1)) {
    if ((static_cast<unsigned char>(byte) & 0xC0U) != 0x80U)
      return fail(Code::kCorrupt, "byte 0x{:02x} is not UTF-8", static_cast<unsigned char>(byte));
  }
  return fail(Code::kCorrupt, "a character is not UTF-8");
}

}  // namespace

Utf8Character decode_utf8(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto more = [&](std::size_t i) { return byte(i) & 0x3FU; };
  const auto continues = [&](std::size_t from, std::size_t end) {
    for (; from < end; ++from)
      if ((byte(from) & 0xC0U) != 0x80U) return false;
    return true;
  };
  if (text.empty()) return {};
  const unsigned first = byte(0);
  if (first < 0x80) return {first, 1};
  if (first < 0xE0) {
    if (first < 0xC2 || text.size() < 2 || !continues(1, 2)) return {};
    return {(first & 0x1FU) << 6U | more(1), 2};
  }
  if (first < 0xF0) {
    if (text.size() < 3 || !continues(1, 3)) return {};
    const char32_t character = (first & 0x0FU) << 12U | more(1) << 6U | more(2);
    const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
    return character < 0x800 || surrogate ? Utf8Character() : Utf8Character{character, 3};
  }
  if (first > 0xF4 || text.size() < 4 || !continues(1, 4)) return {};
  const char32_t character = (first & 0x07U) << 18U | more(1) << 12U | more(2) << 6U | more(3);
  return character < 0x10000 || character > 0x10FFFF ? Utf8Character() : Utf8Character{character, 4};
}

Result<char32_t> take_character(std::string_view& text) {
  const Utf8Character first = decode_utf8(text);
  if (first.bytes == 0) return not_utf8(text);
  text.remove_prefix(first.bytes);
  return first.character;
}

Status check_text(std::string_view text, std::string_view allowed) {
  if (text.size() > kLongestText) {
    return fail(Code::kCorrupt, "the text has {} bytes; at most {} are read", text.size(), kLongestText);
  }
  for (int line = 1; !text.empty();) {
    auto character = take_character(text);
    if (!character) {
      return fail(Code::kCorrupt, "line {}: {}; save the text as UTF-8", line, character.error().message);
    }
    if (*character < 0x20 && allowed.find(static_cast<char>(*character)) == std::string_view::npos) {
      return fail(Code::kCorrupt, "line {}: control character U+{:04X}; remove it", line,
                  static_cast<unsigned>(*character));
    }
    if (*character == '\n') ++line;
  }
  return {};
}

bool misleads(char32_t character) {
  if (character >= 0x20 && character < 0x7F) return false;
  return std::any_of(kInvisible.begin(), kInvisible.end(), [character](const Range& range) {
    return character >= range.first && character <= range.last;
  });
}

Status check_shown(std::string_view text) {
  for (int line = 1; !text.empty();) {
    TRY_ASSIGN(const char32_t character, take_character(text));
    const bool layout = character == '\n' || character == '\r' || character == '\t';
    if (misleads(character) && !layout) {
      return fail(Code::kCorrupt,
                  "line {}: the invisible character U+{:04X} changes what is shown; remove it", line,
                  static_cast<unsigned>(character));
    }
    if (character == '\n') ++line;
  }
  return {};
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

Status check_readable(std::string_view value, std::size_t limit) {
  if (value.empty()) return fail(Code::kCorrupt, "is empty");
  if (value.size() > limit) {
    return fail(Code::kCorrupt, "has {} bytes; at most {} are allowed", value.size(), limit);
  }
  while (!value.empty()) {
    TRY_ASSIGN(const char32_t character, take_character(value));
    if (misleads(character)) {
      return fail(Code::kCorrupt, "has the invisible character U+{:04X}; remove it",
                  static_cast<unsigned>(character));
    }
  }
  return {};
}

}  // namespace insyn
