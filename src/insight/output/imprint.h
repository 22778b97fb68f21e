// What a report stands under.
#pragma once

#include <cstdint>
#include <string>

namespace insyn::insight {

struct Imprint {
  std::string agreement;  // its id
  std::string employer;
  std::string union_name;
  std::string period;         // in words
  std::uint32_t number = 0;   // in the register of reports
  std::string register_key;   // its public half
  bool has_examples = false;  // sealed, beside the page
};

}  // namespace insyn::insight
