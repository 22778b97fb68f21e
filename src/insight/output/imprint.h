// What a report stands under.
#pragma once

#include <string>

namespace insyn::insight {

struct Imprint {
  std::string agreement;  // its id
  std::string employer;
  std::string union_name;
  std::string period;         // in words
  bool is_verified = false;   // both signatures
  bool has_examples = false;  // sealed, beside the page
};

}  // namespace insyn::insight
