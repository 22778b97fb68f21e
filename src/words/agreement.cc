#include "words/agreement.h"

#include "words/agreement_parts.h"

namespace insyn::words {
namespace {

std::string in_english(agreement::Level level) {
  switch (level) {
    case agreement::Level::kMetrics:
      return "metrics: no pictures, only which screens were shown and when";
    case agreement::Level::kStructure:
      return "structure: the layout, with text that cannot be read";
    case agreement::Level::kMasked:
      return "masked: text hidden but for the areas agreed on";
    case agreement::Level::kFull:
      return "full: pictures exactly as the agent sees them";
  }
  return "";
}

std::string in_swedish(agreement::Level level) {
  switch (level) {
    case agreement::Level::kMetrics:
      return "metrics: inga bilder, bara vilka skärmbilder som visades och när";
    case agreement::Level::kStructure:
      return "structure: hur sidan är uppbyggd, med text som inte går att läsa";
    case agreement::Level::kMasked:
      return "masked: texten dold utom i de områden som avtalats";
    case agreement::Level::kFull:
      return "full: bilder precis som handläggaren ser dem";
  }
  return "";
}

Document explained(const agreement::Terms& terms, const agreement::Agreement* agreement, Language language) {
  return language == Language::kSwedish ? explain_in_swedish(terms, agreement)
                                        : explain_in_english(terms, agreement);
}

}  // namespace

std::string explain(const agreement::Terms& terms, Language language) {
  return explained(terms, nullptr, language).plain_text();
}

std::string explain(const agreement::Agreement& agreement, Language language) {
  return explained(agreement.terms(), &agreement, language).plain_text();
}

std::string say(agreement::Level level, Language language) {
  return language == Language::kSwedish ? in_swedish(level) : in_english(level);
}

}  // namespace insyn::words
