// What the register says of one report: the text of a signed note.
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "base/sha256.h"

namespace insyn::insight {

struct Entry {
  std::uint32_t number = 0;      // from 1
  std::optional<Digest> before;  // SHA-256 of the note of the report before; none for the first
  Utc made;
  Digest agreement{};  // of the text that both parties signed
  Utc from;            // the whole weeks that it is about
  Utc to;
  std::string zone;
  std::uint32_t min_group = 0;
  std::uint32_t min_calls = 0;
  Digest calls{};   // SHA-256 of the list of counted calls
  Digest report{};  // of report.json
  bool operator==(const Entry&) const = default;
};

// docs/insight-protection.md defines the lines.
std::string text_of(const Entry& entry);
// kCorrupt where `text` is not what text_of() writes.
Result<Entry> parse_entry(std::string_view text);

}  // namespace insyn::insight
