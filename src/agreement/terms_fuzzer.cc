// The reader of agreements' terms, and what is computed from terms that it accepts.
#include <cstdlib>

#include "agreement/allowed.h"
#include "agreement/explain.h"

namespace {

using namespace insyn;
using namespace insyn::agreement;

void keeps_its_floors(const Terms& terms) {
  const bool kept = terms.min_group >= 5 && terms.retention_days >= 1 && terms.retention_days <= 365 &&
                    terms.pause && terms.open == "both" && !terms.applications.empty() &&
                    terms.not_before < terms.not_after && terms.sample > 0 && terms.sample <= 1;
  if (!kept) std::abort();
}

void ends_when_it_says(const Terms& terms, Utc at) {
  const Allowed allowed = allowed_at(terms, at);
  if (!allowed) return;
  if (allowed.until <= at || allowed.until > terms.not_after || at < terms.not_before) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto terms = parse_terms(text_of(ByteView(data, size)));
  if (!terms) return 0;
  keeps_its_floors(*terms);
  ends_when_it_says(*terms, terms->not_before);
  ends_when_it_says(*terms, terms->not_after - std::chrono::milliseconds(1));
  ends_when_it_says(*terms, terms->not_before + (terms->not_after - terms->not_before) / 2);
  if (explain(*terms, Language::kSwedish).empty()) std::abort();
  if (explain(*terms, Language::kEnglish).empty()) std::abort();
  return 0;
}
