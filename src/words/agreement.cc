#include "words/agreement.h"

#include "words/agreement_parts.h"

namespace insyn::words {

std::string explain(const agreement::Terms& terms, Language language) {
  return language == Language::kSwedish ? explain_in_swedish(terms, nullptr)
                                        : explain_in_english(terms, nullptr);
}

std::string explain(const agreement::Agreement& agreement, Language language) {
  return language == Language::kSwedish ? explain_in_swedish(agreement.terms(), &agreement)
                                        : explain_in_english(agreement.terms(), &agreement);
}

}  // namespace insyn::words
