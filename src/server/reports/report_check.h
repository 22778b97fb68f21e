// Whether a text is a report as `insyn report` writes it (docs/insight-output.md), and nothing besides: each
// member is known, and each figure is one that a gate can have made.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace insyn::server {

// One that is named in a report.
struct NamedFriction {
  std::string kind, what, screen, other_screen;
};

struct CheckedReport {
  std::string agreement;  // its id
  std::uint64_t number = 0;
  std::string register_key;
  std::uint64_t min_group = 0, min_calls = 0;
  std::vector<NamedFriction> frictions;
};

// Of kinds, screens, articles and versions: as long as in what insyn report reads.
inline constexpr std::size_t kLongestReportName = 200;

// kBadPeer where it is anything else.
Result<CheckedReport> check_report(std::string_view text);

}  // namespace insyn::server
