#include "base/text.h"

#include <algorithm>

namespace insyn {
namespace {

struct Shape {
  std::size_t more;   // continuation bytes
  char32_t bits;      // of the first byte
  char32_t smallest;  // that needs this many bytes
};

Result<Shape> shape_of(unsigned char first) {
  if (first < 0x80) return Shape{0, first, 0};
  if (first >= 0xC2 && first < 0xE0) return Shape{1, first & 0x1FU, 0x80};
  if (first >= 0xE0 && first < 0xF0) return Shape{2, first & 0x0FU, 0x800};
  if (first >= 0xF0 && first < 0xF5) return Shape{3, first & 0x07U, 0x10000};
  return fail(Code::kCorrupt, "byte 0x{:02x} is not UTF-8", first);
}

}  // namespace

Result<char32_t> take_character(std::string_view& text) {
  TRY_ASSIGN(const Shape shape, shape_of(static_cast<unsigned char>(text.front())));
  if (text.size() <= shape.more) return fail(Code::kCorrupt, "the last character is cut off");
  char32_t character = shape.bits;
  for (std::size_t i = 1; i <= shape.more; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) != 0x80U) return fail(Code::kCorrupt, "byte 0x{:02x} is not UTF-8", byte);
    character = (character << 6U) | (byte & 0x3FU);
  }
  const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
  if (character < shape.smallest || surrogate || character > 0x10FFFF) {
    return fail(Code::kCorrupt, "a character is not UTF-8");
  }
  text.remove_prefix(shape.more + 1);
  return character;
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
  return character < 0x20 || (character >= 0x7F && character <= 0x9F) || character == 0x200E ||
         character == 0x200F || character == 0x061C || (character >= 0x2028 && character <= 0x202E) ||
         (character >= 0x2066 && character <= 0x2069) || character == 0xFEFF;
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
