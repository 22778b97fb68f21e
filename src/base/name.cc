#include "base/name.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace insyn {
namespace {

enum class Script { kNone, kLatin, kGreek, kCyrillic, kArmenian, kCherokee, kCoptic, kLisu, kStyled };

const char* name_of(Script script) {
  constexpr std::array<const char*, 9> kNames = {"",         "Latin",    "Greek",
                                                 "Cyrillic", "Armenian", "Cherokee",
                                                 "Coptic",   "Lisu",     "mathematical or full-width"};
  return kNames[static_cast<std::size_t>(script)];
}

struct Letters {
  char32_t first, last;
  Script script;
};
// The property Script of the Unicode Character Database, Scripts.txt of version 14.0, in whole runs where
// what lies between has no script or is not assigned. Other scripts have no letters that pass for Latin ones.
constexpr std::array<Letters, 50> kLetters = {
    {{0x41, 0x5A, Script::kLatin},        {0x61, 0x7A, Script::kLatin},
     {0xAA, 0xAA, Script::kLatin},        {0xBA, 0xBA, Script::kLatin},
     {0xC0, 0xD6, Script::kLatin},        {0xD8, 0xF6, Script::kLatin},
     {0xF8, 0x2B8, Script::kLatin},       {0x2E0, 0x2E4, Script::kLatin},
     {0x370, 0x373, Script::kGreek},      {0x375, 0x37D, Script::kGreek},
     {0x37F, 0x384, Script::kGreek},      {0x386, 0x386, Script::kGreek},
     {0x388, 0x3E1, Script::kGreek},      {0x3E2, 0x3EF, Script::kCoptic},
     {0x3F0, 0x3FF, Script::kGreek},      {0x400, 0x484, Script::kCyrillic},
     {0x487, 0x52F, Script::kCyrillic},   {0x531, 0x556, Script::kArmenian},
     {0x559, 0x58F, Script::kArmenian},   {0x13A0, 0x13FD, Script::kCherokee},
     {0x1C80, 0x1C88, Script::kCyrillic}, {0x1D00, 0x1D25, Script::kLatin},
     {0x1D26, 0x1D2A, Script::kGreek},    {0x1D2B, 0x1D2B, Script::kCyrillic},
     {0x1D2C, 0x1D5C, Script::kLatin},    {0x1D5D, 0x1D61, Script::kGreek},
     {0x1D62, 0x1D65, Script::kLatin},    {0x1D66, 0x1D6A, Script::kGreek},
     {0x1D6B, 0x1D77, Script::kLatin},    {0x1D78, 0x1D78, Script::kCyrillic},
     {0x1D79, 0x1DBE, Script::kLatin},    {0x1DBF, 0x1DBF, Script::kGreek},
     {0x1E00, 0x1EFF, Script::kLatin},    {0x1F00, 0x1FFE, Script::kGreek},
     {0x2071, 0x209C, Script::kLatin},    {0x2126, 0x2126, Script::kGreek},
     {0x212A, 0x212B, Script::kLatin},    {0x2132, 0x2188, Script::kLatin},
     {0x2C60, 0x2C7F, Script::kLatin},    {0x2C80, 0x2CFF, Script::kCoptic},
     {0x2DE0, 0x2DFF, Script::kCyrillic}, {0xA4D0, 0xA4FF, Script::kLisu},
     {0xA640, 0xA69F, Script::kCyrillic}, {0xA722, 0xA7FF, Script::kLatin},
     {0xAB30, 0xAB64, Script::kLatin},    {0xAB65, 0xAB65, Script::kGreek},
     {0xAB70, 0xABBF, Script::kCherokee}, {0xFB00, 0xFB06, Script::kLatin},
     {0xFF21, 0xFF5A, Script::kStyled},   {0x1D400, 0x1D7FF, Script::kStyled}}};

Script script_of(char32_t character) {
  const auto found = std::find_if(kLetters.begin(), kLetters.end(), [character](const Letters& run) {
    return character >= run.first && character <= run.last;
  });
  return found == kLetters.end() ? Script::kNone : found->script;
}

// White_Space of the Unicode Character Database, PropList.txt, without the controls.
bool is_space(char32_t character) {
  return character == 0x20 || character == 0xA0 || character == 0x1680 ||
         (character >= 0x2000 && character <= 0x200A) || character == 0x202F || character == 0x205F ||
         character == 0x3000;
}

struct Run {
  char32_t first, last;
};
// Marks that are put onto the letter before them (the blocks of combining marks), which is another way to
// write letters that there are; and letters that there are for the sake of older sets of characters: the
// Ångström, Kelvin and Ohm signs, letter-like symbols, Roman numerals and ligatures. In names that look the
// same.
constexpr std::array<Run, 9> kOtherForms = {{{0x300, 0x36F},
                                             {0x1AB0, 0x1AFF},
                                             {0x1DC0, 0x1DFF},
                                             {0x20D0, 0x20FF},
                                             {0x2126, 0x2126},
                                             {0x212A, 0x212B},
                                             {0x2132, 0x2188},
                                             {0xFB00, 0xFB06},
                                             {0xFE20, 0xFE2F}}};

// That no letter is written in another way than the usual one.
Status check_forms(std::string_view text) {
  while (!text.empty()) {
    TRY_ASSIGN(const char32_t character, take_character(text));
    const bool other = std::any_of(kOtherForms.begin(), kOtherForms.end(), [character](const Run& run) {
      return character >= run.first && character <= run.last;
    });
    if (!other) continue;
    return fail(
        Code::kCorrupt,
        "has U+{:04X}, another way to write a letter, so that two names could look the same; type the "
        "name anew, with a keyboard's own letters",
        static_cast<unsigned>(character));
  }
  return {};
}

// That `text` has letters of at most one of the scripts that pass for each other. It is readable.
Status check_one_script(std::string_view text) {
  Script first = Script::kNone;
  while (!text.empty()) {
    TRY_ASSIGN(const char32_t character, take_character(text));
    const Script script = script_of(character);
    if (script == Script::kNone || script == first) continue;
    if (first != Script::kNone) {
      return fail(Code::kCorrupt,
                  "has {} and {} letters in one name, where some look alike: U+{:04X} is {}; write it in one "
                  "script",
                  name_of(first), name_of(script), static_cast<unsigned>(character), name_of(script));
    }
    first = script;
  }
  return {};
}

Status check_spaces(std::string_view text) {
  bool space = true;
  while (!text.empty()) {
    TRY_ASSIGN(const char32_t character, take_character(text));
    if (character != 0x20 && is_space(character)) {
      return fail(Code::kCorrupt, "has U+{:04X}, which looks like a space; write an ordinary one",
                  static_cast<unsigned>(character));
    }
    if (space && character == 0x20) {
      return fail(Code::kCorrupt, "has a space at its beginning, or two in a row; remove it");
    }
    space = character == 0x20;
  }
  if (space) return fail(Code::kCorrupt, "ends with a space; remove it");
  return {};
}

}  // namespace

Status check_name(std::string_view name, std::size_t limit) {
  TRY(check_readable(name, limit));
  TRY(check_spaces(name));
  TRY(check_forms(name));
  return check_one_script(name);
}

Status check_path(std::string_view path, std::size_t limit) {
  TRY(check_readable(path, limit));
  while (!path.empty()) {
    const std::size_t end = std::min(path.find_first_of("/\\"), path.size());
    TRY(check_one_script(path.substr(0, end)));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return {};
}

std::string beyond_ascii(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const Utf8Character next = decode_utf8(text);
    const std::string_view bytes = text.substr(0, std::max<std::size_t>(next.bytes, 1));
    text.remove_prefix(bytes.size());
    if (next.bytes < 2) continue;
    const std::string shown = fmt::format("{} (U+{:04X})", bytes, static_cast<unsigned>(next.character));
    if (result.find(shown) != std::string::npos) continue;
    if (!result.empty()) result += ", ";
    result += shown;
  }
  return result;
}

bool is_code(std::string_view text, std::size_t limit) {
  return !text.empty() && text.size() <= limit &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

}  // namespace insyn
