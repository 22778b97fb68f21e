// The lines of a usage journal (docs/usage-journal.md): which recordings a device has certified, and which
// calls were refused or discarded.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "base/clock.h"
#include "base/sha256.h"

namespace insyn::usage {

// A recording that the device has certified.
struct Certified {
  std::uint64_t number = 1;  // the device's running number
  Utc begin{};
  std::string recording;  // its id
  Digest agreement_hash{};
  Digest certificate_hash{};  // SHA-256 of certificate.note
  std::string agent;          // the pseudonym; empty where agents are not told apart
  std::string call;           // its id, normalised
  bool operator==(const Certified&) const = default;
};

// A call that is not recorded, whatever is asked later.
struct NotRecorded {
  enum class Why { kRefused /* by the sample */, kDiscarded /* by the agent */ };
  Why why = Why::kRefused;
  Utc time{};
  Digest agreement_hash{};
  std::string agent;
  std::string call;  // its id, normalised
  bool operator==(const NotRecorded&) const = default;
};

using Entry = std::variant<Certified, NotRecorded>;

// Whether a text may stand in an entry: at most 500 bytes without control characters.
bool fits_in_entry(std::string_view text);

// Without its signature and the line's end.
std::string text_of(const Entry& entry);
// kCorrupt where it is not exactly what text_of() would write.
Result<Entry> parse_entry(std::string_view text);

}  // namespace insyn::usage
