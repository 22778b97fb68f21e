// How the union answers a request to open a recording: an approval says what was checked, a refusal why not.
// Lines of "key value" in a fixed order; docs/opening.md describes them byte for byte.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/sha256.h"
#include "ledger/entries/code.h"

namespace insyn::opening {

struct Approval {
  Digest request{};         // SHA-256 of the request's note, with its signature
  std::string recording;    // its id
  std::uint64_t entry = 0;  // the number of the request's entry in the ledger
  ledger::ApprovedBy by = ledger::ApprovedBy::kPerson;
  std::optional<Digest> rules;  // SHA-256 of the rules' note, where `by` says rules
  // The checkpoint up to which all entries were read: its size and root, and when it was cosigned.
  std::uint64_t checkpoint_size = 0;
  Digest checkpoint_root{};
  Utc checkpoint_time{};
  Utc time{};
  bool operator==(const Approval&) const = default;
};

struct Refusal {
  Digest request{};  // as in an approval
  std::string recording;
  std::uint64_t entry = 0;
  std::string because;  // in words; not empty
  Utc time{};
  bool operator==(const Refusal&) const = default;
};

std::string text_of(const Approval& approval);
std::string text_of(const Refusal& refusal);
// kCorrupt with the line number and the reason where the text is not exactly what text_of() would write.
Result<Approval> parse_approval(std::string_view text);
Result<Refusal> parse_refusal(std::string_view text);

}  // namespace insyn::opening
