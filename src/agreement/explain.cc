#include "agreement/explain.h"

#include "agreement/wording.h"

namespace insyn::agreement {

std::string explain(const Terms& terms, Language language) {
  return language == Language::kSwedish ? explain_in_swedish(terms, nullptr)
                                        : explain_in_english(terms, nullptr);
}

std::string explain(const Agreement& agreement, Language language) {
  return language == Language::kSwedish ? explain_in_swedish(agreement.terms(), &agreement)
                                        : explain_in_english(agreement.terms(), &agreement);
}

}  // namespace insyn::agreement
