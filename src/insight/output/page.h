// The report as one page that needs nothing else: no network, no script.
#pragma once

#include "base/result.h"
#include "insight/output/figures.h"

namespace insyn::insight {

// What the report stands under.
struct Imprint {
  std::string agreement;  // its id
  std::string employer;
  std::string union_name;
  std::string period;         // in words
  bool is_verified = false;   // both signatures
  bool has_examples = false;  // sealed, beside the page
};

Result<std::string> page(const Report& report, const Imprint& imprint, words::Language language);

// Its parts, each a <section>.
std::string friction_section(const Report& report, const Imprint& imprint, const ReportWords& words);
Result<std::string> kinds_section(const Report& report, const ReportWords& words);
// Steps by kinds, within the section of kinds; nothing where there are no two.
std::string kinds_beside_each_other(const Report& report, const ReportWords& words);
std::string comparison_section(const Report& report, const ReportWords& words);

// What a friction is about, in a sentence.
std::string friction_text(const Report& report, const Friction& friction, const ReportWords& words);

}  // namespace insyn::insight
