// Reads terms from any bytes, and checks what is computed from those that are accepted.
#include <cstdlib>

#include "agreement/agreement.h"
#include "agreement/allowed.h"
#include "words/agreement.h"

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

// No bytes are an agreement under keys that nobody holds.
void nothing_is_an_agreement(std::string_view text) {
  static const note::Signer employer = note::Signer::generate("e").value();
  static const note::Signer other = note::Signer::generate("u").value();
  const note::PublicKeys a{note::Role::kEmployer, "e", employer.verifier(), ""};
  const note::PublicKeys b{note::Role::kUnion, "u", other.verifier(), ""};
  if (Agreement::verify(text, {a, b})) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  nothing_is_an_agreement(text_of(ByteView(data, size)));
  const auto terms = parse_terms(text_of(ByteView(data, size)));
  if (!terms) return 0;
  keeps_its_floors(*terms);
  ends_when_it_says(*terms, terms->not_before);
  ends_when_it_says(*terms, terms->not_after - std::chrono::milliseconds(1));
  ends_when_it_says(*terms, terms->not_before + (terms->not_after - terms->not_before) / 2);
  if (words::explain(*terms, words::Language::kSwedish).empty()) std::abort();
  if (words::explain(*terms, words::Language::kEnglish).empty()) std::abort();
  return 0;
}
