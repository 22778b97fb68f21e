// The languages that people are spoken to in.
#pragma once

#include <optional>
#include <string_view>

namespace insyn::words {

enum class Language { kSwedish, kEnglish };
inline constexpr Language kLanguages[] = {Language::kSwedish, Language::kEnglish};

// ISO 639-1: "sv", "en".
constexpr const char* code_of(Language language) { return language == Language::kSwedish ? "sv" : "en"; }
constexpr std::optional<Language> language_of(std::string_view code) {
  if (code == "sv") return Language::kSwedish;
  if (code == "en") return Language::kEnglish;
  return std::nullopt;
}

}  // namespace insyn::words
