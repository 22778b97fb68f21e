// The report as one page that needs nothing else: no network, no script.
#pragma once

#include "base/result.h"
#include "insight/output/words.h"

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

Result<std::string> page(const Report& report, const Imprint& imprint, Tongue tongue);

// Its parts, each a <section>.
std::string friction_section(const Report& report, const Imprint& imprint, const Words& words);
Result<std::string> kinds_section(const Report& report, const Words& words);
// Steps by kinds, within the section of kinds; nothing where there are no two.
std::string kinds_beside_each_other(const Report& report, const Words& words);
std::string comparison_section(const Report& report, const Words& words);

// What a friction is about, in a sentence.
std::string friction_text(const Report& report, const Friction& friction, const Words& words);

}  // namespace insyn::insight
