// Rules by which the union lets its own client approve requests: signed by the union, for one agreement and a
// time. Lines of "key value" in a fixed order; docs/opening.md describes them byte for byte.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/sha256.h"
#include "ledger/entries/code.h"

namespace insyn::opening {

inline constexpr std::size_t kMostInRules = 100;  // purposes, and kinds
inline constexpr std::uint64_t kMostApprovalsAWeek = 10'000;

struct Rules {
  Digest agreement{};  // the hash of its text
  std::vector<ledger::Opens> opens;
  std::vector<std::string> purposes;  // codes: one of them
  std::vector<std::string> kinds;     // kinds of question: one of them; empty: any, also none
  // Approvals by rules of this union, of any rules, that the ledger may hold of a week.
  std::uint64_t a_week = 0;
  Utc from{};
  Utc until{};
  bool operator==(const Rules&) const = default;
};

// Each list ascending and without repetitions.
std::string text_of(const Rules& rules);
// kCorrupt with the line number and the reason where the text is not exactly what text_of() would write.
Result<Rules> parse_rules(std::string_view text);

}  // namespace insyn::opening
